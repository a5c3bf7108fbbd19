// SPDX-License-Identifier: BSL-1.0
// Eight bytes of a text at once: most texts are short, and a call or a loop over bytes costs more than looking at them.
#ifndef SPECLINE_DETAIL_LOAD_WORD_HPP
#define SPECLINE_DETAIL_LOAD_WORD_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace specline::detail {

/// The bytes at `from`, the first one lowest.
template <class Word>
constexpr std::uint64_t load_word(char const* from)
{
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < sizeof(Word); ++i)
            word |= std::uint64_t{static_cast<unsigned char>(from[i])} << 8 * i;
        return word;
    }
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
}

/// A word that has `byte` in each place.
constexpr std::uint64_t every(char byte)
{
    return std::uint64_t{0x0101010101010101} * static_cast<unsigned char>(byte);
}

/// The highest bit of each byte of `word` that is `byte`, and of no other.
constexpr std::uint64_t bytes_equal(std::uint64_t word, char byte)
{
    constexpr std::uint64_t lows = every(0x7f);
    word ^= every(byte);
    return ~(((word & lows) + lows) | word | lows);
}

/// Whether `text` has `byte` in it.
constexpr bool has_byte(std::string_view text, char byte)
{
    auto const* const begin = text.data();
    auto const size = text.size();
    std::uint64_t found = 0;
    if (size < 8) {
        for (char const c : text) found |= std::uint64_t{c == byte};
        return found != 0;
    }
    for (std::size_t i = 0; i + 8 < size; i += 8) found |= bytes_equal(load_word<std::uint64_t>(begin + i), byte);
    return (found | bytes_equal(load_word<std::uint64_t>(begin + size - 8), byte)) != 0;
}

}  // namespace specline::detail
#endif
