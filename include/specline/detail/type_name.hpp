// SPDX-License-Identifier: BSL-1.0
// The name of a type, for errors: without its namespace and its template arguments.
#ifndef SPECLINE_DETAIL_TYPE_NAME_HPP
#define SPECLINE_DETAIL_TYPE_NAME_HPP

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

/// `network_host` for specline::policies::network_host, `modify` for policies::modify<…>.
template <class T>
constexpr std::string_view type_name()
{
    // What the compiler writes around the name is the same for every type; `void` shows how much that is.
    constexpr std::string_view frame = decorated_name<void>();
    constexpr auto before = frame.rfind("void");
    constexpr auto behind = frame.size() - before - 4;
    std::string_view name = decorated_name<T>();
    name = name.substr(before, name.size() - before - behind);
    name = name.substr(0, name.find('<'));
    auto const colon = name.rfind(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

}  // namespace specline::detail
#endif
