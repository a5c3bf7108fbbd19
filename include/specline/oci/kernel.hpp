// SPDX-License-Identifier: BSL-1.0
// The Linux part of a spec: runtime-spec, config-linux.md. (Not linux.hpp: that word is a macro in GNU mode.)
#ifndef SPECLINE_OCI_KERNEL_HPP
#define SPECLINE_OCI_KERNEL_HPP

#include <specline/oci/filesystem.hpp>
#include <specline/oci/members.hpp>
#include <specline/oci/resources.hpp>
#include <specline/oci/seccomp.hpp>
#include <specline/text.hpp>

#include <cstdint>
#include <optional>

namespace specline::oci {

/// A namespace that the container is in.
/// Source: runtime-spec, config-linux.md, "Namespaces"; namespaces(7).
template <class Text>
struct namespace_ {
    Text type{};                      ///< `pid`, `network`, `mount`, `ipc`, `uts`, `user`, `cgroup` or `time`
    Text path{};                      ///< absolute path of the one to join; empty makes a new one
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"type", &namespace_::type>, detail::member<"path", &namespace_::path>> {};
};

/// A device node that the runtime makes in the container.
/// Source: runtime-spec, config-linux.md, "Devices"; mknod(2).
template <class Text>
struct device {
    Text path{};                              ///< absolute, in the container
    Text type{};                              ///< `c`, `b`, `u` or `p`
    std::int64_t major = 0;                   ///< 0 for a fifo
    std::int64_t minor = 0;                   ///< 0 for a fifo
    std::optional<std::uint32_t> fileMode{};  ///< permission bits, 07777
    std::optional<std::uint32_t> uid{};       ///< owner, in the container
    std::optional<std::uint32_t> gid{};       ///< group, in the container
    unknown_members<Text> unknown{};          ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"path", &device::path>, detail::always<"type", &device::type>,
                          detail::always<"major", &device::major>, detail::always<"minor", &device::minor>,
                          detail::member<"fileMode", &device::fileMode>, detail::member<"uid", &device::uid>,
                          detail::member<"gid", &device::gid>> {};
};

/// Intel Resource Director Technology: the kernel's resctrl filesystem.
/// Source: runtime-spec, config-linux.md, "IntelRdt".
template <class Text>
struct intel_rdt {
    Text closID{};                    ///< class of service; empty: one of the container's own
    Text l3CacheSchema{};             ///< `L3:…`, or empty
    Text memBwSchema{};               ///< `MB:…`, or empty
    bool enableCMT = false;           ///< whether the use of the cache is watched
    bool enableMBM = false;           ///< whether the use of memory bandwidth is watched
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl
        : detail::members<
              detail::member<"closID", &intel_rdt::closID>, detail::member<"l3CacheSchema", &intel_rdt::l3CacheSchema>,
              detail::member<"memBwSchema", &intel_rdt::memBwSchema>,
              detail::member<"enableCMT", &intel_rdt::enableCMT>, detail::member<"enableMBM", &intel_rdt::enableMBM>> {
    };
};

/// The execution domain of the process.
/// Source: runtime-spec, config-linux.md, "Personality"; personality(2).
template <class Text>
struct personality {
    Text domain{};                    ///< `LINUX` or `LINUX32`
    list_of<Text, Text> flags{};      ///< none are defined
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::always<"domain", &personality::domain>,
                                                 detail::member<"flags", &personality::flags>> {};
};

/// How far a clock of the container's time namespace is from the host's.
/// Source: runtime-spec, config-linux.md, "Offset for Time Namespace"; time_namespaces(7).
template <class Text>
struct time_offset {
    std::int64_t secs = 0;            ///< seconds
    std::uint32_t nanosecs = 0;       ///< nanoseconds, to be added
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::member<"secs", &time_offset::secs>,
                                                 detail::member<"nanosecs", &time_offset::nanosecs>> {};
};

/// What only Linux has.
/// Source: runtime-spec, config-linux.md.
template <class Text>
struct kernel {
    list_of<Text, id_mapping<Text>> uidMappings{};    ///< users of the container's user namespace
    list_of<Text, id_mapping<Text>> gidMappings{};    ///< groups of the container's user namespace
    map_of<Text, Text> sysctl{};                      ///< kernel parameters, sysctl(8)
    std::optional<oci::resources<Text>> resources{};  ///< control group limits and rules
    Text cgroupsPath{};                               ///< of the container's control group; empty: the runtime's choice
    list_of<Text, namespace_<Text>> namespaces{};     ///< those not named are shared with the runtime
    list_of<Text, device<Text>> devices{};            ///< nodes to make
    std::optional<oci::seccomp<Text>> seccomp{};      ///< none: every system call
    Text rootfsPropagation{};                         ///< `shared`, `rshared`, `private` …; empty: the runtime's choice
    list_of<Text, Text> maskedPaths{};                ///< absolute paths that cannot be read in the container
    list_of<Text, Text> readonlyPaths{};              ///< absolute paths that cannot be written in the container
    Text mountLabel{};                                ///< SELinux context of the mounts, or empty
    std::optional<oci::intel_rdt<Text>> intelRdt{};   ///< cache and memory bandwidth
    std::optional<oci::personality<Text>> personality{};  ///< none: the runtime's own
    map_of<Text, time_offset<Text>> timeOffsets{};        ///< by clock, `monotonic` and `boottime`
    unknown_members<Text> unknown{};                      ///< members that are not known

    struct hana_accessors_impl
        : detail::members<
              detail::member<"uidMappings", &kernel::uidMappings>, detail::member<"gidMappings", &kernel::gidMappings>,
              detail::member<"sysctl", &kernel::sysctl>, detail::member<"resources", &kernel::resources>,
              detail::member<"cgroupsPath", &kernel::cgroupsPath>, detail::member<"namespaces", &kernel::namespaces>,
              detail::member<"devices", &kernel::devices>, detail::member<"seccomp", &kernel::seccomp>,
              detail::member<"rootfsPropagation", &kernel::rootfsPropagation>,
              detail::member<"maskedPaths", &kernel::maskedPaths>,
              detail::member<"readonlyPaths", &kernel::readonlyPaths>,
              detail::member<"mountLabel", &kernel::mountLabel>, detail::member<"intelRdt", &kernel::intelRdt>,
              detail::member<"personality", &kernel::personality>,
              detail::member<"timeOffsets", &kernel::timeOffsets>> {};
};

}  // namespace specline::oci
#endif
