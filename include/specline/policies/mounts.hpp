// SPDX-License-Identifier: BSL-1.0
// The mounts of the container, and the folder that one of them needs.
#ifndef SPECLINE_POLICIES_MOUNTS_HPP
#define SPECLINE_POLICIES_MOUNTS_HPP

#include <specline/arena.hpp>
#include <specline/detail/text_index.hpp>
#include <specline/policy.hpp>

#include <cstddef>
#include <string_view>

namespace specline::detail {

using constant_options = arena_list<std::string_view>;
inline constexpr std::string_view rbind_rw_rshared[]{"rbind", "rw", "rshared"};
inline constexpr std::string_view rbind_rshared[]{"rbind", "rshared"};
inline constexpr std::string_view rbind_ro[]{"rbind", "ro"};

/// The folder of the plugin in the exec root, as text of `spec`.
template <class Spec, class Inputs>
constexpr auto exec_path(Spec& spec, Inputs const& in)
{
    return detail::joined(spec, in.bundle.exec_root, in.plugin.id);
}

template <class Inputs>
constexpr status check_exec_path(Inputs const& in)
{
    if (status s = detail::check_id(in.plugin.id); !s) return s;
    return detail::check_path(in.bundle.exec_root, "exec root");
}

}  // namespace specline::detail

namespace specline::policies {

/// Where the plugin asks for a propagated mount: binds the folder `propagated-mount` beside the rootfs there, so that
/// the host sees what the plugin mounts below it, and makes the root's propagation `rshared`. The folder is the
/// engine's to make, and to make a mount with shared propagation: in any other, the host sees files alone. Errors:
/// `errc::nul_in_path`. Source: mount_namespaces(7), "Shared subtrees".
struct propagated_mount {
    static constexpr auto at = place::propagated_mount;  ///< before the plugin's own mounts

    /// Adds the mount.
    template <class Spec, class Inputs>
        requires has_mounts<Spec> && has_propagation<Spec>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        std::string_view const destination = in.plugin.config.propagated_mount;
        if (destination.empty()) return {};
        if (status s = detail::check_path(destination, "PropagatedMount"); !s) return s;
        if (status s = detail::check_path(in.bundle.rootfs, "rootfs"); !s) return s;
        auto const source = detail::joined(spec, detail::folder_of(in.bundle.rootfs), "propagated-mount");
        spec_traits<Spec>::add_mount(spec, destination, "bind", source,
                                     detail::constant_options{detail::rbind_rw_rshared});
        spec_traits<Spec>::set_rootfs_propagation(spec, "rshared");
        return {};
    }
};

/// Adds the mounts of the plugin's config, as they are.
/// Errors: `errc::mount_without_source`, `nul_in_path`, with the mount's destination.
struct mounts {
    static constexpr auto at = place::mounts;  ///< behind the default ones and the propagated one

    /// Adds them.
    template <has_mounts Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        for (auto const& mount : in.plugin.config.mounts) {
            if (!mount.source)
                return {errc::mount_without_source,
                        "mount source is not specified: give it one in the config, or set it, NAME.source=PATH",
                        mount.destination};
            if (status s = detail::check_path(*mount.source, mount.destination); !s) return s;
            if (status s = detail::check_path(mount.destination, mount.name); !s) return s;
            spec_traits<Spec>::add_mount(spec, mount.destination, mount.type, *mount.source, mount.options);
        }
        return {};
    }
};

/// Binds the plugin's exec folder, `exec_root/id`, at /run/docker/plugins, where it makes its sockets.
/// `exec_folder` makes the folder.
/// Errors: `errc::bad_id`, `nul_in_path`.
struct exec_mount {
    static constexpr auto at = place::exec_mount;  ///< behind the plugin's own mounts

    /// Adds the mount.
    template <has_mounts Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        if (status s = detail::check_exec_path(in); !s) return s;
        spec_traits<Spec>::add_mount(spec, "/run/docker/plugins", "bind", detail::exec_path(spec, in),
                                     detail::constant_options{detail::rbind_rshared});
        return {};
    }
};

/// Where the plugin names a network, of whatever type: binds the host's /etc/hosts and /etc/resolv.conf, read-only.
struct name_files {
    static constexpr auto at = place::name_files;  ///< behind all other mounts

    /// Adds the two mounts.
    template <has_mounts Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        if (in.plugin.config.network.type.empty()) return {};
        constexpr std::string_view files[]{"/etc/hosts", "/etc/resolv.conf"};
        for (std::string_view const file : files)
            spec_traits<Spec>::add_mount(spec, file, "bind", file, detail::constant_options{detail::rbind_ro});
        return {};
    }
};

/// The engine's way with mounts in /dev, which is meant to let the plugin's replace the default ones, and misses:
/// of the mounts whose destination begins with `/dev/` and is that of a mount in the settings, each is
/// erased but one that comes right behind an erased one.
struct dev_mounts {
    static constexpr auto at = place::dev_mounts;  ///< when all mounts are there

    /// Erases them.
    template <has_erasable_mounts Spec, class Inputs>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        auto const is_there = [](auto const& mount) {
            return std::string_view{mount.destination}.starts_with("/dev/");
        };
        std::size_t count = 0;
        for (auto const& mount : in.plugin.settings.mounts)
            if (is_there(mount)) ++count;
        if (count == 0) return {};
        detail::text_index wanted{count};
        for (auto const& mount : in.plugin.settings.mounts)
            if (is_there(mount)) wanted.add(mount.destination);
        wanted.sort();
        // The engine walks by index over a list that each erasure shortens: the next mount moves into the place
        // that was just looked at.
        bool passed_over = false;
        spec_traits<Spec>::erase_mounts(spec, [&](mount_text const& mount) {
            passed_over = !passed_over && wanted.first(mount.destination) != wanted.none;
            return passed_over;
        });
        return {};
    }
};

/// Makes the plugin's exec folder, `exec_root/id`, and its parents, with mode 0700. The first policy that touches the
/// machine.
/// Errors: `errc::bad_id`, `nul_in_path`; `system`, with the path and the errno.
struct exec_folder {
    static constexpr auto at = place::exec_folder;  ///< when nothing can fail but the machine

    /// Makes it.
    template <class Spec, class Inputs>
        requires makes_folders<host_of<Inputs>>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        if (status s = detail::check_exec_path(in); !s) return s;
        auto const path = detail::exec_path(spec, in);
        if (status s = spec_traits<Spec>::check(spec); !s) return s;
        if (int const error = in.host.make_folder(path, 0700); error != 0)
            return {errc::system, "cannot make the exec folder", path, error};
        return {};
    }
};

}  // namespace specline::policies
#endif
