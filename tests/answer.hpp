// SPDX-License-Identifier: BSL-1.0
// What reading a text gives, to compare how the two text kinds answer.
#ifndef SPECLINE_TESTS_ANSWER_HPP
#define SPECLINE_TESTS_ANSWER_HPP

#include "catch.hpp"

#include <specline/status.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace tests {

// What was read, as text, or an error.
struct answer {
    std::string text;
    specline::status why;
    friend bool operator==(answer const& a, answer const& b)
    {
        return a.text == b.text && a.why.code() == b.why.code() && a.why.what() == b.why.what() &&
               a.why.where() == b.why.where() && a.why.line() == b.why.line() && a.why.column() == b.why.column();
    }
};

// What `text` is read as, the same in both kinds, without an error.
inline std::string agreed(std::string_view text, answer const& owned, answer const& view)
{
    INFO(text);
    INFO(owned.why.message());
    CHECK(owned.why.ok());
    CHECK(owned == view);
    return owned.text;
}

// Reads `marked`, in which '@' marks where the error is, in both kinds, and gives the error's words.
template <class Owned, class View>
std::string refusal(std::string marked, specline::errc code, std::string_view where, Owned const& read_owned,
                    View const& read_view)
{
    std::size_t const at = marked.find('@');
    REQUIRE(at != marked.npos);
    marked.erase(at, 1);
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < at; ++i) marked[i] == '\n' ? (++line, column = 1) : ++column;
    INFO(marked);
    answer const a = read_owned(marked);
    CHECK(a.why.code() == code);
    CHECK(a.why.where() == where);
    CHECK(a.why.line() == line);
    CHECK(a.why.column() == column);
    CHECK(a == read_view(marked));
    return std::string{a.why.what()};
}

}  // namespace tests
#endif
