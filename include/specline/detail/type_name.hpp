// SPDX-License-Identifier: BSL-1.0
// The name of a type, for errors: without its namespace and its template arguments.
#ifndef SPECLINE_DETAIL_TYPE_NAME_HPP
#define SPECLINE_DETAIL_TYPE_NAME_HPP

#include <cstddef>
#include <string_view>

namespace specline::detail {

template <class T>
constexpr std::string_view decorated_name()
{
#if defined(_MSC_VER) && !defined(__clang__)
    return __FUNCSIG__;
#else
    return __PRETTY_FUNCTION__;
#endif
}

/// What `decorated_name` says of a type, without what it says of every type and without the rest around the name.
constexpr std::string_view undecorated(std::string_view name)
{
    // What the compiler writes around the name is the same for every type; `void` shows how much that is.
    constexpr std::string_view frame = decorated_name<void>();
    constexpr auto before = frame.rfind("void");
    constexpr auto behind = frame.size() - before - 4;
    name = name.substr(before, name.size() - before - behind);
    // Its own arguments go, from the end: it may stand in a template that has some too.
    if (name.ends_with('>')) {
        std::size_t at = name.size(), depth = 0;
        do {
            --at;
            if (name[at] == '>') ++depth;
            if (name[at] == '<') --depth;
        } while (depth != 0 && at != 0);
        name = name.substr(0, at);
    }
    auto const colon = name.rfind(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

/// `network_host` for specline::policies::network_host, `modify` for policies::modify<…>, `inner` for outer<…>::inner.
template <class T>
constexpr std::string_view type_name()
{
    return detail::undecorated(detail::decorated_name<T>());
}

}  // namespace specline::detail
#endif
