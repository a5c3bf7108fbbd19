// SPDX-License-Identifier: BSL-1.0
// Where in a list a text stands first: a few are looked through, many are sorted, so that no input makes it slow.
#ifndef SPECLINE_DETAIL_TEXT_INDEX_HPP
#define SPECLINE_DETAIL_TEXT_INDEX_HPP

#include <specline/detail/sort.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace specline::detail {

/// Texts by their numbers, which outlive it. Takes heap memory only past the first sixteen. (Sorted and not hashed:
/// whoever writes a plugin's text could choose what collides.)
class text_index {
public:
    static constexpr std::size_t none = std::size_t(-1);  ///< no number

    /// Adds a text under the next number, from 0. All are added before the first is looked for.
    constexpr void add(std::string_view text)
    {
        if (size_ < few_.size()) few_[size_] = text;
        if (size_ == few_.size())
            for (std::size_t i = 0; i < few_.size(); ++i) many_.push_back({few_[i], i});
        if (size_ >= few_.size()) many_.push_back({text, size_});
        ++size_;
    }

    /// Ends the adding.
    constexpr void sort() { detail::sort(many_); }

    /// The lowest number of `text`, or `none`.
    constexpr std::size_t first(std::string_view text) const
    {
        if (many_.empty()) {
            for (std::size_t i = 0; i < size_; ++i)
                if (few_[i] == text) return i;
            return none;
        }
        std::size_t at = 0;  // all before it are less
        for (std::size_t rest = many_.size(); rest > 0;) {
            std::size_t const half = rest / 2;
            if (many_[at + half].text < text) at += half + 1, rest -= half + 1;
            else rest = half;
        }
        return at != many_.size() && many_[at].text == text ? many_[at].number : none;
    }

    /// Whether there are no texts.
    constexpr bool empty() const noexcept { return size_ == 0; }

private:
    struct entry {
        std::string_view text;
        std::size_t number;
        friend constexpr bool operator<(entry const& a, entry const& b) noexcept
        {
            int const order = a.text.compare(b.text);
            return order != 0 ? order < 0 : a.number < b.number;
        }
    };

    std::array<std::string_view, 16> few_{};
    std::vector<entry> many_;  // all of them, sorted; empty while there are few
    std::size_t size_ = 0;
};

}  // namespace specline::detail
#endif
