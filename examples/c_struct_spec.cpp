// SPDX-License-Identifier: BSL-1.0
// c-struct-spec: builds the spec of a plugin that is made in code as C structs, oci_spec.h, and hands it to C. The
// verbs of the structs are in c_struct_spec.hpp, what owns them is in c_struct_owner.hpp.
//
//   g++ -std=c++20 -I include examples/c_struct_spec.cpp -o c-struct-spec
//
// It prints the spec in one line: tests/examples/c_struct_spec.json.
#include "c_struct_spec.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/plugin/settings.hpp>

#include <array>
#include <iostream>

namespace sl = specline;

namespace {

// What a runtime in C would be given; it frees what it takes.
void start(oci_spec* spec)
{
    std::cerr << spec->process->args[0] << ": " << spec->mounts_len << " mounts, " << spec->linux_->devices_len
              << " device\n";
    free_oci_spec(spec);
}

}  // namespace

int main()
{
    sl::plugin plugin;
    plugin.id = "fuse";
    plugin.config.entrypoint = {"/fuse-driver"};
    plugin.config.linux_.devices = {{.name = "fuse", .path = "/dev/fuse"}};
    plugin.config.mounts = {{.source = "/srv", .destination = "/srv", .type = "bind", .options = {"rbind", "ro"}}};
    if (auto const s = sl::use_default_settings(plugin); !s) return std::cerr << s.message() << '\n', 1;

    static constexpr sl::node fuse{.type = sl::node_type::character, .major = 10, .minor = 229, .mode = 0666};
    static constexpr std::array<sl::memory_facts::device, 1> devices{{{"/dev/fuse", fuse}}};
    sl::memory_host host{{.devices = devices}};
    sl::bundle const where{.rootfs = "/plugins/fuse/rootfs", .exec_root = "/run/plugins"};
    auto spec = sl::docker_plugin.build<c_spec>(sl::inputs{plugin, where, host});
    if (!spec) return std::cerr << spec.status().message() << '\n', 1;
    std::cout << sl::spec_traits<c_spec>::text(*spec) << std::endl;
    start(spec->tree.release());
}
