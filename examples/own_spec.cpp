// SPDX-License-Identifier: BSL-1.0
// own-spec: builds the spec of a plugin that is made in code as an engine's own structs, own_spec.hpp, whose strings
// and lists are in own_containers.hpp. No JSON is read.
//
//   g++ -std=c++20 -I include examples/own_spec.cpp -o own-spec
//
// It prints the spec in one line: tests/examples/own_spec.json.
#include "own_spec.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/settings.hpp>

#include <iostream>

namespace sl = specline;

int main()
{
    sl::plugin plugin;
    plugin.id = "volumes";
    plugin.config.entrypoint = {"/volumes", "--log=/dev/stderr"};
    plugin.config.env = {{.name = "DEBUG", .value = "1"}};
    plugin.config.linux_.capabilities = {"CAP_SYS_ADMIN"};
    plugin.config.network.type = "host";
    plugin.config.propagated_mount = "/mnt/volumes";
    if (auto const s = sl::use_default_settings(plugin); !s) return std::cerr << s.message() << '\n', 1;

    sl::memory_host host;  // a spec for another machine than this one
    sl::bundle const where{.rootfs = "/plugins/volumes/rootfs", .exec_root = "/run/plugins"};
    auto const spec = sl::docker_plugin.build<engine::spec>(sl::inputs{plugin, where, host});
    if (!spec) return std::cerr << spec.status().message() << '\n', 1;
    std::cout << sl::oci::write(*spec) << '\n';
}
