// SPDX-License-Identifier: BSL-1.0
// An OCI runtime spec, the config.json of a bundle: runtime-spec 1.2.1, config.md.
#ifndef SPECLINE_OCI_SPEC_HPP
#define SPECLINE_OCI_SPEC_HPP

#include <specline/oci/filesystem.hpp>
#include <specline/oci/hooks.hpp>
#include <specline/oci/kernel.hpp>
#include <specline/oci/members.hpp>
#include <specline/oci/process.hpp>
#include <specline/text.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace specline::oci {

/// A spec. Members bear the runtime spec's names (`linux_` for `linux`, a macro in GNU mode) and stand in
/// the order in which they are written; what the spec's own Go type points at is std::optional. Text is std::string
/// (`spec`, which owns), or std::string_view (`spec_view`, which borrows from what it was built from and from an
/// arena; a copy of it borrows from the original, see arena_list).
template <class Text>
struct basic_spec {
    Text ociVersion{};                             ///< of the runtime spec, semver
    std::optional<oci::process<Text>> process{};   ///< what runs
    std::optional<oci::root<Text>> root{};         ///< the root filesystem
    Text hostname{};                               ///< in the container's UTS namespace; may be empty
    Text domainname{};                             ///< in the container's UTS namespace; may be empty
    list_of<Text, mount<Text>> mounts{};           ///< in the order in which they are made
    std::optional<oci::hooks<Text>> hooks{};       ///< programs to run along its life
    map_of<Text, Text> annotations{};              ///< what anybody wants to note
    std::optional<oci::kernel<Text>> linux_{};     ///< what only Linux has
    [[no_unique_address]] memory_of<Text> room{};  ///< where additions live; no part of the spec
    unknown_members<Text> unknown{};               ///< members that are not known

    struct hana_accessors_impl
        : detail::members<
              detail::always<"ociVersion", &basic_spec::ociVersion>, detail::member<"process", &basic_spec::process>,
              detail::member<"root", &basic_spec::root>, detail::member<"hostname", &basic_spec::hostname>,
              detail::member<"domainname", &basic_spec::domainname>, detail::member<"mounts", &basic_spec::mounts>,
              detail::member<"hooks", &basic_spec::hooks>, detail::member<"annotations", &basic_spec::annotations>,
              detail::member<"linux_", &basic_spec::linux_>> {};
};

/// A spec that owns its text.
using spec = basic_spec<std::string>;
/// A spec that borrows its text.
using spec_view = basic_spec<std::string_view>;

}  // namespace specline::oci

#endif
