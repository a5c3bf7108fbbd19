// SPDX-License-Identifier: BSL-1.0
// Which system calls a container may make: runtime-spec, config-linux.md, "Seccomp".
#ifndef SPECLINE_OCI_SECCOMP_HPP
#define SPECLINE_OCI_SECCOMP_HPP

#include <specline/oci/members.hpp>
#include <specline/text.hpp>

#include <cstdint>
#include <optional>

namespace specline::oci {

/// A condition on an argument of a system call.
/// Source: runtime-spec, config-linux.md, "Seccomp".
template <class Text>
struct syscall_arg {
    std::uint64_t index = 0;          ///< which argument, from 0
    std::uint64_t value = 0;          ///< what it is compared with
    std::uint64_t valueTwo = 0;       ///< for `SCMP_CMP_MASKED_EQ`: what remains of it under the mask `value`
    Text op{};                        ///< `SCMP_CMP_EQ`, `SCMP_CMP_LT` …
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"index", &syscall_arg::index>, detail::always<"value", &syscall_arg::value>,
                          detail::member<"valueTwo", &syscall_arg::valueTwo>, detail::always<"op", &syscall_arg::op>> {
    };
};

/// What happens at some system calls.
/// Source: runtime-spec, config-linux.md, "Seccomp".
template <class Text>
struct syscall {
    list_of<Text, Text> names{};              ///< of the calls, one or more
    Text action{};                            ///< `SCMP_ACT_ALLOW`, `SCMP_ACT_ERRNO` …
    std::optional<std::uint64_t> errnoRet{};  ///< for actions that return an errno; none: EPERM
    list_of<Text, syscall_arg<Text>> args{};  ///< conditions, all of which must hold
    unknown_members<Text> unknown{};          ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"names", &syscall::names>, detail::always<"action", &syscall::action>,
                          detail::member<"errnoRet", &syscall::errnoRet>, detail::member<"args", &syscall::args>> {};
};

/// The filter of the container's system calls.
/// Source: runtime-spec, config-linux.md, "Seccomp"; seccomp(2).
template <class Text>
struct seccomp {
    Text defaultAction{};                            ///< at every call that `syscalls` does not name
    std::optional<std::uint64_t> defaultErrnoRet{};  ///< for an action that returns an errno; none: EPERM
    list_of<Text, Text> architectures{};             ///< `SCMP_ARCH_X86_64` …; none: the kernel's own
    list_of<Text, Text> flags{};                     ///< `SECCOMP_FILTER_FLAG_LOG` …
    Text listenerPath{};                             ///< of the socket that is told of `SCMP_ACT_NOTIFY`
    Text listenerMetadata{};                         ///< what that socket is told besides
    list_of<Text, syscall<Text>> syscalls{};         ///< the exceptions from `defaultAction`
    unknown_members<Text> unknown{};                 ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::always<"defaultAction", &seccomp::defaultAction>,
                                                 detail::member<"defaultErrnoRet", &seccomp::defaultErrnoRet>,
                                                 detail::member<"architectures", &seccomp::architectures>,
                                                 detail::member<"flags", &seccomp::flags>,
                                                 detail::member<"listenerPath", &seccomp::listenerPath>,
                                                 detail::member<"listenerMetadata", &seccomp::listenerMetadata>,
                                                 detail::member<"syscalls", &seccomp::syscalls>> {};
};

}  // namespace specline::oci
#endif
