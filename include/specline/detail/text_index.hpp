// SPDX-License-Identifier: BSL-1.0
// Where in a list a text stands first: a few are looked through, many are sorted, so that no input makes it slow.
#ifndef SPECLINE_DETAIL_TEXT_INDEX_HPP
#define SPECLINE_DETAIL_TEXT_INDEX_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
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
            for (std::size_t i = 0; i < few_.size(); ++i) many_.emplace_back(few_[i], i);
        if (size_ >= few_.size()) many_.emplace_back(text, size_);
        ++size_;
    }

    /// Ends the adding.
    constexpr void sort() { std::sort(many_.begin(), many_.end()); }

    /// The lowest number of `text`, or `none`.
    constexpr std::size_t first(std::string_view text) const
    {
        if (many_.empty()) {
            for (std::size_t i = 0; i < size_; ++i)
                if (few_[i] == text) return i;
            return none;
        }
        auto const at = std::lower_bound(many_.begin(), many_.end(), text,
                                         [](auto const& entry, std::string_view t) { return entry.first < t; });
        return at != many_.end() && at->first == text ? at->second : none;
    }

    /// Whether there are no texts.
    constexpr bool empty() const noexcept { return size_ == 0; }

private:
    std::array<std::string_view, 16> few_{};
    std::vector<std::pair<std::string_view, std::size_t>> many_;  // all of them, sorted; empty while there are few
    std::size_t size_ = 0;
};

}  // namespace specline::detail
#endif
