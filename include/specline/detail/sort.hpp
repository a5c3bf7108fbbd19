// SPDX-License-Identifier: BSL-1.0
// A list, put in order where it is. Not std::sort: what <algorithm> writes out for it is a tenth of a build's
// compiling.
#ifndef SPECLINE_DETAIL_SORT_HPP
#define SPECLINE_DETAIL_SORT_HPP

#include <cstddef>
#include <utility>

namespace specline::detail {

/// Sorts `list`, by `<`: a heap sort, n log n comparisons at worst, no memory of its own. Equal elements in any order.
template <class List>
constexpr void sort(List& list)
{
    // The largest stands first in a heap, and each element before those at twice its place and behind that. First what
    // is there becomes a heap, from the end; then the largest goes behind the rest, again and again.
    std::size_t size = list.size();
    for (std::size_t top = size / 2; size > 1;) {
        if (top > 0) --top;
        else std::swap(list[0], list[--size]);
        for (std::size_t at = top, below; (below = 2 * at + 1) < size; at = below) {
            if (below + 1 < size && list[below] < list[below + 1]) ++below;
            if (!(list[at] < list[below])) break;
            std::swap(list[at], list[below]);
        }
    }
}

}  // namespace specline::detail
#endif
