// SPDX-License-Identifier: BSL-1.0
// Programs that a runtime runs along a container's life: runtime-spec, config.md, "POSIX-platform Hooks".
#ifndef SPECLINE_OCI_HOOKS_HPP
#define SPECLINE_OCI_HOOKS_HPP

#include <specline/oci/members.hpp>
#include <specline/text.hpp>

#include <cstdint>
#include <optional>

namespace specline::oci {

/// A program that a runtime runs.
/// Source: runtime-spec, config.md, "POSIX-platform Hooks".
template <class Text>
struct hook {
    Text path{};                            ///< absolute
    list_of<Text, Text> args{};             ///< its name and its arguments, execv(3)
    list_of<Text, Text> env{};              ///< `NAME=value`
    std::optional<std::int64_t> timeout{};  ///< seconds, more than 0; none: it may take any time
    unknown_members<Text> unknown{};        ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"path", &hook::path>, detail::member<"args", &hook::args>,
                          detail::member<"env", &hook::env>, detail::member<"timeout", &hook::timeout>> {};
};

/// The programs, each list in its order.
/// Source: runtime-spec, config.md, "POSIX-platform Hooks".
template <class Text>
struct hooks {
    list_of<Text, hook<Text>> prestart{};         ///< deprecated: before the container's program, on the host
    list_of<Text, hook<Text>> createRuntime{};    ///< when its namespaces are made, on the host
    list_of<Text, hook<Text>> createContainer{};  ///< behind these, in the container's namespaces, the host's root
    list_of<Text, hook<Text>> startContainer{};   ///< before its program, in the container
    list_of<Text, hook<Text>> poststart{};        ///< behind the start of its program, on the host
    list_of<Text, hook<Text>> poststop{};         ///< when it is deleted, on the host
    unknown_members<Text> unknown{};              ///< members that are not known

    struct hana_accessors_impl
        : detail::members<
              detail::member<"prestart", &hooks::prestart>, detail::member<"createRuntime", &hooks::createRuntime>,
              detail::member<"createContainer", &hooks::createContainer>,
              detail::member<"startContainer", &hooks::startContainer>, detail::member<"poststart", &hooks::poststart>,
              detail::member<"poststop", &hooks::poststop>> {};
};

}  // namespace specline::oci
#endif
