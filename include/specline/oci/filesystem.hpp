// SPDX-License-Identifier: BSL-1.0
// The root and the mounts of a container: runtime-spec, config.md, "Root" and "Mounts".
#ifndef SPECLINE_OCI_FILESYSTEM_HPP
#define SPECLINE_OCI_FILESYSTEM_HPP

#include <specline/oci/members.hpp>
#include <specline/text.hpp>

#include <cstdint>

namespace specline::oci {

/// The root filesystem.
/// Source: runtime-spec, config.md, "Root".
template <class Text>
struct root {
    Text path{};                      ///< absolute, or relative to the bundle
    bool readonly = false;            ///< whether the container may not write to it
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"path", &root::path>, detail::member<"readonly", &root::readonly>> {};
};

/// User or group ids of the container, and whose they are on the host.
/// Source: runtime-spec, config-linux.md, "User namespace mappings"; user_namespaces(7).
template <class Text>
struct id_mapping {
    std::uint32_t containerID = 0;    ///< the first in the container
    std::uint32_t hostID = 0;         ///< the first on the host
    std::uint32_t size = 0;           ///< how many
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"containerID", &id_mapping::containerID>,
                          detail::always<"hostID", &id_mapping::hostID>, detail::always<"size", &id_mapping::size>> {};
};

/// A mount; they are made in the order of the list.
/// Source: runtime-spec, config.md, "Mounts"; mount(2).
template <class Text>
struct mount {
    Text destination{};                             ///< absolute path in the container
    Text type{};                                    ///< a filesystem type, `bind` for a bind mount
    Text source{};                                  ///< a path of the host, or what the filesystem takes
    list_of<Text, Text> options{};                  ///< mount(8) options
    list_of<Text, id_mapping<Text>> uidMappings{};  ///< whose its files are, mount_setattr(2), MOUNT_ATTR_IDMAP
    list_of<Text, id_mapping<Text>> gidMappings{};  ///< the same for groups
    unknown_members<Text> unknown{};                ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"destination", &mount::destination>, detail::member<"type", &mount::type>,
                          detail::member<"source", &mount::source>, detail::member<"options", &mount::options>,
                          detail::member<"uidMappings", &mount::uidMappings>,
                          detail::member<"gidMappings", &mount::gidMappings>> {};
};

}  // namespace specline::oci
#endif
