// SPDX-License-Identifier: BSL-1.0
// What a policy may do to the Linux part of a spec: namespaces, paths, devices and their rules.
#ifndef SPECLINE_VERBS_KERNEL_HPP
#define SPECLINE_VERBS_KERNEL_HPP

#include <specline/oci/kernel.hpp>
#include <specline/verbs/access.hpp>

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace specline {

/// A device node, as a verb takes it.
struct device_node {
    std::string_view path;        ///< absolute, in the container
    std::string_view type;        ///< `c`, `b` or `p`
    std::int64_t major = 0;       ///< 0 for a fifo
    std::int64_t minor = 0;       ///< 0 for a fifo
    std::uint32_t file_mode = 0;  ///< permission bits, 07777
    std::uint32_t uid = 0;        ///< owner
    std::uint32_t gid = 0;        ///< group
};

namespace detail {

template <class Spec>
concept with_namespaces =
    requires(Spec& spec, element_of<decltype(detail::in(spec.linux_).namespaces)>& one) { one.type; };

template <class Spec>
concept with_devices = requires(Spec& spec, element_of<decltype(detail::in(spec.linux_).devices)>& device) {
    device.path;
    device.type;
    device.major;
    device.minor;
    device.fileMode;
    device.uid;
    device.gid;
};

template <class Spec>
concept with_device_rules =
    requires(Spec& spec, element_of<decltype(detail::in(detail::in(spec.linux_).resources).devices)>& rule) {
        rule.allow;
        rule.type;
        rule.major;
        rule.minor;
        rule.access;
    };

}  // namespace detail

/// The verbs for the Linux part of any struct with the runtime spec's names (`linux_` for `linux`). A verb is there
/// where its members are.
template <class Spec>
struct kernel_verbs {
    /// `linux.rootfsPropagation`: `rshared`, `rslave` ….
    static constexpr void set_rootfs_propagation(Spec& spec, std::string_view propagation)
        requires requires { detail::in(spec.linux_).rootfsPropagation; }
    {
        detail::assign(detail::memory_in(spec), detail::in(spec.linux_).rootfsPropagation, propagation);
    }

    /// Adds namespaces at the end of `linux.namespaces`: new ones, and those of a path where the struct has such.
    static constexpr void add_namespaces(Spec& spec, arena_list<oci::namespace_<std::string_view>> const& namespaces)
        requires detail::with_namespaces<Spec>
    {
        auto const memory = detail::memory_in(spec);
        auto& list = detail::in(spec.linux_).namespaces;
        using element = detail::element_of<decltype(list)>;
        if constexpr (std::is_same_v<element, oci::namespace_<std::string_view>>)
            detail::append_all(memory, list, namespaces);
        else
            for (auto const& n : namespaces)
                detail::append_new(memory, list, [&](auto& added) {
                    detail::assign(memory, added.type, n.type);
                    if constexpr (requires { added.path; }) detail::assign(memory, added.path, n.path);
                });
    }
    /// Removes the first namespace of this type: the container shares the host's.
    static constexpr void remove_namespace(Spec& spec, std::string_view type)
        requires detail::with_namespaces<Spec>
    {
        bool found = false;
        detail::erase_from(detail::memory_in(spec), detail::in(spec.linux_).namespaces,
                           [&](auto const& n) { return !found && (found = n.type == type); });
    }

    /// `linux.maskedPaths`: absolute paths in the container.
    static constexpr void set_masked_paths(Spec& spec, arena_list<std::string_view> const& paths)
        requires requires { detail::in(spec.linux_).maskedPaths; }
    {
        detail::replace_all(detail::memory_in(spec), detail::in(spec.linux_).maskedPaths, paths);
    }
    /// `linux.readonlyPaths`: absolute paths in the container.
    static constexpr void set_readonly_paths(Spec& spec, arena_list<std::string_view> const& paths)
        requires requires { detail::in(spec.linux_).readonlyPaths; }
    {
        detail::replace_all(detail::memory_in(spec), detail::in(spec.linux_).readonlyPaths, paths);
    }

    /// Adds a node at the end of `linux.devices`.
    static constexpr void add_device(Spec& spec, device_node const& node)
        requires detail::with_devices<Spec>
    {
        auto const memory = detail::memory_in(spec);
        detail::append_new(memory, detail::in(spec.linux_).devices, [&](auto& added) {
            detail::assign(memory, added.path, node.path);
            detail::assign(memory, added.type, node.type);
            detail::assign_number(added.major, node.major);
            detail::assign_number(added.minor, node.minor);
            detail::assign_number(added.fileMode, node.file_mode);
            detail::assign_number(added.uid, node.uid);
            detail::assign_number(added.gid, node.gid);
        });
    }
    /// Adds rules at the end of `linux.resources.devices`. The list must be a constant.
    static constexpr void add_device_rules(Spec& spec, arena_list<oci::device_rule<std::string_view>> const& rules)
        requires detail::with_device_rules<Spec>
    {
        auto& list = detail::in(detail::in(spec.linux_).resources).devices;
        using element = detail::element_of<decltype(list)>;
        if constexpr (std::is_same_v<element, oci::device_rule<std::string_view>>)
            detail::append_all(detail::memory_in(spec), list, rules);
        else
            for (auto const& r : rules) add_device_rule(spec, r);
    }
    /// Adds a rule at the end of `linux.resources.devices`.
    static constexpr void add_device_rule(Spec& spec, oci::device_rule<std::string_view> const& rule)
        requires detail::with_device_rules<Spec>
    {
        auto const memory = detail::memory_in(spec);
        detail::append_new(memory, detail::in(detail::in(spec.linux_).resources).devices, [&](auto& added) {
            added.allow = rule.allow;
            detail::assign(memory, added.type, rule.type);
            if (rule.major) detail::assign_number(added.major, *rule.major);
            if (rule.minor) detail::assign_number(added.minor, *rule.minor);
            detail::assign(memory, added.access, rule.access);
        });
    }
    /// Removes every rule of `linux.resources.devices`.
    static constexpr void clear_device_rules(Spec& spec)
        requires detail::with_device_rules<Spec>
    {
        detail::in(detail::in(spec.linux_).resources).devices = {};
    }
};

}  // namespace specline
#endif
