// SPDX-License-Identifier: BSL-1.0
// JSON text, put into a buffer as the engine's encoder puts it.
#ifndef SPECLINE_DETAIL_JSON_TEXT_HPP
#define SPECLINE_DETAIL_JSON_TEXT_HPP

#include <specline/detail/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

namespace specline::detail {

/// How a quote, a backslash or a control character stands in a string: `\"`, `\\`, `\b \f \n \r \t`, `\u00xx`.
struct escaped {
    char text[6] = {'\\', 'u', '0', '0'};
    std::size_t size = 2;
    constexpr explicit escaped(char c)
    {
        constexpr std::string_view from = "\"\\\b\f\n\r\t", to = "\"\\bfnrt", digits = "0123456789abcdef";
        if (std::size_t const i = from.find(c); i != from.npos) {
            text[1] = to[i];
            return;
        }
        text[4] = digits[static_cast<unsigned char>(c) >> 4];
        text[5] = digits[static_cast<unsigned char>(c) & 15];
        size = 6;
    }
};

/// Writes into `out`, and goes on counting where that is full.
class json_text {
public:
    constexpr explicit json_text(std::span<char> out) : at_{out.data()}, end_{out.data() + out.size()}, begin_{at_} {}

    /// How many bytes the text has, or would have.
    constexpr std::size_t size() const { return static_cast<std::size_t>(at_ - begin_) + beyond_; }

    constexpr void put(char c)
    {
        if (at_ != end_) *at_++ = c;
        else ++beyond_;
    }

    constexpr void put(std::string_view text) { put(text.data(), text.size()); }

    constexpr void put(char const* text, std::size_t n)
    {
        if (static_cast<std::size_t>(end_ - at_) < n) leave_out(n);
        else copy(text, n);
    }

    /// `"name":`, of a member of an object, behind a comma where it is not its first. The name needs no escapes.
    constexpr void key(std::string_view name, bool first)
    {
        std::size_t const size = name.size() + (first ? 3 : 4);
        if (static_cast<std::size_t>(end_ - at_) < size) return leave_out(size);
        if (!first) *at_++ = ',';
        *at_++ = '"';
        copy(name.data(), name.size());
        *at_++ = '"';
        *at_++ = ':';
    }

    /// A string with quotes. A byte that is no UTF-8 becomes `\ufffd`.
    constexpr void string(std::string_view text)
    {
        std::size_t n = plain_prefix(text);
        if (n == text.size() && static_cast<std::size_t>(end_ - at_) >= n + 2) {
            *at_++ = '"';
            copy(text.data(), n);
            *at_++ = '"';
            return;
        }
        put('"');
        for (;; n = plain_prefix(text)) {
            put(text.data(), n);
            if (n == text.size()) break;
            text.remove_prefix(n);
            text.remove_prefix(escape(text));
        }
        put('"');
    }

    /// A whole number of any type. Not inlined: it is as fast so, and the writer of a spec is smaller by a quarter.
    template <class Number>
    [[gnu::noinline]] constexpr void number(Number value)
    {
        auto rest = static_cast<std::uint64_t>(value);
        if (value < Number{}) {
            put('-');
            rest = 0 - rest;
        }
        char digits[20]{};
        std::size_t n = sizeof digits;
        do {
            digits[--n] = static_cast<char>('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        put(digits + n, sizeof digits - n);
    }

private:
    constexpr void leave_out(std::size_t n)
    {
        end_ = at_;  // once something is left out, all that follows is
        beyond_ += n;
    }

    // There is room for it.
    constexpr void copy(char const* text, std::size_t n)
    {
        if (std::is_constant_evaluated())
            for (std::size_t i = 0; i < n; ++i) at_[i] = text[i];
        else if (n != 0) std::memcpy(at_, text, n);
        at_ += n;
    }

    static constexpr bool is_plain(char c)
    {
        auto const byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
    }

    static bool is_plain_word(char const* eight)
    {
        std::uint64_t word = 0;
        std::memcpy(&word, eight, 8);
        // A high bit is left where a byte is below 0x20, a quote, a backslash, or above 0x7f.
        constexpr std::uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
        auto const zero_in = [](std::uint64_t x) { return (x - ones) & ~x; };
        return (((word - ones * 0x20) | word | zero_in(word ^ ones * '"') | zero_in(word ^ ones * '\\')) & highs) == 0;
    }

    static constexpr std::size_t plain_prefix(std::string_view text)
    {
        std::size_t i = 0;
        if (!std::is_constant_evaluated()) {
            // Eight bytes at once, the last ones with some that were looked at before.
            std::size_t const size = text.size();
            for (; i + 8 <= size; i += 8)
                if (!is_plain_word(text.data() + i)) break;
            if (i + 8 > size && size >= 8 && is_plain_word(text.data() + size - 8)) return size;
        }
        while (i < text.size() && is_plain(text[i])) ++i;
        return i;
    }

    // Writes what stands first in `text`, which is not plain; gives how many bytes that were.
    constexpr std::size_t escape(std::string_view text)
    {
        char const c = text[0];
        auto const byte = static_cast<unsigned char>(c);
        if (byte >= 0x80) {
            std::size_t const n = utf8_sequence(text);
            if (n == 0) put("\\ufffd");
            else put(text.data(), n);
            return n == 0 ? 1 : n;
        }
        escaped const e{c};
        put(e.text, e.size);
        return 1;
    }

    char* at_;
    char* end_;
    char* begin_;
    std::size_t beyond_ = 0;
};

}  // namespace specline::detail
#endif
