// SPDX-License-Identifier: BSL-1.0
// The namespaces that a plugin shares with the host.
#ifndef SPECLINE_POLICIES_NAMESPACES_HPP
#define SPECLINE_POLICIES_NAMESPACES_HPP

#include <specline/policy.hpp>

namespace specline::policies {

/// Where the plugin's network is exactly `host`: the container is in the host's network.
/// Source: network_namespaces(7); runtime-spec, config-linux.md, "Namespaces".
struct network_host {
    static constexpr auto at = place::network;  ///< behind the mounts

    /// Removes the network namespace.
    template <has_namespaces Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        if (in.plugin.config.network.type == "host") spec_traits<Spec>::remove_namespace(spec, "network");
        return {};
    }
};

/// Where the plugin asks for the host's PIDs: the container sees the host's processes.
/// Source: pid_namespaces(7).
struct pid_host {
    static constexpr auto at = place::pid;  ///< behind the mounts

    /// Removes the PID namespace.
    template <has_namespaces Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        if (in.plugin.config.pid_host) spec_traits<Spec>::remove_namespace(spec, "pid");
        return {};
    }
};

/// Where the plugin asks for the host's IPC: the container shares its System V IPC objects.
/// Source: ipc_namespaces(7).
struct ipc_host {
    static constexpr auto at = place::ipc;  ///< behind the mounts

    /// Removes the IPC namespace.
    template <has_namespaces Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        if (in.plugin.config.ipc_host) spec_traits<Spec>::remove_namespace(spec, "ipc");
        return {};
    }
};

}  // namespace specline::policies
#endif
