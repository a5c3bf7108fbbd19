// SPDX-License-Identifier: BSL-1.0
// Paths as the engine joins and cleans them: by their letters alone, without a look at the machine.
#ifndef SPECLINE_DETAIL_PATH_HPP
#define SPECLINE_DETAIL_PATH_HPP

#include <specline/detail/load_word.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace specline::detail {

/// Whether each name of `path` is plainly one, so that nothing is to clean; false also where one only begins with `.`.
constexpr bool is_clean(std::string_view path)
{
    if (path.empty() || path.front() == '.' || (path.back() == '/' && path.size() != 1)) return false;
    auto const* const begin = path.data();
    std::size_t const pairs = path.size() - 1;  // of a byte and the next one
    if (pairs < 8) {
        for (std::size_t i = 0; i < pairs; ++i)
            if (begin[i] == '/' && (begin[i + 1] == '/' || begin[i + 1] == '.')) return false;
        return true;
    }
    static_assert(('.' | 1) == '/');
    auto const unclean = [&](std::size_t i) {
        return bytes_equal(load_word<std::uint64_t>(begin + i), '/') &
               bytes_equal(load_word<std::uint64_t>(begin + i + 1) | every(1), '/');
    };
    for (std::size_t i = 0; i + 8 < pairs; i += 8)
        if (unclean(i) != 0) return false;
    return unclean(pairs - 8) == 0;
}

/// Makes the `size` bytes at `path` the shortest path of the same meaning: no `//`, no `.`, no `..` that a name
/// precedes or that stands at the root; nothing left is `.`. Gives the new size, at most `size`, or 1 where size is 0;
/// there must be room for that.
constexpr std::size_t clean_path(char* path, std::size_t size)
{
    bool const rooted = size != 0 && path[0] == '/';
    std::size_t in = rooted ? 1 : 0, out = in;
    std::size_t barrier = out;  // `..` goes no further back than this
    while (in < size) {
        std::size_t end = in;
        while (end < size && path[end] != '/') ++end;
        std::string_view const name{path + in, end - in};
        std::size_t const start = out > (rooted ? 1u : 0u) ? out + 1 : out;
        if (name == ".." && out > barrier) {
            do --out;
            while (out > barrier && path[out] != '/');
        } else if (!name.empty() && name != "." && !(name == ".." && rooted)) {
            bool const parent = name == "..";
            std::size_t const length = name.size();
            if (start != out) path[out] = '/';
            for (std::size_t i = 0; i < length; ++i) path[start + i] = path[in + i];
            out = start + length;
            if (parent) barrier = out;
        }
        in = end + 1;
    }
    if (out == 0) path[out++] = '.';
    return out;
}

/// Writes `a/b`, cleaned, to `out`, which has room for `a.size() + b.size() + 2` bytes; an empty part is left out.
/// Gives the size; both parts empty give the empty path.
constexpr std::size_t join_paths(std::string_view a, std::string_view b, char* out)
{
    std::size_t size = a.copy(out, a.size());
    if (!a.empty() && !b.empty() && !a.ends_with('/')) out[size++] = '/';
    size += b.copy(out + size, b.size());
    return size == 0 || is_clean({out, size}) ? size : clean_path(out, size);
}

/// The part of `path` up to its last `/`, not yet cleaned; `.` where that is empty.
constexpr std::string_view folder_of(std::string_view path)
{
    auto const slash = path.rfind('/');
    return slash == path.npos ? std::string_view{"."} : path.substr(0, slash + 1);
}

}  // namespace specline::detail
#endif
