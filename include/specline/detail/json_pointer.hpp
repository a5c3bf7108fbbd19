// SPDX-License-Identifier: BSL-1.0
// JSON pointers, put together: RFC 6901.
#ifndef SPECLINE_DETAIL_JSON_POINTER_HPP
#define SPECLINE_DETAIL_JSON_POINTER_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace specline::detail {

/// Goes on to the member `key`.
inline void add_step(std::string& pointer, std::string_view key)
{
    pointer.push_back('/');
    for (char const c : key)
        if (c == '~') pointer += "~0";
        else if (c == '/') pointer += "~1";
        else pointer.push_back(c);
}

/// Goes on to element `index`.
inline void add_step(std::string& pointer, std::size_t index)
{
    pointer.push_back('/');
    pointer += std::to_string(index);
}

}  // namespace specline::detail
#endif
