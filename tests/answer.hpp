// SPDX-License-Identifier: BSL-1.0
// What reading a text gives, to compare how the two text kinds answer.
#ifndef SPECLINE_TESTS_ANSWER_HPP
#define SPECLINE_TESTS_ANSWER_HPP

#include <specline/status.hpp>

#include <string>

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

}  // namespace tests
#endif
