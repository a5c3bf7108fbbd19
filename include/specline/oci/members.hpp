// SPDX-License-Identifier: BSL-1.0
// How the parts of a spec tell Boost.Hana their members: name and pointer, beside each struct.
#ifndef SPECLINE_OCI_MEMBERS_HPP
#define SPECLINE_OCI_MEMBERS_HPP

#include <boost/hana/accessors.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>

#include <cstddef>
#include <utility>

namespace specline::detail {

/// The name of a member, as a template argument.
template <std::size_t N>
struct member_name {
    char text[N]{};
    consteval member_name(char const (&literal)[N])
    {
        for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
    }
    static constexpr std::size_t size = N - 1;
};

/// Reaches a member: what Hana calls an accessor.
template <auto Pointer>
struct member_of {
    template <class T>
    constexpr decltype(auto) operator()(T&& object) const
    {
        return (static_cast<T&&>(object).*Pointer);
    }
};

template <member_name Name, std::size_t... Index>
constexpr auto hana_string(std::index_sequence<Index...>)
{
    return boost::hana::string<Name.text[Index]...>{};
}

/// One member: its name, and how it is reached.
template <member_name Name, auto Pointer>
constexpr auto member()
{
    return boost::hana::make_pair(hana_string<Name>(std::make_index_sequence<Name.size>{}), member_of<Pointer>{});
}

}  // namespace specline::detail
#endif
