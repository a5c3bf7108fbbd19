// SPDX-License-Identifier: BSL-1.0
// The process of a container: runtime-spec, config.md, "Process".
#ifndef SPECLINE_OCI_PROCESS_HPP
#define SPECLINE_OCI_PROCESS_HPP

#include <specline/oci/members.hpp>
#include <specline/text.hpp>

#include <cstdint>
#include <optional>

namespace specline::oci {

/// The size of a terminal.
/// Source: runtime-spec, config.md, "Process".
template <class Text>
struct console_size {
    std::uint64_t height = 0;         ///< in rows
    std::uint64_t width = 0;          ///< in columns
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::always<"height", &console_size::height>,
                                                 detail::always<"width", &console_size::width>> {};
};

/// Whom the process runs as.
/// Source: runtime-spec, config.md, "User".
template <class Text>
struct user {
    std::uint32_t uid = 0;                          ///< user id in the container
    std::uint32_t gid = 0;                          ///< group id in the container
    std::optional<std::uint32_t> umask{};           ///< of the process, umask(2); none: the runtime's choice
    list_of<Text, std::uint32_t> additionalGids{};  ///< further groups
    unknown_members<Text> unknown{};                ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::always<"uid", &user::uid>, detail::always<"gid", &user::gid>,
                                                 detail::member<"umask", &user::umask>,
                                                 detail::member<"additionalGids", &user::additionalGids>> {};
};

/// Capability sets of the process: names with `CAP_`.
/// Source: runtime-spec, config.md, "Linux Process"; capabilities(7).
template <class Text>
struct capabilities {
    list_of<Text, Text> bounding{};     ///< the most that it and its children can have
    list_of<Text, Text> effective{};    ///< what it has
    list_of<Text, Text> inheritable{};  ///< what programs it executes may take over
    list_of<Text, Text> permitted{};    ///< what it may make effective
    list_of<Text, Text> ambient{};      ///< what programs without file capabilities keep
    unknown_members<Text> unknown{};    ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::member<"bounding", &capabilities::bounding>,
                                                 detail::member<"effective", &capabilities::effective>,
                                                 detail::member<"inheritable", &capabilities::inheritable>,
                                                 detail::member<"permitted", &capabilities::permitted>,
                                                 detail::member<"ambient", &capabilities::ambient>> {};
};

/// A resource limit of the process, in the units that its type has.
/// Source: runtime-spec, config.md, "POSIX process"; getrlimit(2).
template <class Text>
struct rlimit {
    Text type{};                      ///< `RLIMIT_NOFILE` …; each once
    std::uint64_t hard = 0;           ///< what an unprivileged process can raise the soft limit to
    std::uint64_t soft = 0;           ///< what the kernel holds it to
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"type", &rlimit::type>, detail::always<"hard", &rlimit::hard>,
                          detail::always<"soft", &rlimit::soft>> {};
};

/// How the kernel schedules the process.
/// Source: runtime-spec, config.md, "Linux Process"; sched_setattr(2).
template <class Text>
struct scheduler {
    Text policy{};                    ///< `SCHED_OTHER`, `SCHED_FIFO`, `SCHED_DEADLINE` …
    std::int32_t nice = 0;            ///< -20 to 19, for `SCHED_OTHER` and `SCHED_BATCH`
    std::int32_t priority = 0;        ///< for `SCHED_FIFO` and `SCHED_RR`
    list_of<Text, Text> flags{};      ///< `SCHED_FLAG_RESET_ON_FORK` …
    std::uint64_t runtime = 0;        ///< nanoseconds, for `SCHED_DEADLINE`
    std::uint64_t deadline = 0;       ///< nanoseconds, for `SCHED_DEADLINE`
    std::uint64_t period = 0;         ///< nanoseconds, for `SCHED_DEADLINE`
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"policy", &scheduler::policy>, detail::member<"nice", &scheduler::nice>,
                          detail::member<"priority", &scheduler::priority>, detail::member<"flags", &scheduler::flags>,
                          detail::member<"runtime", &scheduler::runtime>,
                          detail::member<"deadline", &scheduler::deadline>,
                          detail::member<"period", &scheduler::period>> {};
};

/// The I/O priority of the process's group.
/// Source: runtime-spec, config.md, "Linux Process"; ioprio_set(2).
template <class Text>
struct io_priority {
    Text class_{};              ///< `class` in the text: `IOPRIO_CLASS_RT`, `IOPRIO_CLASS_BE` or `IOPRIO_CLASS_IDLE`
    std::int64_t priority = 0;  ///< 0 to 7, 0 is the highest
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::always<"class_", &io_priority::class_>,
                                                 detail::always<"priority", &io_priority::priority>> {};
};

/// The CPUs for further processes of the container: lists such as `0-3,7`.
/// Source: runtime-spec, config.md, "Linux Process"; sched_setaffinity(2).
template <class Text>
struct cpu_affinity {
    Text initial{};                   ///< before such a process enters the container's control group
    Text final{};                     ///< behind that
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::member<"initial", &cpu_affinity::initial>,
                                                 detail::member<"final", &cpu_affinity::final>> {};
};

/// The process that a runtime starts.
/// Source: runtime-spec, config.md, "Process".
template <class Text>
struct process {
    bool terminal = false;                                     ///< whether it gets a terminal
    std::optional<oci::console_size<Text>> consoleSize{};      ///< of the terminal; ignored where there is none
    oci::user<Text> user{};                                    ///< whom it runs as
    list_of<Text, Text> args{};                                ///< the program and its arguments, execvp(3)
    list_of<Text, Text> env{};                                 ///< `NAME=value`
    Text cwd{};                                                ///< absolute path in the container
    std::optional<oci::capabilities<Text>> capabilities{};     ///< none: the runtime's own choice
    list_of<Text, rlimit<Text>> rlimits{};                     ///< resource limits
    bool noNewPrivileges = false;                              ///< prctl(2), PR_SET_NO_NEW_PRIVS
    Text apparmorProfile{};                                    ///< name of a loaded profile, or empty
    std::optional<std::int64_t> oomScoreAdj{};                 ///< -1000 to 1000, proc(5)
    std::optional<oci::scheduler<Text>> scheduler{};           ///< none: as the runtime is scheduled
    Text selinuxLabel{};                                       ///< context of the process, or empty
    std::optional<oci::io_priority<Text>> ioPriority{};        ///< none: the runtime's own
    std::optional<oci::cpu_affinity<Text>> execCPUAffinity{};  ///< not for the container's first process
    unknown_members<Text> unknown{};                           ///< members that are not known

    struct hana_accessors_impl
        : detail::members<
              detail::member<"terminal", &process::terminal>, detail::member<"consoleSize", &process::consoleSize>,
              detail::always<"user", &process::user>, detail::member<"args", &process::args>,
              detail::member<"env", &process::env>, detail::always<"cwd", &process::cwd>,
              detail::member<"capabilities", &process::capabilities>, detail::member<"rlimits", &process::rlimits>,
              detail::member<"noNewPrivileges", &process::noNewPrivileges>,
              detail::member<"apparmorProfile", &process::apparmorProfile>,
              detail::member<"oomScoreAdj", &process::oomScoreAdj>, detail::member<"scheduler", &process::scheduler>,
              detail::member<"selinuxLabel", &process::selinuxLabel>,
              detail::member<"ioPriority", &process::ioPriority>,
              detail::member<"execCPUAffinity", &process::execCPUAffinity>> {};
};

}  // namespace specline::oci
#endif
