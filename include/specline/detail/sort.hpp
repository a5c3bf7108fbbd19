// SPDX-License-Identifier: BSL-1.0
// Texts, put in order where they are. Not std::sort: what that writes out is a tenth of a build's compiling.
#ifndef SPECLINE_DETAIL_SORT_HPP
#define SPECLINE_DETAIL_SORT_HPP

#include <cstddef>
#include <string_view>

namespace specline::detail {

/// A text, and where it stood in a list.
struct numbered_text {
    std::string_view text{};
    std::size_t number = 0;

    /// Whether `a` stands before `b`: in the order of bytes, equal ones in that of their numbers.
    friend constexpr bool operator<(numbered_text const& a, numbered_text const& b)
    {
        int const order = a.text.compare(b.text);
        return order != 0 ? order < 0 : a.number < b.number;
    }
};

/// Sorts the `size` texts at `list`: a heap sort, n log n comparisons at worst, no memory of its own.
constexpr void sort(numbered_text* list, std::size_t size)
{
    auto const swap = [](numbered_text& a, numbered_text& b) {
        numbered_text const other = a;
        a = b;
        b = other;
    };
    // The largest stands first in a heap, and each element before those at twice its place and behind that. First what
    // is there becomes a heap, from the end; then the largest goes behind the rest, again and again.
    for (std::size_t top = size / 2; size > 1;) {
        if (top > 0) --top;
        else swap(list[0], list[--size]);
        for (std::size_t at = top, below; (below = 2 * at + 1) < size; at = below) {
            if (below + 1 < size && list[below] < list[below + 1]) ++below;
            if (!(list[at] < list[below])) break;
            swap(list[at], list[below]);
        }
    }
}

}  // namespace specline::detail
#endif
