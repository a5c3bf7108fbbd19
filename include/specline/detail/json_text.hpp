// SPDX-License-Identifier: BSL-1.0
// JSON text, put into a buffer as the engine's encoder puts it.
#ifndef SPECLINE_DETAIL_JSON_TEXT_HPP
#define SPECLINE_DETAIL_JSON_TEXT_HPP

#include <specline/detail/plain_text.hpp>
#include <specline/detail/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

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

/// Writes into a buffer, and goes on counting where that is full.
///
/// Each call takes the place at which to write and gives the place behind it: so that stays in a register, which as a
/// member it could not, since a char may lie anywhere. Within `slack` bytes of the buffer's end, what is written goes
/// into a window of its own first, and from there where it fits; so nothing but `make_room` asks how much room there
/// is.
class json_text {
public:
    /// How many bytes there are behind `make_room`: a name of at most `short_name`, and a short value.
    static constexpr std::size_t slack = 128;
    static constexpr std::size_t short_name = 64;

    constexpr explicit json_text(std::span<char> out)
        : out_{out.data()}, left_{out.size()}, window_{out.data()}, limit_{window_}
    {
        if (out.size() >= slack) limit_ = window_ + (out.size() - slack);
        else open_window();
    }

    /// Where the text begins.
    constexpr char* begin() const { return window_; }

    /// How many bytes the text has that ends at `at`, or would have. The last call.
    constexpr std::size_t finish(char const* at)
    {
        settle(at);
        return size_;
    }

    /// `at`, or where to go on.
    constexpr char* make_room(char* at)
    {
        if (at > limit_) [[unlikely]]
            return next_window(at);
        return at;
    }

    /// Text as it is.
    [[gnu::noinline]] constexpr char* put(char* at, std::string_view text)
    {
        for (std::size_t n = 0; !text.empty(); text.remove_prefix(n)) {
            at = make_room(at);
            n = text.size() < slack ? text.size() : slack;
            copy(at, text.data(), n);
            at += n;
        }
        return at;
    }
    constexpr char* put(char* at, char c)
    {
        at = make_room(at);
        *at = c;
        return at + 1;
    }

    /// The end of a struct or a list, of which `separator` would stand before its next part.
    constexpr char* close(char* at, char separator, char bracket)
    {
        at = make_room(at);
        if (separator != ',') *at++ = separator;
        *at = bracket;
        return at + 1;
    }

    /// `text` is `,"name":`; `separator` comes instead of the comma.
    template <std::size_t Size>
    constexpr char* key(char* at, char const (&text)[Size], char separator)
    {
        at = make_room(at);
        if constexpr (Size <= short_name) copy(at, text, Size);
        else return make_room(put(put(at, separator), {text + 1, Size - 1}));
        *at = separator;
        return at + Size;
    }

    // Values. A caller has made room before, and put no more than a key there.

    /// A string with quotes. A byte that is no UTF-8 becomes `\ufffd`.
    [[gnu::noinline]] constexpr char* string(char* at, std::string_view text)
    {
        if (!std::is_constant_evaluated() && text.size() <= short_text) {
            *at = '"';
            if (!detail::any(detail::copy_short(at + 1, text.data(), text.size()))) [[likely]] {
                at += text.size() + 2;
                at[-1] = '"';
                return at;
            }
        }
        return any_string(at, text);
    }

    /// A list of strings.
    template <class List>
    [[gnu::noinline]] constexpr char* strings(char* at, List const& list)
    {
        char separator = '[';
        auto text = list.begin();
        auto const end = list.end();
        while (text != end) {
            auto const first = text;
            if (!std::is_constant_evaluated()) {
                // Short ones in a row, each with `","` behind it, are looked at together when they are written.
                char* const begin = at = make_room(at);
                sixteen_bytes special{};
                at[0] = separator;
                at[1] = '"';
                at += 2;
                for (; text != end && at <= limit_; ++text) {
                    std::string_view const one{*text};
                    if (one.size() > short_text) break;
                    special |= detail::copy_short(at, one.data(), one.size());
                    at += one.size();
                    std::memcpy(at, "\",\"", 4);
                    at += 3;
                }
                if (text != first && !detail::any(special)) [[likely]] {
                    at -= 2;
                    separator = ',';
                    continue;
                }
                at = begin;
            }
            // One that is longer, or a row with something in it that is not plain.
            auto behind = text;
            if (text == first) ++behind;
            for (text = first; text != behind; ++text)
                at = any_string(put(at, std::exchange(separator, ',')), std::string_view{*text});
        }
        return close(at, separator, ']');
    }

    /// A whole number of any type.
    template <class Number>
    constexpr char* number(char* at, Number value)
    {
        if (value >= Number{} && value < Number{10}) {
            *at = static_cast<char>('0' + value);
            return at + 1;
        }
        auto const magnitude = static_cast<std::uint64_t>(value);
        return value < Number{} ? any_number((*at = '-', at + 1), 0 - magnitude) : any_number(at, magnitude);
    }

    constexpr char* boolean(char* at, bool value)
    {
        copy(at, value ? "true " : "false", 5);
        return at + (value ? 4 : 5);
    }

private:
    static constexpr void copy(char* to, char const* from, std::size_t n)
    {
        if (std::is_constant_evaluated())
            for (std::size_t i = 0; i < n; ++i) to[i] = from[i];
        else std::memcpy(to, from, n);
    }

    [[gnu::noinline]] static constexpr char* any_number(char* at, std::uint64_t rest)
    {
        char digits[20]{};
        std::size_t n = sizeof digits;
        do {
            digits[--n] = static_cast<char>('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        while (n < sizeof digits) *at++ = digits[n++];
        return at;
    }

    // A string of any length, with anything in it.
    [[gnu::noinline]] constexpr char* any_string(char* at, std::string_view text)
    {
        at = put(at, '"');
        for (std::size_t n = 0; !text.empty(); text.remove_prefix(n)) {
            at = make_room(at);
            n = text.size() < short_text ? text.size() : short_text;
            if (!std::is_constant_evaluated() && !detail::any(detail::copy_short(at, text.data(), n))) {
                at += n;
                continue;
            }
            std::size_t const most = n;
            for (n = 0; n < most && detail::is_plain(text[n]); ++n) *at++ = text[n];
            if (n < most) n += escape(at, text.substr(n));
        }
        return put(at, '"');
    }

    // Writes what stands first in `text`, which is not plain; gives how many bytes that were.
    static constexpr std::size_t escape(char*& at, std::string_view text)
    {
        auto const write = [&](char const* from, std::size_t n) {
            copy(at, from, n);
            at += n;
        };
        if (static_cast<unsigned char>(text[0]) < 0x80) {
            escaped const e{text[0]};
            write(e.text, e.size);
            return 1;
        }
        std::size_t const n = utf8_sequence(text);
        if (n != 0) write(text.data(), n);
        else write("\\ufffd", 6);
        return n != 0 ? n : 1;
    }

    constexpr void open_window()
    {
        staged_ = true;
        window_ = staging_;
        limit_ = staging_ + (sizeof staging_ - slack);
    }

    // What stands in the window before `at` is text now.
    constexpr void settle(char const* at)
    {
        auto const n = static_cast<std::size_t>(at - window_);
        std::size_t const fits = n < left_ ? n : left_;
        if (staged_ && fits != 0) copy(out_, window_, fits);
        out_ += fits;
        left_ -= fits;
        size_ += n;
    }

    [[gnu::noinline]] constexpr char* next_window(char const* at)
    {
        settle(at);
        open_window();
        return window_;
    }

    char* out_;         // where the next byte of the text comes
    std::size_t left_;  // how many bytes there are
    char* window_;      // what is written to: the buffer, then `staging_`
    char* limit_;       // the last place that has `slack` bytes
    std::size_t size_ = 0;
    bool staged_ = false;
    char staging_[3 * slack];
};

}  // namespace specline::detail
#endif
