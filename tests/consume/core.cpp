// SPDX-License-Identifier: BSL-1.0
// A consumer of specline's core: no door, so no Boost library, and no heap.
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/oci/write.hpp>

#include <cstddef>
#include <cstdio>
#include <string_view>

namespace sl = specline;

int main()
{
    static std::byte bytes[65536];
    sl::arena room{bytes};
    sl::plugin_view p{.id = "x", .room = &room};
    p.config.entrypoint.push_back(room, "/serve");
    sl::bundle const where{.rootfs = "/plugins/x/rootfs", .exec_root = "/run/plugins"};
    sl::memory_host host;

    auto const spec = sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{p, where, host}, room);
    if (!spec) return std::fprintf(stderr, "%s\n", spec.status().message().c_str()), 1;
    auto const text = sl::oci::write(*spec, room);
    if (!text) return std::fprintf(stderr, "%s\n", text.status().message().c_str()), 1;
    std::printf("%.*s\n", static_cast<int>(text->size()), text->data());
    bool const good = text->starts_with(R"({"ociVersion":"1.1.0","process":{)") &&
                      text->find(R"("args":["/serve"])") != text->npos &&
                      text->find(R"("root":{"path":"/plugins/x/rootfs"})") != text->npos;
    return good ? 0 : (std::fputs("that is not what it must be\n", stderr), 1);
}
