// SPDX-License-Identifier: BSL-1.0
// A spec to bake, of a plugin that asks for a device which the machine has not. clang 14 shows texts as numbers.
// refused: specline: the spec to bake cannot be made: bake_failed<...> names the errc, the policy, the place, the
// refused: reason and the errno
// names: bake_failed.*errc::system.*("devices".*"/dev/fuse".*"cannot look|100, 101, 118, 105, 99, 101, 115, 0).* 2[]>]
#include <specline/bake.hpp>
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>

#include <array>

namespace sl = specline;

constexpr std::array<sl::memory_facts::device, 1> nodes{
    {{"/dev/fuse", {.type = sl::node_type::character, .major = 10, .minor = 229}}}};

inline constexpr auto text = sl::bake<[](sl::arena& room) {
    sl::plugin_view plugin{.id = "x", .room = &room};
    plugin.settings.devices.push_back(room, {.name = "fuse", .path = "/dev/fuse"});
#ifdef REFUSED
    sl::memory_host host;
#else
    sl::memory_host host{{.devices = nodes}};
#endif
    sl::bundle const where{.rootfs = "/r", .exec_root = "/run/plugins"};
    return sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{plugin, where, host}, room);
}>();
