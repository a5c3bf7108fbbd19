// SPDX-License-Identifier: BSL-1.0
// Where UTF-8 is well formed: RFC 3629.
#ifndef SPECLINE_DETAIL_UTF8_HPP
#define SPECLINE_DETAIL_UTF8_HPP

#include <cstddef>
#include <string_view>

namespace specline::detail {

/// How many bytes at the beginning of `text`, not empty and beginning with a byte of 0x80 or more, are one UTF-8
/// sequence; 0 where they are none.
constexpr std::size_t utf8_sequence(std::string_view text)
{
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned const first = byte(0);
    std::size_t const size = first >= 0xc2 && first < 0xe0   ? 2
                             : first >= 0xe0 && first < 0xf0 ? 3
                             : first >= 0xf0 && first < 0xf5 ? 4
                                                             : 0;
    if (size == 0 || text.size() < size) return 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    unsigned const second = byte(1);
    bool const overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    bool const surrogate = first == 0xed && second >= 0xa0;
    bool const too_large = first == 0xf4 && second >= 0x90;
    return overlong || surrogate || too_large ? 0 : size;
}

}  // namespace specline::detail
#endif
