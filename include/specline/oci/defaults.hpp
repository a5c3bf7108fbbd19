// SPDX-License-Identifier: BSL-1.0
// The values of the engine's default spec, as constants.
#ifndef SPECLINE_OCI_DEFAULTS_HPP
#define SPECLINE_OCI_DEFAULTS_HPP

#include <specline/oci/filesystem.hpp>
#include <specline/oci/kernel.hpp>
#include <specline/oci/resources.hpp>

#include <array>
#include <string_view>

/// The engine's default spec for Linux, value by value.
namespace specline::oci::defaults {

/// The version of the runtime spec that a spec claims.
inline constexpr std::string_view version = "1.1.0";

/// The capabilities that a container has without asking.
inline constexpr std::array<std::string_view, 14> capabilities{
    "CAP_CHOWN",   "CAP_DAC_OVERRIDE", "CAP_FSETID",           "CAP_FOWNER",
    "CAP_MKNOD",   "CAP_NET_RAW",      "CAP_SETGID",           "CAP_SETUID",
    "CAP_SETFCAP", "CAP_SETPCAP",      "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT",
    "CAP_KILL",    "CAP_AUDIT_WRITE"};

/// Paths in /proc and /sys that a container cannot read.
inline constexpr std::array<std::string_view, 11> masked_paths{"/proc/asound",
                                                               "/proc/acpi",
                                                               "/proc/kcore",
                                                               "/proc/keys",
                                                               "/proc/latency_stats",
                                                               "/proc/timer_list",
                                                               "/proc/timer_stats",
                                                               "/proc/sched_debug",
                                                               "/proc/scsi",
                                                               "/sys/firmware",
                                                               "/sys/devices/virtual/powercap"};

/// Paths in /proc that a container cannot write.
inline constexpr std::array<std::string_view, 5> readonly_paths{"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys",
                                                                "/proc/sysrq-trigger"};

/// The namespaces that a container has to itself.
inline constexpr std::array<namespace_<std::string_view>, 5> namespaces{
    {{"mount", ""}, {"network", ""}, {"uts", ""}, {"pid", ""}, {"ipc", ""}}};

namespace detail {

inline constexpr std::array<std::string_view, 3> proc_options{"nosuid", "noexec", "nodev"};
inline constexpr std::array<std::string_view, 4> dev_options{"nosuid", "strictatime", "mode=755", "size=65536k"};
inline constexpr std::array<std::string_view, 6> pts_options{"nosuid",        "noexec",    "newinstance",
                                                             "ptmxmode=0666", "mode=0620", "gid=5"};
inline constexpr std::array<std::string_view, 4> sys_options{"nosuid", "noexec", "nodev", "ro"};
inline constexpr std::array<std::string_view, 4> cgroup_options{"ro", "nosuid", "noexec", "nodev"};
inline constexpr std::array<std::string_view, 4> shm_options{"nosuid", "noexec", "nodev", "mode=1777"};

constexpr device_rule<std::string_view> rule(bool allow, int major, int minor)
{
    return {allow, "c", major, minor, "rwm"};
}

}  // namespace detail

/// The mounts that every container has.
inline constexpr std::array<mount<std::string_view>, 7> mounts{{
    {"/proc", "proc", "proc", detail::proc_options},
    {"/dev", "tmpfs", "tmpfs", detail::dev_options},
    {"/dev/pts", "devpts", "devpts", detail::pts_options},
    {"/sys", "sysfs", "sysfs", detail::sys_options},
    {"/sys/fs/cgroup", "cgroup", "cgroup", detail::cgroup_options},
    {"/dev/mqueue", "mqueue", "mqueue", detail::proc_options},
    {"/dev/shm", "tmpfs", "shm", detail::shm_options},
}};

/// The device rules: nothing, but zero, null, urandom, random, tty and console; not fuse.
inline constexpr std::array<device_rule<std::string_view>, 8> device_rules{{
    {false, "", {}, {}, "rwm"},
    detail::rule(true, 1, 5),
    detail::rule(true, 1, 3),
    detail::rule(true, 1, 9),
    detail::rule(true, 1, 8),
    detail::rule(true, 5, 0),
    detail::rule(true, 5, 1),
    detail::rule(false, 10, 229),
}};

/// The search path that every process has.
inline constexpr std::string_view path_variable = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

}  // namespace specline::oci::defaults
#endif
