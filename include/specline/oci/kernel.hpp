// SPDX-License-Identifier: BSL-1.0
// The Linux part of a spec: runtime-spec, config-linux.md. (Not linux.hpp: that word is a macro in GNU mode.)
#ifndef SPECLINE_OCI_KERNEL_HPP
#define SPECLINE_OCI_KERNEL_HPP

#include <specline/oci/members.hpp>
#include <specline/oci/resources.hpp>
#include <specline/text.hpp>

#include <cstdint>
#include <optional>

namespace specline::oci {

/// A namespace that the container is in.
template <class Text>
struct namespace_ {
    Text type{};  ///< `pid`, `network`, `mount`, `ipc`, `uts`, `user`, `cgroup` or `time`
    Text path{};  ///< absolute path of the one to join; empty makes a new one
};

/// A device node that the runtime makes in the container.
template <class Text>
struct device {
    Text path{};                              ///< absolute, in the container
    Text type{};                              ///< `c`, `b`, `u` or `p`
    std::int64_t major = 0;                   ///< 0 for a fifo
    std::int64_t minor = 0;                   ///< 0 for a fifo
    std::optional<std::uint32_t> fileMode{};  ///< permission bits, 07777
    std::optional<std::uint32_t> uid{};       ///< owner, in the container
    std::optional<std::uint32_t> gid{};       ///< group, in the container
};

/// What only Linux has.
template <class Text>
struct kernel {
    std::optional<oci::resources<Text>> resources{};  ///< control group limits and rules
    Text cgroupsPath{};                               ///< of the container's control group; empty: the runtime's choice
    list_of<Text, namespace_<Text>> namespaces{};     ///< those not named are shared with the runtime
    list_of<Text, device<Text>> devices{};            ///< nodes to make
    Text rootfsPropagation{};                         ///< `shared`, `rshared`, `private` …; empty: the runtime's choice
    list_of<Text, Text> maskedPaths{};                ///< absolute paths that cannot be read in the container
    list_of<Text, Text> readonlyPaths{};              ///< absolute paths that cannot be written in the container
};

}  // namespace specline::oci

namespace boost::hana {

template <class Text>
struct accessors_impl<specline::oci::namespace_<Text>> {
    template <class...>
    static constexpr auto apply()
    {
        using S = specline::oci::namespace_<Text>;
        using specline::detail::member;
        return make_tuple(member<"type", &S::type>(), member<"path", &S::path>());
    }
};

template <class Text>
struct accessors_impl<specline::oci::device<Text>> {
    template <class...>
    static constexpr auto apply()
    {
        using S = specline::oci::device<Text>;
        using specline::detail::member;
        return make_tuple(member<"path", &S::path>(), member<"type", &S::type>(), member<"major", &S::major>(),
                          member<"minor", &S::minor>(), member<"fileMode", &S::fileMode>(), member<"uid", &S::uid>(),
                          member<"gid", &S::gid>());
    }
};

template <class Text>
struct accessors_impl<specline::oci::kernel<Text>> {
    template <class...>
    static constexpr auto apply()
    {
        using S = specline::oci::kernel<Text>;
        using specline::detail::member;
        return make_tuple(member<"resources", &S::resources>(), member<"cgroupsPath", &S::cgroupsPath>(),
                          member<"namespaces", &S::namespaces>(), member<"devices", &S::devices>(),
                          member<"rootfsPropagation", &S::rootfsPropagation>(),
                          member<"maskedPaths", &S::maskedPaths>(), member<"readonlyPaths", &S::readonlyPaths>());
    }
};

}  // namespace boost::hana
#endif
