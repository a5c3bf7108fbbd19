// SPDX-License-Identifier: BSL-1.0
// How long it takes to read a plugin, to build its spec and to write that, for both text kinds.
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/host/posix.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/read.hpp>

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/benchmark/catch_benchmark.hpp>
#include <catch2/catch_test_macros.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sl = specline;

namespace {

// A volume plugin with a key folder, a device and the host's network.
constexpr std::string_view text = R"({"Id":"abc123","Name":"sample/plugin:latest","Enabled":false,"Config":{
    "Description":"sshfs volumes","Documentation":"","Entrypoint":["/sample-volume"],
    "Env":[{"Name":"DEBUG","Value":"0","Settable":["value"]}],
    "Interface":{"Socket":"volume.sock","Types":["docker.volumedriver/1.0"]},
    "Linux":{"Capabilities":["CAP_SYS_ADMIN"],"Devices":[{"Name":"null","Path":"/dev/null"}]},
    "Mounts":[{"Name":"sshkey","Source":"/root/.ssh","Destination":"/root/.ssh","Type":"bind","Options":["rbind"],
               "Settable":["source"]}],
    "Network":{"Type":"host"},"PropagatedMount":"/mnt/volumes"}})";

constexpr std::array<sl::memory_facts::device, 1> devices{
    {{"/dev/null", {.type = sl::node_type::character, .major = 1, .minor = 3, .mode = 0666}}}};

// An exec root that is removed at the end.
struct folder {
    std::string path = (std::filesystem::temp_directory_path() / "specline-bench-XXXXXX").string();
    folder()
    {
        if (::mkdtemp(path.data()) == nullptr) std::abort();
    }
    ~folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("views, which take nothing from the heap")
{
    std::vector<std::byte> bytes(1 << 16), more(1 << 16);
    folder const run;
    sl::bundle const where{.rootfs = "/var/lib/plugins/abc123/rootfs", .exec_root = run.path};
    sl::posix_host const machine;
    sl::memory_host facts{{.devices = devices}};
    sl::arena room{bytes};
    auto const plugin = sl::read_plugin(text, room);
    auto const spec = sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{*plugin, where, machine}, room);
    std::vector<char> out(1 << 14);
    REQUIRE(spec.ok());
    REQUIRE(sl::oci::write(*spec, out) > 3000);

    sl::arena again{more};
    BENCHMARK("read")
    {
        again.clear();
        return sl::read_plugin(text, again).ok();
    };
    BENCHMARK("build, on a machine made of facts")
    {
        again.clear();
        return sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{*plugin, where, facts}, again).ok();
    };
    BENCHMARK("build, on the machine")
    {
        again.clear();
        return sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{*plugin, where, machine}, again).ok();
    };
    BENCHMARK("write") { return sl::oci::write(*spec, out); };
    BENCHMARK("all three, on the machine")
    {
        again.clear();
        auto const p = sl::read_plugin(text, again);
        auto const s = sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{*p, where, machine}, again);
        return sl::oci::write(*s, out);
    };
}

TEST_CASE("models that own their text")
{
    folder const run;
    sl::bundle const where{.rootfs = "/var/lib/plugins/abc123/rootfs", .exec_root = run.path};
    sl::posix_host const machine;
    auto const plugin = sl::read_plugin(text);
    auto const spec = sl::docker_plugin.build<sl::oci::spec>(sl::inputs{*plugin, where, machine});
    REQUIRE(spec.ok());

    BENCHMARK("read") { return sl::read_plugin(text).ok(); };
    BENCHMARK("build, on the machine")
    {
        return sl::docker_plugin.build<sl::oci::spec>(sl::inputs{*plugin, where, machine}).ok();
    };
    BENCHMARK("write") { return sl::oci::write(*spec).size(); };
    BENCHMARK("all three, on the machine")
    {
        auto const p = sl::read_plugin(text);
        return sl::oci::write(*sl::docker_plugin.build<sl::oci::spec>(sl::inputs{*p, where, machine})).size();
    };
}
