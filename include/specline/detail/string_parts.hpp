// SPDX-License-Identifier: BSL-1.0
// Strings that a push parser gives in parts: keys, as they are or folded to lower case, and values of both text kinds.
#ifndef SPECLINE_DETAIL_STRING_PARTS_HPP
#define SPECLINE_DETAIL_STRING_PARTS_HPP

#include <specline/arena.hpp>
#include <specline/detail/quick_key.hpp>
#include <specline/text.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace specline::detail {

/// Whether `part`, the end of a string as a parser gives it, stands in `text`: it may stand in a buffer of the parser's
/// instead. (In the text a quotation mark follows.)
inline bool is_within(std::string_view part, std::string_view text)
{
    return reinterpret_cast<std::uintptr_t>(part.data()) - reinterpret_cast<std::uintptr_t>(text.data()) < text.size();
}

/// A string that comes in parts, since it has escapes.
class owned_parts {
public:
    owned_parts(std::string_view text, heap) : text_{text} {}
    void add(std::string_view part) { parts_ += part; }
    /// Whether the whole string is `last` and stands in the text that is read.
    bool stands(std::string_view last) const { return parts_.empty() && is_within(last, text_); }
    /// The whole string, with its last part, into `where`.
    void put(std::string& where, std::string_view last)
    {
        if (parts_.empty()) {
            where.assign(last);
        } else {
            parts_ += last;
            where = take();
        }
    }
    std::string take() { return std::exchange(parts_, {}); }

private:
    std::string_view text_;
    std::string parts_;
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
    bool stands(std::string_view last) const { return parts_.empty() && is_within(last, text_); }
    void put(std::string_view& where, std::string_view last) { where = finish(last); }
    std::string_view finish(std::string_view last)
    {
        if (stands(last)) return last;
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
        for (char const c : part) {
            if (size == text_.size()) break;  // longer than every key that is known
            text_[size++] = static_cast<char>(c + (static_cast<unsigned char>(c - 'A') < 26 ? 'a' - 'A' : 0));
            if (static_cast<unsigned char>(c) >= 0x80) size = fold_end(fold_end(size, "\u017f", 's'), "\u212a", 'k');
        }
        size_ = size;
    }
    /// The whole key, with its last part: good until the next key. Where its words are all of it, they alone are
    /// folded.
    quick_key finish(std::string_view last)
    {
        if (size_ == 0 && last.size() <= key_words::whole)
            if (auto const [head, tail] = key_words_of(last); ((head | tail) & highs) == 0)
                return {last, {folded(head), folded(tail)}};
        add(last);
        return std::string_view{text_.data(), std::exchange(size_, 0)};
    }

private:
    static constexpr std::uint64_t ones = 0x0101010101010101, highs = ones * 0x80;
    // Of eight bytes below 0x80.
    static std::uint64_t folded(std::uint64_t word)
    {
        auto const from_a = word + ones * (0x80 - 'A'), behind_z = word + ones * (0x80 - 'Z' - 1);
        return word | (from_a & ~behind_z & highs) >> 2;
    }
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
