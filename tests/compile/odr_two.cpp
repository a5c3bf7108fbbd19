// SPDX-License-Identifier: BSL-1.0
// The other of two files that include all of specline: odr_one.cpp says more.
#include <specline/specline.hpp>

#include <string>

namespace odr_tests {

std::string from_other_file();
void const* pipeline_of_other_file();

// The same, by views.
std::string from_other_file()
{
    std::byte bytes[65536];
    specline::arena room{bytes};
    auto const p = specline::read_plugin(R"([{"Id": "x", "Config": {"Entrypoint": ["/bin/true"]}}])", room);
    if (!p) return p.status().message();
    specline::bundle const where{.rootfs = "/r", .exec_root = "/run/plugins"};
    specline::memory_host host;
    auto const spec = specline::docker_plugin.build<specline::oci::spec_view>(specline::inputs{*p, where, host}, room);
    return spec ? specline::oci::write(*spec) : spec.status().message();
}

void const* pipeline_of_other_file() { return &specline::docker_plugin; }

}  // namespace odr_tests
