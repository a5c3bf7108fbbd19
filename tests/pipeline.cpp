// SPDX-License-Identifier: BSL-1.0
// Pipelines at run time: the order, the stop at the first failure, the name of who failed.
#include <specline/pipeline.hpp>

#include "catch.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>

#include <array>
#include <cstddef>
#include <string>

namespace sl = specline;
namespace policies = specline::policies;

namespace {

// Notes its name where it runs.
template <sl::place Where, int Side, char Name>
struct note {
    static constexpr sl::position at = Side < 0 ? before(Where) : Side > 0 ? after(Where) : sl::position{Where};
    std::string* notes;
    sl::status apply(auto&, auto const&) const
    {
        notes->push_back(Name);
        return {};
    }
};

struct failing {
    static constexpr auto at = after(sl::place::process);
    sl::status apply(auto&, auto const&) const { return {sl::errc::refused, "not today", "here"}; }
};

sl::bundle const where{.rootfs = "/r", .exec_root = "/run/x"};

sl::plugin sample()
{
    sl::plugin p;
    p.id = "sample";
    return p;
}

}  // namespace

TEST_CASE("policies run by place, however they are listed, and those in one gap as they are listed")
{
    std::string notes;
    using enum sl::place;
    sl::pipeline const p{
        note<locked_flags, 1, 'z'>{&notes}, note<modify, 0, 'm'>{&notes},    note<mounts, 1, 'c'>{&notes},
        note<exec_mount, -1, 'd'>{&notes},  note<mounts, 1, 'e'>{&notes},    note<modify, 0, 'n'>{&notes},
        note<mounts, 0, 'b'>{&notes},       note<defaults, -1, 'a'>{&notes},
    };
    sl::memory_host host;
    auto const in = sample();
    REQUIRE(p.build<sl::oci::spec>(sl::inputs{in, where, host}).ok());
    CHECK(notes == "abcdemnz");
}

TEST_CASE("the first failure stops the pipeline, carries the policy's name, and nothing on the machine is touched")
{
    sl::memory_host host;
    auto const in = sample();
    auto const spec = sl::docker_plugin.with(failing{}).build<sl::oci::spec>(sl::inputs{in, where, host});
    REQUIRE(!spec);
    CHECK(spec.status().code() == sl::errc::refused);
    CHECK(spec.status().policy() == "failing");
    CHECK(spec.status().message() == "not today (failing: here)");
    CHECK(!host.made("/run/x"));
}

TEST_CASE("a function given to modify may stop the pipeline, and need not take the inputs")
{
    sl::memory_host host;
    auto const in = sample();
    auto const build = [&](auto function) {
        return sl::docker_plugin.with(policies::modify{function})
            .template build<sl::oci::spec>(sl::inputs{in, where, host});
    };
    CHECK(build([](auto& spec) { spec.hostname = "h"; })->hostname == "h");
    CHECK(build([](auto& spec, auto const& i) { spec.hostname = i.plugin.id; })->hostname == "sample");
    auto const refused = build([](auto&) -> sl::status { return {sl::errc::refused, "no"}; });
    CHECK(refused.status().message() == "no (modify)");
}

TEST_CASE("with and without make other pipelines")
{
    sl::memory_host host;
    auto const in = sample();
    constexpr auto smaller =
        sl::docker_plugin.without<policies::exec_mount, policies::exec_folder, policies::defaults>();
    auto const spec = smaller.build<sl::oci::spec>(sl::inputs{in, where, host});
    REQUIRE(spec);
    CHECK(spec->mounts.empty());
    CHECK(!host.made("/run/x"));
}

TEST_CASE("errors name the mount, the device and the path")
{
    sl::memory_host host;
    auto const build = [&](sl::plugin const& p) {
        return sl::docker_plugin.build<sl::oci::spec>(sl::inputs{p, where, host}).status().message();
    };
    auto p = sample();
    p.config.mounts.push_back({.name = "m", .destination = "/data"});
    CHECK(build(p) == "mount source is not specified: give it one in the config, or set it, NAME.source=PATH "
                      "(mounts: /data)");
    p = sample();
    p.settings.devices.push_back({.name = "fuse"});
    CHECK(build(p) == "a device has no path: give it one in the config (devices: fuse)");
    p.settings.devices[0].path = "/dev/none";
    CHECK(build(p) == "cannot look at the device: No such file or directory (devices: /dev/none)");
    p = sample();
    p.config.work_dir = std::string{"/a\0", 3};
    CHECK(build(p) == "a path has no NUL: take it out (process: WorkDir)");
    CHECK(!host.made("/run/x"));
}

TEST_CASE("a room too small is an error that names the policy that found it full")
{
    std::array<std::byte, 64> few{};
    std::array<std::byte, 16384> enough{};
    sl::memory_host host;
    auto const in = sample();
    for (std::size_t n = 0; n <= few.size(); ++n) {
        sl::arena room{std::span{few}.first(n)};
        auto const spec = sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{in, where, host}, room);
        REQUIRE(!spec);
        CHECK(spec.status().code() == sl::errc::arena_full);
        CHECK(spec.status().policy() == "exec_mount");
        CHECK(room.missing() > 0);
    }
    CHECK(!host.made("/run/x"));
    sl::arena room{enough};
    CHECK(sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{in, where, host}, room).ok());
    CHECK(room.used() < 2048);
}
