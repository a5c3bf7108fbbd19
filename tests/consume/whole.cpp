// SPDX-License-Identifier: BSL-1.0
// A consumer of all of specline: reads a plugin, builds its spec, prints it, and knows what it must be.
#include <specline/specline.hpp>

#include <cstdio>
#include <string>
#include <string_view>

namespace sl = specline;

int main()
{
    auto p = sl::read_plugin(R"({"entrypoint": ["/serve"], "workdir": "/data", "network": {"type": "host"},
                                 "env": [{"name": "DEBUG", "value": "0", "settable": ["value"]}]})");
    if (!p) return std::fprintf(stderr, "%s\n", p.status().message().c_str()), 1;
    p->id = "x";
    if (auto s = sl::set(*p, "DEBUG=1"); !s) return std::fprintf(stderr, "%s\n", s.message().c_str()), 1;

    sl::bundle const where{.rootfs = "/plugins/x/rootfs", .exec_root = "/run/plugins"};
    sl::memory_host host;
    auto const build = [&](auto const& pipeline) {
        auto const spec = pipeline.template build<sl::oci::spec>(sl::inputs{*p, where, host});
        return spec ? sl::oci::write(*spec) : spec.status().message();
    };

    constexpr sl::pipeline small{sl::policies::process{}, sl::policies::exec_mount{}, sl::policies::root{}};
    constexpr std::string_view wanted =
        R"({"ociVersion":"","process":{"user":{"uid":0,"gid":0},"args":["/serve"],)"
        R"("env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","DEBUG=1"],"cwd":"/data"},)"
        R"("root":{"path":"/plugins/x/rootfs"},"mounts":[{"destination":"/run/docker/plugins","type":"bind",)"
        R"("source":"/run/plugins/x","options":["rbind","rshared"]}]})";
    std::string const text = build(small);
    std::puts(text.c_str());
    if (text != wanted) return std::fputs("that is not what it must be\n", stderr), 1;

    std::string const docker = build(sl::docker_plugin);
    std::puts(docker.c_str());
    bool const good = docker.starts_with(R"({"ociVersion":"1.1.0","process":{)") &&
                      docker.find(R"("type":"pid")") != docker.npos &&
                      docker.find(R"("type":"network")") == docker.npos && host.made("/run/plugins/x");
    return good ? 0 : (std::fputs("that is not what it must be\n", stderr), 1);
}
