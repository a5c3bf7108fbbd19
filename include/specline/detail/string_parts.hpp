// SPDX-License-Identifier: BSL-1.0
// Strings that a push parser gives in parts: keys, as they are or folded to lower case, and values of both text kinds.
#ifndef SPECLINE_DETAIL_STRING_PARTS_HPP
#define SPECLINE_DETAIL_STRING_PARTS_HPP

#include <specline/arena.hpp>
#include <specline/text.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace specline::detail {

/// Whether `part` stands in `text`: what a parser gives may stand in a buffer of its own instead.
inline bool is_within(std::string_view part, std::string_view text)
{
    std::less_equal<> const before;
    return before(text.data(), part.data()) && before(part.data() + part.size(), text.data() + text.size());
}

/// A string that comes in parts, since it has escapes.
class owned_parts {
public:
    owned_parts(std::string_view, heap) {}
    void add(std::string_view part) { text_ += part; }
    /// The whole string, with its last part, into `where`.
    void put(std::string& where, std::string_view last)
    {
        if (text_.empty()) {
            where.assign(last);
        } else {
            text_ += last;
            where = take();
        }
    }
    std::string take() { return std::exchange(text_, {}); }

private:
    std::string text_;
};

/// The same for views, which point into the text that is read where they can.
class borrowed_parts {
public:
    borrowed_parts(std::string_view text, arena* room) : text_{text}, room_{room} {}
    void add(std::string_view part)
    {
        std::size_t const size = parts_.size() + part.size();
        if (part.empty() || room_ == nullptr) return;
        char* place = const_cast<char*>(parts_.data());  // made below
        if (!room_->resize(parts_.data(), parts_.size(), size)) {
            place = room_->allocate<char>(size);
            if (place == nullptr) return;
            parts_.copy(place, parts_.size());
        }
        part.copy(place + parts_.size(), part.size());
        parts_ = {place, size};
    }
    void put(std::string_view& where, std::string_view last) { where = finish(last); }
    std::string_view finish(std::string_view last)
    {
        if (parts_.empty() && is_within(last, text_)) return last;
        add(last);
        return take();
    }
    std::string_view take() { return std::exchange(parts_, {}); }

private:
    std::string_view text_;
    arena* room_;
    std::string_view parts_;
};

/// The parts of a string in a model of kind `Text`.
template <class Text>
using parts_of = std::conditional_t<is_view<Text>, borrowed_parts, owned_parts>;

/// A key as it is, for a model that owns its text.
class owned_key {
public:
    owned_key(std::string_view text, heap) : text_{text} {}
    void add(std::string_view part)
    {
        if (std::exchange(whole_, false)) parts_.clear();
        parts_ += part;
    }
    /// The whole key, with its last part: good until the next key.
    std::string_view finish(std::string_view last)
    {
        if (whole_ && is_within(last, text_)) return last;
        add(last);
        whole_ = true;
        return parts_;
    }

private:
    std::string_view text_;
    std::string parts_;
    bool whole_ = true;  // whether `parts_` is of no use any more
};

/// A key as it is; for views it is good as long as they are.
template <class Text>
using exact_key = std::conditional_t<is_view<Text>, borrowed_parts, owned_key>;

/// A key in lower case, as the engine matches keys: also the long s and the Kelvin sign count as letters.
template <class Text>
class folded_key {
public:
    folded_key(std::string_view, memory_of<Text>) {}
    void add(std::string_view part)
    {
        std::size_t size = size_;
        // Eight bytes at once, while none is 0x80 or above.
        constexpr std::uint64_t ones = 0x0101010101010101, highs = ones * 0x80;
        for (std::uint64_t word = 0; part.size() >= 8 && text_.size() - size >= 8; part.remove_prefix(8), size += 8) {
            std::memcpy(&word, part.data(), 8);
            if ((word & highs) != 0) break;
            auto const from_a = word + ones * (0x80 - 'A'), behind_z = word + ones * (0x80 - 'Z' - 1);
            word |= (from_a & ~behind_z & highs) >> 2;
            std::memcpy(text_.data() + size, &word, 8);
        }
        for (char const c : part) {
            if (size == text_.size()) break;  // longer than every key that is known
            text_[size++] = static_cast<char>(c + (static_cast<unsigned char>(c - 'A') < 26 ? 'a' - 'A' : 0));
            if (static_cast<unsigned char>(c) >= 0x80) size = fold_end(fold_end(size, "\u017f", 's'), "\u212a", 'k');
        }
        size_ = size;
    }
    /// The whole key, with its last part: good until the next key.
    std::string_view finish(std::string_view last)
    {
        add(last);
        return {text_.data(), std::exchange(size_, 0)};
    }

private:
    // How many bytes there are when a letter at the end of `size` ones is plain.
    std::size_t fold_end(std::size_t size, std::string_view letter, char plain)
    {
        if (!std::string_view{text_.data(), size}.ends_with(letter)) return size;
        size -= letter.size();
        text_[size] = plain;
        return size + 1;
    }
    std::array<char, 40> text_;
    std::size_t size_ = 0;
};

}  // namespace specline::detail
#endif
