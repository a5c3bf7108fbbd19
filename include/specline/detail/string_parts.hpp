// SPDX-License-Identifier: BSL-1.0
// Strings that a push parser gives in parts: keys, folded to lower case, and values of both text kinds.
#ifndef SPECLINE_DETAIL_STRING_PARTS_HPP
#define SPECLINE_DETAIL_STRING_PARTS_HPP

#include <specline/arena.hpp>
#include <specline/text.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace specline::detail {

/// A key in lower case, as the engine matches keys: also the long s and the Kelvin sign count as letters.
class folded_key {
public:
    void clear() { size_ = 0; }
    void add(std::string_view part)
    {
        for (char const c : part) {
            if (size_ == text_.size()) return;  // longer than every key that is known
            text_[size_++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
            if (static_cast<unsigned char>(c) >= 0x80) fold_end("\u017f", 's'), fold_end("\u212a", 'k');
        }
    }
    std::string_view view() const { return {text_.data(), size_}; }

private:
    void fold_end(std::string_view letter, char plain)
    {
        if (!view().ends_with(letter)) return;
        size_ -= letter.size();
        text_[size_++] = plain;
    }
    std::array<char, 40> text_;
    std::size_t size_ = 0;
};

/// A string that comes in parts, since it has escapes.
class owned_parts {
public:
    owned_parts(std::string_view, heap) {}
    void add(std::string_view part) { text_ += part; }
    /// The whole string, with its last part.
    std::string finish(std::string_view last)
    {
        text_ += last;
        return std::exchange(text_, {});
    }

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
    std::string_view finish(std::string_view last)
    {
        std::less_equal<> const before;
        if (parts_.empty() && before(text_.data(), last.data()) &&
            before(last.data() + last.size(), text_.data() + text_.size()))
            return last;
        add(last);
        return std::exchange(parts_, {});
    }

private:
    std::string_view text_;
    arena* room_;
    std::string_view parts_;
};

/// The parts of a string in a model of kind `Text`.
template <class Text>
using parts_of = std::conditional_t<is_view<Text>, borrowed_parts, owned_parts>;

}  // namespace specline::detail
#endif
