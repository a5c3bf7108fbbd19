// SPDX-License-Identifier: BSL-1.0
// What a spec needs so that a runtime can start it in a user namespace.
#ifndef SPECLINE_POLICIES_ROOTLESS_HPP
#define SPECLINE_POLICIES_ROOTLESS_HPP

#include <specline/detail/owned_array.hpp>
#include <specline/detail/text_index.hpp>
#include <specline/policy.hpp>

#include <cerrno>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace specline::policies {

/// In a user namespace: adds to each bind mount the flags of its source's mount that such a namespace may not clear, in
/// the order ro, nodev, noexec, nosuid, noatime, nodiratime, and drops options that are there twice. Without
/// them the kernel refuses the mount with EPERM. A source that is not there is left alone.
/// Errors: `errc::system`, with the source and the errno. Source: mount_namespaces(7), "Restrictions on mount
/// namespaces"; fs/namespace.c, `can_change_locked_flags`.
struct rootless {
    static constexpr auto at = place::locked_flags;  ///< when all mounts and their sources are there

    /// Adds the flags.
    template <has_mount_options Spec, class Inputs>
        requires knows_user_namespace<host_of<Inputs>> && looks_at_paths<host_of<Inputs>> &&
                 reads_mount_flags<host_of<Inputs>>
    constexpr status apply(Spec& spec, Inputs const& in) const
    {
        if (!in.host.in_user_namespace()) return {};
        for (std::size_t i = 0; i < spec_traits<Spec>::mount_count(spec); ++i) {
            if (!is_bind(spec, i)) continue;
            std::string_view const source = spec_traits<Spec>::mount_at(spec, i).source;
            auto const found = in.host.look(source);
            if (!found && found.error == ENOENT) continue;
            if (!found) return {errc::system, "cannot look at the source of a mount", source, found.error};
            auto const flags = in.host.mount_flags(source);
            if (!flags) return {errc::system, "cannot read the mount flags of a source", source, flags.error};
            add_flags(spec, i, flags.value);
        }
        return {};
    }

private:
    struct flag_option {
        locked_flags flag;
        std::string_view option;
    };
    static constexpr flag_option flag_options[]{
        {locked_flags::ro, "ro"},         {locked_flags::nodev, "nodev"},     {locked_flags::noexec, "noexec"},
        {locked_flags::nosuid, "nosuid"}, {locked_flags::noatime, "noatime"}, {locked_flags::nodiratime, "nodiratime"},
    };

    template <class Spec>
    static constexpr bool is_bind(Spec const& spec, std::size_t i)
    {
        for (std::size_t k = 0; k < spec_traits<Spec>::option_count(spec, i); ++k)
            if (auto const option = spec_traits<Spec>::option_at(spec, i, k); option == "bind" || option == "rbind")
                return true;
        return false;
    }

    template <class Spec>
    static constexpr void add_flags(Spec& spec, std::size_t i, locked_flags flags)
    {
        // All is looked at before anything is changed: erasing moves the texts that the index refers to.
        std::size_t const count = spec_traits<Spec>::option_count(spec, i);
        detail::text_index options{count};
        for (std::size_t k = 0; k < count; ++k) options.add(spec_traits<Spec>::option_at(spec, i, k));
        options.sort();
        auto const is_repeated = [&](std::size_t k) {
            return options.first(spec_traits<Spec>::option_at(spec, i, k)) != k;
        };
        bool missing[std::size(flag_options)]{};
        for (std::size_t f = 0; f < std::size(flag_options); ++f)
            missing[f] = has(flags, flag_options[f].flag) && options.first(flag_options[f].option) == options.none;

        std::size_t first_repeated = 0;
        while (first_repeated < count && !is_repeated(first_repeated)) ++first_repeated;
        if (first_repeated < count) {
            detail::owned_array<bool> repeated{count};
            for (std::size_t k = first_repeated; k < count; ++k) repeated[k] = is_repeated(k);
            spec_traits<Spec>::erase_options(
                spec, i, [&, k = std::size_t{0}](std::string_view) mutable { return repeated[k++]; });
        }
        for (std::size_t f = 0; f < std::size(flag_options); ++f)
            if (missing[f]) spec_traits<Spec>::add_option(spec, i, flag_options[f].option);
    }
};

}  // namespace specline::policies
#endif
