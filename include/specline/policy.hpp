// SPDX-License-Identifier: BSL-1.0
// What a policy is: its place in the one order, what it is given, and what it must do.
#ifndef SPECLINE_POLICY_HPP
#define SPECLINE_POLICY_HPP

#include <specline/detail/load_word.hpp>
#include <specline/detail/path.hpp>
#include <specline/host.hpp>
#include <specline/plugin/model.hpp>
#include <specline/spec_traits.hpp>
#include <specline/status.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace specline {

/// Where the container's files are. The texts must outlive the spec that is built.
struct bundle {
    std::string_view rootfs;  ///< the root filesystem: absolute, or relative to the bundle's folder
    std::string_view
        exec_root;  ///< absolute path of a folder of the engine, in which each plugin gets one for its sockets
};

/// What policies are given: the plugin, the bundle and the host. Holds references: temporaries in it
/// last as long as the expression that makes it.
template <class Plugin, class Host>
struct inputs {
    Plugin const& plugin;            ///< a basic_plugin of either kind
    specline::bundle const& bundle;  ///< where its files are
    Host& host;                      ///< the machine, or one made of facts
};
/// Of a host that a policy may tell to make folders.
template <class Plugin, class Host>
inputs(Plugin const&, specline::bundle const&, Host&) -> inputs<Plugin, Host>;
/// Of a host that is made on the spot.
template <class Plugin, class Host>
inputs(Plugin const&, specline::bundle const&, Host const&&) -> inputs<Plugin, Host const>;

/// The one table of places. A pipeline runs its policies in this order, however they are listed.
enum class place : unsigned char {
    defaults,          ///< the default spec
    root,              ///< root
    propagated_mount,  ///< a folder whose mounts the host sees
    mounts,            ///< the plugin's mounts
    exec_mount,        ///< the mount of the exec folder, where the plugin's sockets are
    name_files,        ///< /etc/hosts and /etc/resolv.conf
    network,           ///< the network namespace
    pid,               ///< the PID namespace
    ipc,               ///< the IPC namespace
    dev_mounts,        ///< the plugin's mounts in /dev against the default ones
    all_devices,       ///< a rule for all devices
    devices,           ///< device nodes and their rules
    process,           ///< args, env, cwd
    capabilities,      ///< capability sets
    modify,            ///< the embedder's own changes; the only place for several policies
    exec_folder,       ///< the exec folder is made: from here on the machine is touched
    rootlesskit,       ///< a spec for a user namespace made by RootlessKit
    locked_flags,      ///< mount flags that a user namespace may not clear
};

/// A place, or the gap before or behind it.
struct position {
    /// At a place.
    constexpr position(place where) noexcept : order{2 * static_cast<int>(where)} {}
    /// The order of the position among all; gaps that touch are one.
    int order;

    /// Whether both are the same place, or in the same gap.
    friend constexpr bool operator==(position, position) noexcept = default;

private:
    friend constexpr position after(place where) noexcept;
    friend constexpr position before(place where) noexcept;
    constexpr position(place where, int side) noexcept : order{2 * static_cast<int>(where) + side} {}
};

/// The gap behind a place: `static constexpr auto at = after(place::mounts);`.
constexpr position after(place where) noexcept { return {where, 1}; }
/// The gap before a place.
constexpr position before(place where) noexcept { return {where, -1}; }

/// A policy: a type with a position `at`, constant and static. What else it must do depends on the spec:
/// `status apply(Spec&, Inputs const&) const`, which `policy_for` asks.
template <class P>
concept policy = requires { &P::at; } && !std::is_member_pointer_v<decltype(&P::at)> && requires {
    requires std::convertible_to<decltype(P::at), position>;
    typename std::integral_constant<int, position{P::at}.order>;  // it is a constant
};

/// A policy that can be applied to a `Spec`, given `Inputs`.
template <class P, class Spec, class Inputs>
concept policy_for = policy<P> && requires(P const& p, Spec& spec, Inputs const& in) {
    { p.apply(spec, in) } -> std::same_as<status>;
};

/// The host type of `Inputs`.
template <class Inputs>
using host_of = std::remove_reference_t<decltype(std::declval<Inputs const&>().host)>;

namespace detail {

/// Fails where `path` has a NUL, which no system call can carry.
constexpr status check_path(std::string_view path, std::string_view where)
{
    if (!has_byte(path, '\0')) return {};
    return {errc::nul_in_path, "a path has no NUL: take it out", where};
}

/// Fails where `id` cannot name a folder in the exec root.
constexpr status check_id(std::string_view id)
{
    constexpr std::size_t name_max = 255;  // NAME_MAX, linux/limits.h
    bool const good =
        !id.empty() && id != "." && id != ".." && id.size() <= name_max && !has_byte(id, '/') && !has_byte(id, '\0');
    if (good) return {};
    return {errc::bad_id, "the plugin's id cannot name a folder: give it one of 1 to 255 bytes, without / and NUL",
            id.substr(0, 40)};
}

/// `a/b`, cleaned, as text of `spec`.
template <class Spec>
constexpr auto joined(Spec& spec, std::string_view a, std::string_view b)
{
    return spec_traits<Spec>::make_text(spec, a.size() + b.size() + 2,
                                        [&](char* out) { return join_paths(a, b, out); });
}

}  // namespace detail
}  // namespace specline
#endif
