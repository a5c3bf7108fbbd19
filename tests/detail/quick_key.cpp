// SPDX-License-Identifier: BSL-1.0
// Keys are equal where they are the same, whatever their length.
#include <specline/detail/quick_key.hpp>

#include "catch.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace quick_key_tests {

using specline::detail::quick_key;

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";

TEST_CASE("a key is equal to itself alone, at every length", "[quick_key]")
{
    for (std::size_t size = 0; size <= 24; ++size) {
        std::string const key{letters.substr(0, size)};
        CHECK(quick_key{key} == quick_key{std::string_view{letters.substr(0, size)}});
        for (std::size_t at = 0; at < size; ++at) {
            std::string other = key;
            other[at] = '\xff';
            CHECK_FALSE(quick_key{key} == quick_key{other});
        }
        for (std::size_t longer = size + 1; longer <= 25; ++longer) {
            CHECK_FALSE(quick_key{key} == quick_key{letters.substr(0, longer)});
            CHECK_FALSE(quick_key{std::string(size, 'a')} == quick_key{std::string(longer, 'a')});
            CHECK_FALSE(quick_key{std::string(size, '\0')} == quick_key{std::string(longer, '\0')});
        }
    }
}

TEST_CASE("a key has the same words when it is made at compile time", "[quick_key]")
{
    static constexpr quick_key known[] = {letters.substr(0, 0),  letters.substr(0, 1),  letters.substr(0, 2),
                                          letters.substr(0, 3),  letters.substr(0, 4),  letters.substr(0, 7),
                                          letters.substr(0, 8),  letters.substr(0, 15), letters.substr(0, 16),
                                          letters.substr(0, 17), letters.substr(0, 24)};
    for (auto const& key : known) CHECK(quick_key{std::string{key.text}} == key);
}

}  // namespace quick_key_tests
