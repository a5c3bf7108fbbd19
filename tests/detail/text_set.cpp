// SPDX-License-Identifier: BSL-1.0
// A set of texts: few and many, and quick however many.
#include <specline/detail/text_set.hpp>

#include "catch.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace text_set_tests {

using specline::detail::text_set;

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";

constexpr bool works_in_a_constant_expression()
{
    text_set set;
    for (int round = 0; round < 2; ++round)
        for (std::size_t i = 0; i < letters.size(); ++i)
            if (set.insert(letters.substr(i, 1)) != (round == 0)) return false;
    return set.contains("a") && set.contains("z") && !set.contains("ab") && !set.contains("") && set.insert("") &&
           set.contains("") && !set.insert({});
}
static_assert(works_in_a_constant_expression());
static_assert(text_set{}.empty() && !text_set{}.contains("") && !text_set{}.contains({}));

// The texts "0", "1" … "count - 1".
inline std::vector<std::string> numbers(std::size_t count)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) texts.push_back(std::to_string(i));
    return texts;
}

TEST_CASE("a set has what was put into it, and nothing else", "[text_set]")
{
    // Around the size at which it begins to hash, and around those at which it grows.
    for (std::size_t const count : {0u, 1u, 2u, 15u, 16u, 17u, 18u, 31u, 32u, 33u, 34u, 63u, 64u, 65u, 1000u}) {
        INFO(count);
        auto const texts = numbers(count);
        text_set set;
        for (auto const& t : texts) {
            CHECK(!set.contains(t));
            CHECK(set.insert(t));
            CHECK(set.contains(t));
        }
        CHECK(set.empty() == (count == 0));
        for (auto const& t : texts) {
            CHECK(set.contains(std::string{t}));  // by its letters, not by where it is
            CHECK(!set.insert(std::string{t}));
            CHECK(!set.contains(t + "x"));
        }
        CHECK(!set.contains(std::to_string(count)));
        CHECK(!set.contains(""));
    }
}

TEST_CASE("the empty text is a text, few or many", "[text_set]")
{
    auto const texts = numbers(100);
    for (std::size_t const before : {0u, 5u, 15u, 16u, 17u, 40u, 100u}) {
        for (auto const empty : {std::string_view{}, std::string_view{""}}) {
            text_set set;
            for (std::size_t i = 0; i < before; ++i) set.insert(texts[i]);
            CHECK(!set.contains(""));
            CHECK(!set.contains({}));
            CHECK(set.insert(empty));
            CHECK(!set.empty());
            CHECK(!set.insert(""));
            CHECK(!set.insert({}));
            for (std::size_t i = before; i < texts.size(); ++i) set.insert(texts[i]);
            CHECK(set.contains(""));
            CHECK(set.contains({}));
            for (auto const& t : texts) CHECK(set.contains(t));
        }
    }
}

TEST_CASE("texts with a NUL and long ones are told apart", "[text_set]")
{
    using namespace std::string_view_literals;
    std::string const long_one(100000, 'x'), long_other = long_one.substr(1) + "y";
    text_set set;
    CHECK(set.insert("a"sv));
    CHECK(set.insert("a\0"sv));
    CHECK(set.insert("a\0b"sv));
    CHECK(set.insert("\0"sv));
    CHECK(set.insert(long_one));
    CHECK(!set.contains(long_other));
    CHECK(!set.contains("a\0c"sv));
    CHECK(!set.contains("\0\0"sv));
}

TEST_CASE("a hundred thousand texts, each three times, take no time", "[text_set]")
{
    auto const texts = numbers(100000);
    // Looking through them would take minutes; the bound is for a slow machine under a sanitizer.
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    text_set set;
    std::size_t added = 0;
    for (int round = 0; round < 3; ++round)
        for (auto const& t : texts) {
            if (set.insert(t)) ++added;
            if (std::chrono::steady_clock::now() > end) FAIL("only " << added << " are in after ten seconds");
        }
    CHECK(added == texts.size());
}

}  // namespace text_set_tests
