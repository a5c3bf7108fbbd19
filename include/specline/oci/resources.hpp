// SPDX-License-Identifier: BSL-1.0
// What a container may use: runtime-spec, config-linux.md, "Control groups".
#ifndef SPECLINE_OCI_RESOURCES_HPP
#define SPECLINE_OCI_RESOURCES_HPP

#include <specline/oci/block_io.hpp>
#include <specline/oci/members.hpp>
#include <specline/text.hpp>

#include <cstdint>
#include <optional>

namespace specline::oci {

/// A rule of the device controller; later ones go before earlier ones.
/// Source: runtime-spec, config-linux.md, "Allowed Device list".
template <class Text>
struct device_rule {
    bool allow = false;                   ///< whether it allows or denies
    Text type{};                          ///< `a`, `c` or `b`; empty means all
    std::optional<std::int64_t> major{};  ///< none: every number
    std::optional<std::int64_t> minor{};  ///< none: every number
    Text access{};                        ///< of `r`, `w` and `m`
    unknown_members<Text> unknown{};      ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::always<"allow", &device_rule::allow>, detail::member<"type", &device_rule::type>,
                          detail::member<"major", &device_rule::major>, detail::member<"minor", &device_rule::minor>,
                          detail::member<"access", &device_rule::access>> {};
};

/// Memory, in bytes; -1 means no limit.
/// Source: runtime-spec, config-linux.md, "Memory".
template <class Text>
struct memory {
    std::optional<std::int64_t> limit{};        ///< the most
    std::optional<std::int64_t> reservation{};  ///< a soft limit
    std::optional<std::int64_t> swap{};         ///< memory and swap together
    std::optional<std::int64_t> kernel{};       ///< deprecated: the kernel's memory
    std::optional<std::int64_t> kernelTCP{};    ///< buffers of TCP
    std::optional<std::uint64_t> swappiness{};  ///< 0 to 100: how much the kernel swaps
    std::optional<bool> disableOOMKiller{};     ///< whether processes wait for memory instead of being killed
    std::optional<bool> useHierarchy{};         ///< whether groups below count too
    std::optional<bool> checkBeforeUpdate{};    ///< whether a new limit below what is used is refused
    unknown_members<Text> unknown{};            ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::member<"limit", &memory::limit>, detail::member<"reservation", &memory::reservation>,
                          detail::member<"swap", &memory::swap>, detail::member<"kernel", &memory::kernel>,
                          detail::member<"kernelTCP", &memory::kernelTCP>,
                          detail::member<"swappiness", &memory::swappiness>,
                          detail::member<"disableOOMKiller", &memory::disableOOMKiller>,
                          detail::member<"useHierarchy", &memory::useHierarchy>,
                          detail::member<"checkBeforeUpdate", &memory::checkBeforeUpdate>> {};
};

/// CPU time; times are microseconds.
/// Source: runtime-spec, config-linux.md, "CPU".
template <class Text>
struct cpu {
    std::optional<std::uint64_t> shares{};          ///< weight against other groups
    std::optional<std::int64_t> quota{};            ///< the most in a period, of all CPUs together
    std::optional<std::uint64_t> burst{};           ///< how much of what was not used may be added to a quota
    std::optional<std::uint64_t> period{};          ///< for the quota
    std::optional<std::int64_t> realtimeRuntime{};  ///< the most for realtime tasks in a realtime period
    std::optional<std::uint64_t> realtimePeriod{};  ///< for that
    Text cpus{};                                    ///< a list such as `0-3,7`; empty: all
    Text mems{};                                    ///< memory nodes, such a list; empty: all
    std::optional<std::int64_t> idle{};             ///< 1: the least weight there is, SCHED_IDLE; 0: as usual
    unknown_members<Text> unknown{};                ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::member<"shares", &cpu::shares>, detail::member<"quota", &cpu::quota>,
                          detail::member<"burst", &cpu::burst>, detail::member<"period", &cpu::period>,
                          detail::member<"realtimeRuntime", &cpu::realtimeRuntime>,
                          detail::member<"realtimePeriod", &cpu::realtimePeriod>, detail::member<"cpus", &cpu::cpus>,
                          detail::member<"mems", &cpu::mems>, detail::member<"idle", &cpu::idle>> {};
};

/// How many tasks there may be.
/// Source: runtime-spec, config-linux.md, "PIDs".
template <class Text>
struct pids {
    std::int64_t limit = 0;           ///< the most
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::always<"limit", &pids::limit>> {};
};

/// A limit on huge pages of one size.
/// Source: runtime-spec, config-linux.md, "Huge page limits".
template <class Text>
struct hugepage_limit {
    Text pageSize{};                  ///< `2MB`, `1GB` …
    std::uint64_t limit = 0;          ///< in bytes
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::always<"pageSize", &hugepage_limit::pageSize>,
                                                 detail::always<"limit", &hugepage_limit::limit>> {};
};

/// The priority of what goes out through a network interface.
/// Source: runtime-spec, config-linux.md, "Network".
template <class Text>
struct interface_priority {
    Text name{};                      ///< of the interface, in the runtime's network namespace
    std::uint32_t priority = 0;       ///< net_prio
    unknown_members<Text> unknown{};  ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::always<"name", &interface_priority::name>,
                                                 detail::always<"priority", &interface_priority::priority>> {};
};

/// Marks on the container's packets.
/// Source: runtime-spec, config-linux.md, "Network".
template <class Text>
struct network {
    std::optional<std::uint32_t> classID{};                ///< net_cls
    list_of<Text, interface_priority<Text>> priorities{};  ///< by interface
    unknown_members<Text> unknown{};                       ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::member<"classID", &network::classID>,
                                                 detail::member<"priorities", &network::priorities>> {};
};

/// Limits on an RDMA device.
/// Source: runtime-spec, config-linux.md, "RDMA".
template <class Text>
struct rdma {
    std::optional<std::uint32_t> hcaHandles{};  ///< handles; none: no limit
    std::optional<std::uint32_t> hcaObjects{};  ///< objects; none: no limit
    unknown_members<Text> unknown{};            ///< members that are not known

    struct hana_accessors_impl : detail::members<detail::member<"hcaHandles", &rdma::hcaHandles>,
                                                 detail::member<"hcaObjects", &rdma::hcaObjects>> {};
};

/// Limits and rules of the container's control group.
/// Source: runtime-spec, config-linux.md, "Control groups"; cgroups(7).
template <class Text>
struct resources {
    list_of<Text, device_rule<Text>> devices{};            ///< in the order in which they are applied
    std::optional<oci::memory<Text>> memory{};             ///< memory
    std::optional<oci::cpu<Text>> cpu{};                   ///< CPU time
    std::optional<oci::pids<Text>> pids{};                 ///< tasks
    std::optional<oci::block_io<Text>> blockIO{};          ///< block devices
    list_of<Text, hugepage_limit<Text>> hugepageLimits{};  ///< by page size
    std::optional<oci::network<Text>> network{};           ///< packets
    map_of<Text, oci::rdma<Text>> rdma{};                  ///< by the name of the RDMA device
    map_of<Text, Text> unified{};                          ///< cgroup v2: file name and what is written to it
    unknown_members<Text> unknown{};                       ///< members that are not known

    struct hana_accessors_impl
        : detail::members<detail::member<"devices", &resources::devices>, detail::member<"memory", &resources::memory>,
                          detail::member<"cpu", &resources::cpu>, detail::member<"pids", &resources::pids>,
                          detail::member<"blockIO", &resources::blockIO>,
                          detail::member<"hugepageLimits", &resources::hugepageLimits>,
                          detail::member<"network", &resources::network>, detail::member<"rdma", &resources::rdma>,
                          detail::member<"unified", &resources::unified>> {};
};

}  // namespace specline::oci
#endif
