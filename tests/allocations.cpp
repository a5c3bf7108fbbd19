// SPDX-License-Identifier: BSL-1.0
// The view kinds use no heap: counted with an operator new of our own, so this is a program by itself.
#include <specline/specline.hpp>

#include "cases.hpp"
#include "catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

namespace {
std::size_t allocations = 0;

void* counted(std::size_t n)
{
    ++allocations;
    if (void* const p = std::malloc(n == 0 ? 1 : n)) return p;
    throw std::bad_alloc{};
}
}  // namespace

// All of them, since a sanitizer brings its own for those that are left.
void* operator new(std::size_t n) { return counted(n); }
void* operator new[](std::size_t n) { return counted(n); }
void* operator new(std::size_t n, std::nothrow_t const&) noexcept
{
    ++allocations;
    return std::malloc(n == 0 ? 1 : n);
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }

namespace sl = specline;

TEST_CASE("read, build and write take nothing from the heap, for the view kinds on a real machine")
{
    std::string root = (std::filesystem::temp_directory_path() / "specline-run-XXXXXX").string();
    REQUIRE(::mkdtemp(root.data()) != nullptr);
    constexpr std::string_view text = R"({
        "Id": "sample", "Name": "sample/volume:latest",
        "Config": {
            "Description": "volumes, with an \"escape\" and a \u00fc",
            "Entrypoint": ["/sample-volume", "--flag"], "Args": {"Name": "args", "Value": ["a", "b c"]},
            "Env": [{"Name": "DEBUG", "Value": "0", "Settable": ["value"]}, {"Name": "B"}],
            "Interface": {"Socket": "volume.sock", "Types": ["docker.volumedriver/1.0"]},
            "Linux": {"Capabilities": ["CAP_SYS_ADMIN"], "Devices": [{"Name": "null", "Path": "/dev/null"}]},
            "Mounts": [{"Name": "m", "Source": "/tmp", "Destination": "/dev/shm", "Type": "bind",
                        "Options": ["rbind"], "Settable": ["source"]}],
            "Network": {"Type": "host"}, "PidHost": true, "IpcHost": true, "PropagatedMount": "/mnt/volumes"}})";
    std::vector<std::byte> bytes(32768);
    sl::posix_host const host;
    sl::bundle const where{.rootfs = "/var/lib/x/rootfs", .exec_root = root};

    std::size_t size = 0, steady = 0;
    for (int round = 0; round < 3; ++round) {
        std::size_t const before = allocations;
        sl::arena room{bytes};
        auto plugin = sl::read_plugin(text, room);
        bool const set = plugin.ok() && sl::set(*plugin, "DEBUG=1").ok() && sl::set(*plugin, "m=/var").ok();
        auto const spec = sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{*plugin, where, host}, room);
        auto const json = spec ? sl::oci::write(*spec, room) : spec.status();
        steady = allocations - before;
        REQUIRE(set);
        REQUIRE(json.ok());
        size = json->size();
    }
    CHECK(steady == 0);
    CHECK(size > 3000);
    std::filesystem::remove_all(root);
}

TEST_CASE("nor does it for any golden case that succeeds, but what a machine made of facts takes for itself")
{
    std::vector<std::byte> bytes(1 << 20);
    golden::world const world;
    // No folder is made and no link followed: the rest of memory_host takes no memory.
    constexpr auto pipeline = sl::docker_plugin.without<sl::policies::exec_folder, sl::policies::devices>();
    for (auto const& c : golden::random_cases()) {
        if (c.fails || c.user_namespace) continue;
        sl::memory_host host{world.facts(false)};
        sl::bundle const where{.rootfs = c.rootfs, .exec_root = c.exec_root};
        std::size_t const before = allocations;
        sl::arena room{bytes};
        auto const plugin = sl::read_plugin(c.plugin, room);
        auto const spec = pipeline.build<sl::oci::spec_view>(sl::inputs{*plugin, where, host}, room);
        auto const json = sl::oci::write(*spec, room);
        std::size_t const taken = allocations - before;
        INFO(c.name);
        CHECK(json.ok());
        CHECK(taken == 0);
    }
}

TEST_CASE("nor does reading a spec as views, and writing it, whatever is not known of it")
{
    std::vector<std::byte> bytes(1 << 16);
    for (auto const name : {"userns", "pod", "the_rest"}) {
        std::string const text =
            golden::read_file(SPECLINE_SOURCE_DIR "/tests/oci/configs/" + std::string{name} + ".json");
        std::size_t const before = allocations;
        sl::arena room{bytes};
        auto const spec = sl::oci::read(text, room);
        auto const json = spec ? sl::oci::write(*spec, room) : spec.status();
        std::size_t const taken = allocations - before;
        INFO(name);
        CHECK(json.ok());
        CHECK(taken == 0);
    }
}

TEST_CASE("a spec that owns its text takes nothing from the heap for the keys that are known")
{
    constexpr std::string_view text =
        R"({"process":{"noNewPrivileges":true,"consoleSize":{"height":24,"width":80}},"linux":{"resources":)"
        R"({"blockIO":{"leafWeight":7},"memory":{"checkBeforeUpdate":true,"disableOOMKiller":false}}}})";
    std::size_t const before = allocations;
    bool const ok = sl::oci::read(text).ok();
    std::size_t const taken = allocations - before;
    CHECK(ok);
    CHECK(taken == 0);
}
