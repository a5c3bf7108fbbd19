// SPDX-License-Identifier: BSL-1.0
// What a container may use: runtime-spec, config-linux.md, "Control groups".
#ifndef SPECLINE_OCI_RESOURCES_HPP
#define SPECLINE_OCI_RESOURCES_HPP

#include <specline/oci/members.hpp>
#include <specline/text.hpp>

#include <cstdint>
#include <optional>

namespace specline::oci {

/// A rule of the device controller; later ones go before earlier ones.
template <class Text>
struct device_rule {
    bool allow = false;                   ///< whether it allows or denies
    Text type{};                          ///< `a`, `c` or `b`; empty means all
    std::optional<std::int64_t> major{};  ///< none: every number
    std::optional<std::int64_t> minor{};  ///< none: every number
    Text access{};                        ///< of `r`, `w` and `m`
};

/// Limits and rules of the container's control group.
template <class Text>
struct resources {
    list_of<Text, device_rule<Text>> devices{};  ///< in the order in which they are applied
};

}  // namespace specline::oci

namespace boost::hana {

template <class Text>
struct accessors_impl<specline::oci::device_rule<Text>> {
    template <class...>
    static constexpr auto apply()
    {
        using S = specline::oci::device_rule<Text>;
        using specline::detail::member;
        return make_tuple(member<"allow", &S::allow>(), member<"type", &S::type>(), member<"major", &S::major>(),
                          member<"minor", &S::minor>(), member<"access", &S::access>());
    }
};

template <class Text>
struct accessors_impl<specline::oci::resources<Text>> {
    template <class...>
    static constexpr auto apply()
    {
        using S = specline::oci::resources<Text>;
        using specline::detail::member;
        return make_tuple(member<"devices", &S::devices>());
    }
};

}  // namespace boost::hana
#endif
