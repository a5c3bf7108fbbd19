// SPDX-License-Identifier: BSL-1.0
// Where texts stand first: few and many, and quick however many.
#include <specline/detail/text_index.hpp>

#include "catch.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace text_index_tests {

using specline::detail::text_index;

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";

constexpr bool works_in_a_constant_expression(std::size_t count)
{
    text_index index{2 * count};
    for (int round = 0; round < 2; ++round)
        for (std::size_t i = count; i-- > 0;) index.add(letters.substr(i, 1));
    index.sort();
    for (std::size_t i = 0; i < count; ++i)
        if (index.first(letters.substr(i, 1)) != count - 1 - i) return false;
    return index.first("") == index.none && index.first("ab") == index.none;
}
static_assert(works_in_a_constant_expression(3));
static_assert(works_in_a_constant_expression(26));
static_assert(text_index{0}.first("") == text_index::none && text_index{100}.first("") == text_index::none);

// The texts "0", "1" … "count - 1".
inline std::vector<std::string> numbers(std::size_t count)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) texts.push_back(std::to_string(i));
    return texts;
}

TEST_CASE("a text is found under its lowest number, by its letters, and none is found that was not added",
          "[text_index]")
{
    // Around the size at which it begins to sort.
    for (std::size_t const count : {0u, 1u, 2u, 8u, 9u, 15u, 16u, 17u, 18u, 33u, 1000u}) {
        INFO(count);
        auto const texts = numbers(count);
        text_index index{2 * count};
        for (auto const& t : texts) index.add(t);
        for (auto const& t : texts) index.add(t);
        index.sort();
        for (std::size_t i = 0; i < count; ++i) {
            CHECK(index.first(std::string{texts[i]}) == i);
            CHECK(index.first(texts[i] + "x") == text_index::none);
        }
        CHECK(index.first(std::to_string(count)) == text_index::none);
        CHECK(index.first("") == text_index::none);
    }
}

TEST_CASE("the empty text is a text, few or many", "[text_index]")
{
    auto const texts = numbers(100);
    for (std::size_t const before : {0u, 5u, 15u, 16u, 17u, 40u, 100u})
        for (auto const empty : {std::string_view{}, std::string_view{""}}) {
            text_index index{before + 1};
            for (std::size_t i = 0; i < before; ++i) index.add(texts[i]);
            index.add(empty);
            index.sort();
            CHECK(index.first("") == before);
            CHECK(index.first({}) == before);
        }
}

TEST_CASE("texts with a NUL and long ones are told apart", "[text_index]")
{
    using namespace std::string_view_literals;
    std::string const long_one(100000, 'x'), long_other = long_one.substr(1) + "y";
    text_index index{5};
    for (auto const text : {"a"sv, "a\0"sv, "a\0b"sv, "\0"sv, std::string_view{long_one}}) index.add(text);
    index.sort();
    CHECK(index.first("a\0"sv) == 1);
    CHECK(index.first("\0"sv) == 3);
    CHECK(index.first(long_one) == 4);
    CHECK(index.first(long_other) == index.none);
    CHECK(index.first("a\0c"sv) == index.none);
    CHECK(index.first("\0\0"sv) == index.none);
}

TEST_CASE("a hundred thousand texts, each three times, take no time", "[text_index]")
{
    auto const texts = numbers(100000);
    // Looking through them would take minutes; the bound is for a slow machine under a sanitizer.
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    text_index index{3 * texts.size()};
    for (int round = 0; round < 3; ++round)
        for (auto const& t : texts) index.add(t);
    index.sort();
    std::size_t right = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (index.first(texts[i]) == i) ++right;
        if (std::chrono::steady_clock::now() > end) FAIL("only " << right << " are found after thirty seconds");
    }
    CHECK(right == texts.size());
}

}  // namespace text_index_tests
