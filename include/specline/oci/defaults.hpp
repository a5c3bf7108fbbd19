// SPDX-License-Identifier: BSL-1.0
// The values of the engine's default spec, as constants.
#ifndef SPECLINE_OCI_DEFAULTS_HPP
#define SPECLINE_OCI_DEFAULTS_HPP

#include <specline/arena.hpp>
#include <specline/oci/filesystem.hpp>
#include <specline/oci/kernel.hpp>
#include <specline/oci/resources.hpp>

#include <string_view>

/// The engine's default spec for Linux, value by value.
namespace specline::oci::defaults {

/// The version of the runtime spec that a spec claims.
inline constexpr std::string_view version = "1.1.0";

namespace detail {

inline constexpr std::string_view capabilities[]{
    "CAP_CHOWN",   "CAP_DAC_OVERRIDE", "CAP_FSETID",           "CAP_FOWNER",
    "CAP_MKNOD",   "CAP_NET_RAW",      "CAP_SETGID",           "CAP_SETUID",
    "CAP_SETFCAP", "CAP_SETPCAP",      "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT",
    "CAP_KILL",    "CAP_AUDIT_WRITE"};
inline constexpr std::string_view masked_paths[]{"/proc/asound",
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
inline constexpr std::string_view readonly_paths[]{"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys",
                                                   "/proc/sysrq-trigger"};
inline constexpr namespace_<std::string_view> namespaces[]{
    {"mount", ""}, {"network", ""}, {"uts", ""}, {"pid", ""}, {"ipc", ""}};

inline constexpr std::string_view proc_options[]{"nosuid", "noexec", "nodev"};
inline constexpr std::string_view dev_options[]{"nosuid", "strictatime", "mode=755", "size=65536k"};
inline constexpr std::string_view pts_options[]{"nosuid",        "noexec",    "newinstance",
                                                "ptmxmode=0666", "mode=0620", "gid=5"};
inline constexpr std::string_view sys_options[]{"nosuid", "noexec", "nodev", "ro"};
inline constexpr std::string_view cgroup_options[]{"ro", "nosuid", "noexec", "nodev"};
inline constexpr std::string_view shm_options[]{"nosuid", "noexec", "nodev", "mode=1777"};

constexpr device_rule<std::string_view> rule(bool allow, int major, int minor)
{
    return {allow, "c", major, minor, "rwm"};
}

inline constexpr mount<std::string_view> mounts[]{
    {"/proc", "proc", "proc", proc_options},
    {"/dev", "tmpfs", "tmpfs", dev_options},
    {"/dev/pts", "devpts", "devpts", pts_options},
    {"/sys", "sysfs", "sysfs", sys_options},
    {"/sys/fs/cgroup", "cgroup", "cgroup", cgroup_options},
    {"/dev/mqueue", "mqueue", "mqueue", proc_options},
    {"/dev/shm", "tmpfs", "shm", shm_options},
};
inline constexpr device_rule<std::string_view> device_rules[]{
    {false, "", {}, {}, "rwm"}, rule(true, 1, 5), rule(true, 1, 3), rule(true, 1, 9),
    rule(true, 1, 8),           rule(true, 5, 0), rule(true, 5, 1), rule(false, 10, 229),
};

}  // namespace detail

/// The capabilities that a container has without asking.
inline constexpr arena_list<std::string_view> capabilities{detail::capabilities};

/// Paths in /proc and /sys that a container cannot read.
inline constexpr arena_list<std::string_view> masked_paths{detail::masked_paths};

/// Paths in /proc that a container cannot write.
inline constexpr arena_list<std::string_view> readonly_paths{detail::readonly_paths};

/// The namespaces that a container has to itself.
inline constexpr arena_list<namespace_<std::string_view>> namespaces{detail::namespaces};

/// The mounts that every container has.
inline constexpr arena_list<mount<std::string_view>> mounts{detail::mounts};

/// The device rules: nothing, but zero, null, urandom, random, tty and console; not fuse.
inline constexpr arena_list<device_rule<std::string_view>> device_rules{detail::device_rules};

/// The search path that every process has.
inline constexpr std::string_view path_variable = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

}  // namespace specline::oci::defaults
#endif
