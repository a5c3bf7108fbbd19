// SPDX-License-Identifier: BSL-1.0
// A baked spec has the text that the program itself would build and write.
#include <specline/bake.hpp>

#include "catch.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/oci/spec.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// A spec that needs no arena: its texts are constants, and it has no lists.
namespace embedder {

struct spec {
    std::string_view ociVersion;
    std::string_view hostname;
};

}  // namespace embedder
BOOST_HANA_ADAPT_STRUCT(embedder::spec, ociVersion, hostname);

namespace bake_tests {

namespace sl = specline;

constexpr std::array<sl::memory_facts::device, 2> nodes{{
    {"/dev/fuse", {.type = sl::node_type::character, .major = 10, .minor = 229, .mode = 0666}},
    {"/dev/disks/a", {.type = sl::node_type::block, .major = 253, .minor = 1, .mode = 0660, .gid = 6}},
}};
constexpr std::array<std::string_view, 1> folders{"/srv/data"};
constexpr std::array<sl::memory_facts::mount, 1> mounts{{{"/srv", sl::locked_flags::nosuid | sl::locked_flags::ro}}};
constexpr sl::memory_facts machine{.folders = folders, .devices = nodes, .mounts = mounts, .user_namespace = true};
constexpr sl::bundle where{.rootfs = "/plugins/x/rootfs", .exec_root = "/run/plugins"};
constexpr std::string_view bind_options[] = {"rbind", "rw"};

// What every policy of docker_plugin has to do with, for both text kinds; `add(list, value)` adds to a list.
constexpr void fill(auto& plugin, auto const& add)
{
    add(plugin.config.entrypoint, "/bin/serve");
    add(plugin.settings.args, "-v");
    add(plugin.settings.env, "DEBUG=\"1\"\n\\\x01\u00e9\u2028");
    add(plugin.settings.env, "LONG=0123456789012345678901234567890123456789");
    plugin.config.work_dir = "/srv";
    plugin.config.propagated_mount = "/state";
    plugin.config.network.type = "host";
    plugin.config.pid_host = true;
    plugin.config.ipc_host = true;
    plugin.config.linux_.allow_all_devices = true;
    add(plugin.config.linux_.capabilities, "CAP_SYS_ADMIN");
}

constexpr auto make = [](sl::arena& room) {
    sl::plugin_view plugin{.id = "x", .room = &room};
    fill(plugin, [&](auto& list, std::string_view value) { list.push_back(room, value); });
    plugin.config.mounts.push_back(
        room, {.source = "/srv/data", .destination = "/data", .type = "bind", .options = bind_options});
    plugin.config.mounts.push_back(room, {.source = "shm", .destination = "/dev/shm", .type = "tmpfs"});
    plugin.settings.mounts = plugin.config.mounts;
    plugin.settings.devices.push_back(room, {.name = "fuse", .path = "/dev/fuse"});
    plugin.settings.devices.push_back(room, {.name = "disks", .path = "/dev/disks"});
    sl::memory_host host{machine};
    return sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{plugin, where, host}, room);
};
constexpr auto baked = sl::bake<make>();

constexpr sl::pipeline named{sl::policies::modify{[](auto& spec, auto const& in) {
    spec.ociVersion = "1.1.0";
    spec.hostname = in.plugin.name == "" ? "nobody" : "somebody";
}}};

template <std::size_t N>
constexpr std::string_view text_of(std::array<char, N> const& text)
{
    return {text.data(), N};
}

}  // namespace bake_tests

using namespace bake_tests;

TEST_CASE("a baked spec is the one that is built and written at run time")
{
    std::vector<std::byte> bytes(1 << 16);
    sl::arena room{bytes};
    auto const built = make(room);
    REQUIRE(built.ok());
    auto const written = sl::oci::write(*built, room);
    REQUIRE(written.ok());
    CHECK(text_of(baked) == *written);
    CHECK(text_of(baked) == sl::oci::write(*built));
}

TEST_CASE("a baked spec is the one of models that own their text")
{
    sl::plugin plugin{.id = "x"};
    fill(plugin, [](auto& list, std::string_view value) { list.emplace_back(value); });
    plugin.config.mounts = {
        {.source = "/srv/data", .destination = "/data", .type = "bind", .options = {"rbind", "rw"}},
        {.source = "shm", .destination = "/dev/shm", .type = "tmpfs"},
    };
    plugin.settings.mounts = plugin.config.mounts;
    plugin.settings.devices = {{.name = "fuse", .path = "/dev/fuse"}, {.name = "disks", .path = "/dev/disks"}};
    sl::memory_host host{machine};
    auto const built = sl::docker_plugin.build<sl::oci::spec>(sl::inputs{plugin, where, host});
    REQUIRE(built.ok());
    CHECK(text_of(baked) == sl::oci::write(*built));
}

TEST_CASE("a baked spec has what was asked for, and no NUL")
{
    STATIC_REQUIRE(baked.front() == '{');
    STATIC_REQUIRE(baked.back() == '}');
    auto const text = text_of(baked);
    CHECK(text.find('\0') == text.npos);
    CHECK(text.find(R"("args":["/bin/serve","-v"])") != text.npos);
    CHECK(text.find(R"("DEBUG=\"1\"\n\\\u0001)") != text.npos);
    CHECK(text.find(
              R"({"destination":"/data","type":"bind","source":"/srv/data","options":["rbind","rw","ro","nosuid"]})") !=
          text.npos);
    CHECK(text.find(R"("path":"/dev/disks/a","type":"b")") != text.npos);
}

TEST_CASE("a spec that needs no arena is baked too, by a function with and without one")
{
    constexpr auto without = sl::bake<[] {
        sl::plugin_view const plugin;
        sl::memory_host host;
        return named.build<embedder::spec>(sl::inputs{plugin, where, host});
    }>();
    STATIC_REQUIRE(text_of(without) == R"({"ociVersion":"1.1.0","hostname":"nobody"})");
    constexpr auto with = sl::bake<[](sl::arena& room) -> sl::result<embedder::spec> {
        return embedder::spec{.ociVersion = room.copy("1.1.0"), .hostname = "nobody"};
    }>();
    STATIC_REQUIRE(with == without);
    // A constant of the type of the text, and no more.
    STATIC_REQUIRE(std::is_same_v<decltype(without), std::array<char, 42> const>);
}
