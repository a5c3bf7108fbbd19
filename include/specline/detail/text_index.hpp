// SPDX-License-Identifier: BSL-1.0
// Where in a list a text stands first: a few are looked through, many are sorted, so that no input makes it slow.
#ifndef SPECLINE_DETAIL_TEXT_INDEX_HPP
#define SPECLINE_DETAIL_TEXT_INDEX_HPP

#include <specline/detail/owned_array.hpp>
#include <specline/detail/sort.hpp>

#include <cstddef>
#include <string_view>

namespace specline::detail {

/// Texts by their numbers, which outlive it. Takes heap memory only for more than sixteen. (Sorted and not hashed:
/// whoever writes a plugin's text could choose what collides.)
class text_index {
public:
    static constexpr std::size_t none = std::size_t(-1);  ///< no number

    /// For `most` texts at most.
    constexpr explicit text_index(std::size_t most) : many_{most > few ? most : 0} {}

    /// Adds a text under the next number, from 0. All are added before the first is looked for.
    constexpr void add(std::string_view text)
    {
        if (many_.size() == 0) few_[size_] = text;
        else many_[size_] = {text, size_};
        ++size_;
    }

    /// Ends the adding.
    constexpr void sort()
    {
        if (many_.size() != 0) detail::sort(many_.data(), size_);
    }

    /// The lowest number of `text`, or `none`.
    constexpr std::size_t first(std::string_view text) const
    {
        if (many_.size() == 0) {
            for (std::size_t i = 0; i < size_; ++i)
                if (few_[i] == text) return i;
            return none;
        }
        std::size_t at = 0;  // all before it are less
        for (std::size_t rest = size_; rest > 0;) {
            std::size_t const half = rest / 2;
            if (many_[at + half].text < text) {
                at += half + 1;
                rest -= half + 1;
            } else {
                rest = half;
            }
        }
        return at != size_ && many_[at].text == text ? many_[at].number : none;
    }

private:
    static constexpr std::size_t few = 16;

    std::string_view few_[few]{};
    owned_array<numbered_text> many_;  // all of them, sorted; none where there are few
    std::size_t size_ = 0;
};

}  // namespace specline::detail
#endif
