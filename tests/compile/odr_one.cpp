// SPDX-License-Identifier: BSL-1.0
// Two files of one program that include all of specline: one of two, with main. What both use must be one thing.
#include <specline/specline.hpp>

#include <cstdio>
#include <string>

namespace odr_tests {

std::string from_other_file();
void const* pipeline_of_other_file();

static std::string from_this_file()
{
    auto const p = specline::read_plugin(R"({"id": "x", "config": {"entrypoint": ["/bin/true"]}})");
    if (!p) return p.status().message();
    specline::bundle const where{.rootfs = "/r", .exec_root = "/run/plugins"};
    specline::memory_host host;
    auto const spec = specline::docker_plugin.build<specline::oci::spec>(specline::inputs{*p, where, host});
    return spec ? specline::oci::write(*spec) : spec.status().message();
}

}  // namespace odr_tests

int main()
{
    std::string const one = odr_tests::from_this_file();
    std::string const two = odr_tests::from_other_file();
    if (one != two || one.find("/bin/true") == one.npos) {
        std::printf("one file builds\n%s\nthe other\n%s\n", one.c_str(), two.c_str());
        return 1;
    }
    if (odr_tests::pipeline_of_other_file() != &specline::docker_plugin) {
        std::puts("each file has a docker_plugin of its own");
        return 1;
    }
}
