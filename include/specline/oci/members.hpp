// SPDX-License-Identifier: BSL-1.0
// How the parts of a spec tell Boost.Hana their members, and where those live that are not known.
#ifndef SPECLINE_OCI_MEMBERS_HPP
#define SPECLINE_OCI_MEMBERS_HPP

#include <specline/text.hpp>

#include <boost/hana/fwd/accessors.hpp>  // what reflects on a spec includes the rest
#include <boost/hana/fwd/pair.hpp>
#include <boost/hana/fwd/string.hpp>
#include <boost/hana/fwd/tuple.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace specline {

namespace oci {

/// The members of an object that the model does not have: newer ones, and those of other systems (`windows`, `vm` …).
/// `oci::write` puts them behind those that it has, as they are.
template <class Text>
struct unknown_members {
    list_of<Text, Text> texts{};  ///< each one whole member as JSON, `"name":value`
};

}  // namespace oci

namespace detail {

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

/// `Name`, a string of Hana's, as it is in the text: `linux_` is `linux`.
template <class Name>
constexpr std::string_view json_name()
{
    std::string_view name{Name::c_str()};
    if (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

/// Reaches a member: what Hana calls an accessor. `Kept`: it is written also where it is empty.
template <auto Pointer, bool Kept>
struct member_of {
    static constexpr auto pointer = Pointer;
    static constexpr bool always = Kept;
    template <class T>
    constexpr decltype(auto) operator()(T&& object) const
    {
        return (static_cast<T&&>(object).*Pointer);
    }
};

template <member_name Name, std::size_t... Index>
auto hana_string(std::index_sequence<Index...>) -> boost::hana::string<Name.text[Index]...>;

/// One member, its name and how it is reached, which is left out where it is empty: `omitempty` in the Go type.
template <member_name Name, auto Pointer, bool Kept = false>
struct member {
    using hana_pair = boost::hana::pair<decltype(detail::hana_string<Name>(std::make_index_sequence<Name.size>{})),
                                        member_of<Pointer, Kept>>;
};

/// One that is written even then.
template <member_name Name, auto Pointer>
using always = member<Name, Pointer, true>;

/// All members of a struct in their order. As its member type `hana_accessors_impl` it makes the struct a Hana Struct,
/// as BOOST_HANA_DEFINE_STRUCT would.
template <class... Members>
struct members {
    template <class...>
    static constexpr boost::hana::tuple<typename Members::hana_pair...> apply()
    {
        return {};
    }
};

/// The type of what `boost::hana::accessors<S>()` gives, a tuple of pairs, which for our structs need not be complete
/// so.
template <class S>
using hana_members = decltype(boost::hana::accessors_impl<S>::apply());

}  // namespace detail
}  // namespace specline
#endif
