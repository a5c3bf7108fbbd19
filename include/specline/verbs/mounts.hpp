// SPDX-License-Identifier: BSL-1.0
// What a policy may do to the root and the mounts of a spec.
#ifndef SPECLINE_VERBS_MOUNTS_HPP
#define SPECLINE_VERBS_MOUNTS_HPP

#include <specline/oci/filesystem.hpp>
#include <specline/verbs/access.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace specline {

/// The texts of a mount, as a verb shows them: valid until the mount is changed.
struct mount_text {
    std::string_view destination;  ///< path in the container
    std::string_view type;         ///< filesystem type
    std::string_view source;       ///< path of the host, or what the filesystem takes
};

namespace detail {

template <class Spec>
concept with_root = requires(Spec& spec) {
    detail::in(spec.root).path;
    detail::in(spec.root).readonly;
};

template <class Spec>
concept with_mounts = requires(Spec& spec, element_of<decltype(spec.mounts)>& mount) {
    mount.destination;
    mount.type;
    mount.source;
    mount.options;
};

template <class Spec>
concept with_indexed_mounts = with_mounts<Spec> && requires(Spec& spec) { spec.mounts[0].options[0]; };

}  // namespace detail

/// The verbs for the root and the mounts of any struct with the runtime spec's names. A verb is there where its
/// members are.
template <class Spec>
struct mount_verbs {
    /// `root`: a path, absolute or relative to the bundle, and whether it is read-only.
    static constexpr void set_root(Spec& spec, std::string_view path, bool readonly)
        requires detail::with_root<Spec>
    {
        auto& root = detail::in(spec.root);
        detail::assign(detail::memory_in(spec), root.path, path);
        root.readonly = readonly;
    }

    /// Adds a mount at the end of `mounts`; `options` is any list of texts.
    template <class Options>
    static constexpr void add_mount(Spec& spec, std::string_view destination, std::string_view type,
                                    std::string_view source, Options const& options)
        requires detail::with_mounts<Spec>
    {
        auto const memory = detail::memory_in(spec);
        detail::append_new(memory, spec.mounts, [&](auto& mount) {
            detail::assign(memory, mount.destination, destination);
            detail::assign(memory, mount.type, type);
            detail::assign(memory, mount.source, source);
            detail::append_all(memory, mount.options, options);
        });
    }
    /// Adds constant mounts at the end of `mounts`.
    static constexpr void add_mounts(Spec& spec, arena_list<oci::mount<std::string_view>> const& mounts)
        requires detail::with_mounts<Spec>
    {
        if constexpr (std::is_same_v<decltype(spec.mounts), arena_list<oci::mount<std::string_view>>>)
            detail::append_all(detail::memory_in(spec), spec.mounts, mounts);
        else
            for (auto const& m : mounts) add_mount(spec, m.destination, m.type, m.source, m.options);
    }
    /// How many mounts there are.
    static constexpr std::size_t mount_count(Spec const& spec)
        requires detail::with_indexed_mounts<Spec>
    {
        return spec.mounts.size();
    }
    /// The texts of mount `i`.
    static constexpr mount_text mount_at(Spec const& spec, std::size_t i)
        requires detail::with_indexed_mounts<Spec>
    {
        auto const& m = spec.mounts[i];
        return {m.destination, m.type, m.source};
    }
    /// How many options mount `i` has.
    static constexpr std::size_t option_count(Spec const& spec, std::size_t i)
        requires detail::with_indexed_mounts<Spec>
    {
        return spec.mounts[i].options.size();
    }
    /// Option `k` of mount `i`.
    static constexpr std::string_view option_at(Spec const& spec, std::size_t i, std::size_t k)
        requires detail::with_indexed_mounts<Spec>
    {
        return spec.mounts[i].options[k];
    }
    /// Adds an option at the end of those of mount `i`.
    static constexpr void add_option(Spec& spec, std::size_t i, std::string_view option)
        requires detail::with_indexed_mounts<Spec>
    {
        auto const memory = detail::memory_in(spec);
        if (auto* const options = options_of(memory, spec, i)) {
            using text = detail::element_of<decltype(*options)>;
            detail::append(memory, *options, text(option));
        }
    }
    /// Erases the options of mount `i` for which `unwanted(std::string_view)` is true; it is asked once for each, in
    /// order.
    template <class Predicate>
    static constexpr void erase_options(Spec& spec, std::size_t i, Predicate&& unwanted)
        requires detail::with_indexed_mounts<Spec>
    {
        auto const memory = detail::memory_in(spec);
        if (auto* const options = options_of(memory, spec, i)) detail::erase_from(memory, *options, unwanted);
    }
    /// Erases the mounts for which `unwanted(mount_text)` is true; it is asked once for each, in order.
    template <class Predicate>
    static constexpr void erase_mounts(Spec& spec, Predicate&& unwanted)
        requires detail::with_mounts<Spec>
    {
        detail::erase_from(detail::memory_in(spec), spec.mounts,
                           [&](auto const& m) { return unwanted(mount_text{m.destination, m.type, m.source}); });
    }

private:
    // Those of mount `i`, to be changed; nullptr where there is no such mount, or no room.
    template <class Memory>
    static constexpr auto* options_of(Memory memory, Spec& spec, std::size_t i)
    {
        auto const mounts = detail::editable(memory, spec.mounts);
        return i < mounts.size() ? &mounts[i].options : nullptr;
    }
};

}  // namespace specline
#endif
