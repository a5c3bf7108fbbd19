// SPDX-License-Identifier: BSL-1.0
// The verbs: all that a policy may do to a spec, and which spec type has which.
#ifndef SPECLINE_SPEC_TRAITS_HPP
#define SPECLINE_SPEC_TRAITS_HPP

#include <specline/status.hpp>
#include <specline/verbs/access.hpp>
#include <specline/verbs/kernel.hpp>
#include <specline/verbs/mounts.hpp>
#include <specline/verbs/process.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>

namespace specline {

/// The verbs of every struct whose members bear the runtime spec's names (`linux_` for `linux`, a macro in GNU mode). A
/// specialisation of `spec_traits` that derives from it names what it does otherwise; no verb here calls that in turn.
///
/// Texts given to a verb must live as long as the spec, or come from `make_text`: a spec of views keeps the
/// views. So must lists that are given as std::span or arena_list, or to a verb that takes an arena_list; other lists
/// are copied. A spec that cannot take a change, since it ran out of memory, ignores it; `check` tells.
template <class Spec>
struct struct_verbs : mount_verbs<Spec>, kernel_verbs<Spec>, process_verbs<Spec> {
    /// `ociVersion`.
    static constexpr void set_version(Spec& spec, std::string_view version)
        requires requires { spec.ociVersion; }
    {
        detail::assign(detail::memory_in(spec), spec.ociVersion, version);
    }

    /// Text of at most `most` bytes for this spec: `fill(char*)` writes it and returns how many bytes it wrote. Empty
    /// where memory ran out.
    template <class Fill>
    static constexpr auto make_text(Spec& spec, std::size_t most, Fill const& fill)
    {
        return detail::make_text(detail::memory_in(spec), most, fill);
    }
    /// Whether the spec can be worked on, and took every change; a pipeline asks before its first policy and after
    /// each. Errors: `errc::arena_full`.
    static constexpr status check(Spec const& spec) { return detail::memory_status(detail::memory_in(spec)); }
};

/// The verbs of a spec type. Specialise it for what is no struct with the runtime spec's names, with the verbs that the
/// policies at hand use, `make_text` and `check`.
template <class Spec>
struct spec_traits : struct_verbs<Spec> {};

/// The verbs of a spec, for functions that take any: `verbs(spec).set_cwd(spec, "/srv")`.
template <class Spec>
constexpr spec_traits<Spec> verbs(Spec const&) noexcept
{
    return {};
}

/// A spec type whose version can be set.
template <class Spec>
concept has_version = requires(Spec& spec) { spec_traits<Spec>::set_version(spec, ""); };

/// A spec type whose root can be set.
template <class Spec>
concept has_root = requires(Spec& spec) { spec_traits<Spec>::set_root(spec, "", false); };

/// A spec type to which mounts can be added.
template <class Spec>
concept has_mounts = requires(Spec& spec, arena_list<oci::mount<std::string_view>> const& mounts) {
    spec_traits<Spec>::add_mount(spec, "", "", "", arena_list<std::string_view>{});
    spec_traits<Spec>::add_mounts(spec, mounts);
};

/// A spec type whose mounts can be erased.
template <class Spec>
concept has_erasable_mounts =
    requires(Spec& spec) { spec_traits<Spec>::erase_mounts(spec, [](mount_text const&) { return false; }); };

/// A spec type whose mount options can be seen and changed.
template <class Spec>
concept has_mount_options = requires(Spec& spec, std::size_t i) {
    { spec_traits<Spec>::mount_count(spec) } -> std::convertible_to<std::size_t>;
    { spec_traits<Spec>::mount_at(spec, i) } -> std::same_as<mount_text>;
    { spec_traits<Spec>::option_count(spec, i) } -> std::convertible_to<std::size_t>;
    { spec_traits<Spec>::option_at(spec, i, i) } -> std::convertible_to<std::string_view>;
    spec_traits<Spec>::add_option(spec, i, "");
    spec_traits<Spec>::erase_options(spec, i, [](std::string_view) { return false; });
};

/// A spec type whose root's propagation can be set.
template <class Spec>
concept has_propagation = requires(Spec& spec) { spec_traits<Spec>::set_rootfs_propagation(spec, ""); };

/// A spec type with namespaces.
template <class Spec>
concept has_namespaces = requires(Spec& spec, arena_list<oci::namespace_<std::string_view>> const& namespaces) {
    spec_traits<Spec>::add_namespaces(spec, namespaces);
    spec_traits<Spec>::remove_namespace(spec, "");
};

/// A spec type with masked and read-only paths.
template <class Spec>
concept has_guarded_paths = requires(Spec& spec, arena_list<std::string_view> const& paths) {
    spec_traits<Spec>::set_masked_paths(spec, paths);
    spec_traits<Spec>::set_readonly_paths(spec, paths);
};

/// A spec type to which device nodes can be added.
template <class Spec>
concept has_devices = requires(Spec& spec, device_node const& node) { spec_traits<Spec>::add_device(spec, node); };

/// A spec type with device rules.
template <class Spec>
concept has_device_rules = requires(Spec& spec, oci::device_rule<std::string_view> const& rule) {
    spec_traits<Spec>::add_device_rule(spec, rule);
    spec_traits<Spec>::add_device_rules(spec, arena_list<oci::device_rule<std::string_view>>{});
    spec_traits<Spec>::clear_device_rules(spec);
};

/// A spec type with a process.
template <class Spec>
concept has_process = requires(Spec& spec, arena_list<std::string_view> const& words) {
    spec_traits<Spec>::set_terminal(spec, false);
    spec_traits<Spec>::set_cwd(spec, "");
    spec_traits<Spec>::clear_args(spec);
    spec_traits<Spec>::add_args(spec, words);
    spec_traits<Spec>::clear_env(spec);
    spec_traits<Spec>::add_env(spec, words);
};

/// A spec type whose process has capabilities.
template <class Spec>
concept has_capabilities = requires(Spec& spec, arena_list<std::string_view> const& names) {
    spec_traits<Spec>::add_capabilities(spec, capability_set::bounding, names);
};

}  // namespace specline
#endif
