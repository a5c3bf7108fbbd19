// SPDX-License-Identifier: BSL-1.0
// The root and the mounts of a container: runtime-spec, config.md, "Root" and "Mounts".
#ifndef SPECLINE_OCI_FILESYSTEM_HPP
#define SPECLINE_OCI_FILESYSTEM_HPP

#include <specline/oci/members.hpp>
#include <specline/text.hpp>

namespace specline::oci {

/// The root filesystem.
template <class Text>
struct root {
    Text path{};            ///< absolute, or relative to the bundle
    bool readonly = false;  ///< whether the container may not write to it
};

/// A mount; they are made in the order of the list.
template <class Text>
struct mount {
    Text destination{};             ///< absolute path in the container
    Text type{};                    ///< a filesystem type, `bind` for a bind mount
    Text source{};                  ///< a path of the host, or what the filesystem takes
    list_of<Text, Text> options{};  ///< mount(8) options
};

}  // namespace specline::oci

namespace boost::hana {

template <class Text>
struct accessors_impl<specline::oci::root<Text>> {
    template <class...>
    static constexpr auto apply()
    {
        using S = specline::oci::root<Text>;
        using specline::detail::member;
        return make_tuple(member<"path", &S::path>(), member<"readonly", &S::readonly>());
    }
};

template <class Text>
struct accessors_impl<specline::oci::mount<Text>> {
    template <class...>
    static constexpr auto apply()
    {
        using S = specline::oci::mount<Text>;
        using specline::detail::member;
        return make_tuple(member<"destination", &S::destination>(), member<"type", &S::type>(),
                          member<"source", &S::source>(), member<"options", &S::options>());
    }
};

}  // namespace boost::hana
#endif
