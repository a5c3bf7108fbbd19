// SPDX-License-Identifier: BSL-1.0
// bake: for a device whose plugin and machine are known when its software is built. The spec is a constant in the
// program, which neither parses JSON nor builds anything, and links nothing.
//
//   g++ -std=c++20 -I include examples/bake.cpp -o bake
//
// It prints the spec, with no newline: tests/examples/bake.json.
#include <specline/bake.hpp>
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>

#include <array>
#include <cstdio>
#include <string_view>

namespace sl = specline;

namespace {

// What the device has. A plugin that asks for more than that is an error of the compiler.
constexpr std::array<sl::memory_facts::device, 1> nodes{
    {{"/dev/video0", {.type = sl::node_type::character, .major = 81, .minor = 0, .mode = 0660, .gid = 44}}}};
constexpr sl::memory_facts device{.devices = nodes};
constexpr sl::bundle where{.rootfs = "/plugins/camera/rootfs", .exec_root = "/run/plugins"};
constexpr std::string_view read_only[] = {"rbind", "ro"};

// The compiler runs this. Where it fails, the compiler shows why.
constexpr auto make_spec = [](sl::arena& room) {
    sl::plugin_view plugin{.id = "camera", .room = &room};
    plugin.config.entrypoint.push_back(room, "/camera");
    plugin.config.mounts.push_back(
        room, {.source = "/etc/camera", .destination = "/etc/camera", .type = "bind", .options = read_only});
    plugin.config.network.type = "host";
    plugin.settings.env.push_back(room, "FRAMES=25");
    plugin.settings.devices.push_back(room, {.name = "video", .path = "/dev/video0"});
    sl::memory_host host{device};
    return sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{plugin, where, host}, room);
};
constexpr auto text = sl::bake<make_spec>();

}  // namespace

int main()
{
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0 ? 0 : 1;
}
