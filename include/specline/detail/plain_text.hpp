// SPDX-License-Identifier: BSL-1.0
// The bytes that stand in a JSON string as they are: text is copied and looked at in one go.
#ifndef SPECLINE_DETAIL_PLAIN_TEXT_HPP
#define SPECLINE_DETAIL_PLAIN_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace specline::detail {

/// Whether a byte stands in a string as it is, whatever is beside it.
constexpr bool is_plain(char c)
{
    auto const byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

/// Sixteen bytes, and the same as words, which a compiler of the GNU kind handles at once, on every processor.
using sixteen_bytes [[gnu::vector_size(16)]] = unsigned char;
using two_words [[gnu::vector_size(16)]] = std::uint64_t;

template <class Word>
Word load(char const* from)
{
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
}

/// Leaves the high bit in each byte that is not plain; one below 0x20 has it when 0x20 is taken from it.
inline sixteen_bytes special_in(sixteen_bytes x)
{
    auto const equal = [&](char c) { return reinterpret_cast<sixteen_bytes>(x == static_cast<unsigned char>(c)); };
    return x | (x - 0x20) | equal('"') | equal('\\');
}
inline sixteen_bytes special_in(std::uint64_t x, std::uint64_t y)
{
    return detail::special_in(reinterpret_cast<sixteen_bytes>(two_words{x, y}));
}

/// Whether there is such a byte.
inline bool any(sixteen_bytes special)
{
    auto const words = reinterpret_cast<two_words>(special);
    return ((words[0] | words[1]) & 0x8080808080808080) != 0;
}

/// The longest text that `copy_short` takes.
inline constexpr std::size_t short_text = 32;

/// Copies `n` bytes and gives which are not plain. `to` has room for 32.
inline sixteen_bytes copy_short(char* to, char const* from, std::size_t n)
{
    // In two parts of one size, which overlap.
    if (n >= 8) {
        if (n > 16) {
            auto const first = detail::load<sixteen_bytes>(from), last = detail::load<sixteen_bytes>(from + n - 16);
            std::memcpy(to, &first, 16);
            std::memcpy(to + n - 16, &last, 16);
            return detail::special_in(first) | detail::special_in(last);
        }
        auto const first = detail::load<std::uint64_t>(from), last = detail::load<std::uint64_t>(from + n - 8);
        std::memcpy(to, &first, 8);
        std::memcpy(to + n - 8, &last, 8);
        return detail::special_in(first, last);
    }
    std::uint64_t both = 0;
    if (n >= 4) {
        auto const first = detail::load<std::uint32_t>(from), last = detail::load<std::uint32_t>(from + n - 4);
        std::memcpy(to, &first, 4);
        std::memcpy(to + n - 4, &last, 4);
        both = first | std::uint64_t{last} << 32;
    } else if (n != 0) {
        char const first = from[0], middle = from[n / 2], last = from[n - 1];
        to[0] = first;
        to[n / 2] = middle;
        to[n - 1] = last;
        auto const byte = [](char c) { return std::uint64_t{static_cast<unsigned char>(c)}; };
        both = byte(first) | byte(middle) << 8 | byte(last) << 16 | 0x2020202020000000;
    } else return sixteen_bytes{};
    return detail::special_in(both, both);
}

}  // namespace specline::detail
#endif
