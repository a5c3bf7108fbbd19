// SPDX-License-Identifier: BSL-1.0
// Pipelines at run time: the order, the stop at the first failure, the name of who failed.
#include <specline/pipeline.hpp>

#include "catch.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/settings.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace sl = specline;
namespace policies = specline::policies;

// An embedder's own types, beside functions that are called as the library's own are.
namespace stranger {

struct root {
    std::string path;
    bool readonly = false;
};
struct mount {
    std::string destination, type, source;
    std::vector<std::string> options;
};
struct spec {
    stranger::root root;
    std::vector<mount> mounts;
};

template <class... T>
int in(T&&...) = delete;
template <class... T>
bool is_empty(T&&...) = delete;
template <class... T>
int joined(T&&...) = delete;
template <class... T>
int append(T&&...) = delete;
template <class... T>
int append_all(T&&...) = delete;
template <class... T>
int editable(T&&...) = delete;
template <class... T>
int erase_from(T&&...) = delete;
template <class... T>
int assign(T&&...) = delete;
template <class... T>
int memory_in(T&&...) = delete;
template <class... T>
int write_value(T&&...) = delete;
template <class... T>
int write_struct(T&&...) = delete;
template <class... T>
int exec_path(T&&...) = delete;
template <class... T>
int verbs(T&&...) = delete;

}  // namespace stranger
BOOST_HANA_ADAPT_STRUCT(stranger::root, path, readonly);
BOOST_HANA_ADAPT_STRUCT(stranger::mount, destination, type, source, options);
BOOST_HANA_ADAPT_STRUCT(stranger::spec, root, mounts);

namespace {

// Policies may be declared within a template.
template <class>
struct family {
    struct member {};
    template <class>
    struct member_with {};
};

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

struct other_root {
    static constexpr auto at = sl::place::root;
    sl::status apply(auto& spec, auto const&) const
    {
        sl::verbs(spec).set_root(spec, "/other", true);
        return {};
    }
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
    auto const checked = [](auto& spec, auto const& i) -> sl::status {
        if (i.bundle.rootfs != "/r") return {sl::errc::refused, "no", i.bundle.rootfs};
        spec.hostname = "checked";
        return {};
    };
    CHECK(build(checked)->hostname == "checked");
    sl::bundle const other{.rootfs = "/other", .exec_root = "/run/x"};
    CHECK(sl::docker_plugin.with(policies::modify{checked})
              .build<sl::oci::spec>(sl::inputs{in, other, host})
              .status()
              .message() == "no (modify: /other)");
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

TEST_CASE("for_each walks the policies as they are listed")
{
    std::string names;
    sl::pipeline{policies::process{}, policies::root{}}.for_each([&](auto const& policy) {
        names += std::is_same_v<decltype(policy), policies::root const&> ? "root " : "process ";
    });
    CHECK(names == "process root ");
}

TEST_CASE("a pipeline within a pipeline stands for its policies, in with and in a list alike")
{
    using enum sl::place;
    std::string notes;
    sl::pipeline const inner{note<mounts, 1, 'c'>{&notes}, note<root, 0, 'b'>{&notes}};
    sl::pipeline const outer{note<modify, 0, 'e'>{&notes}, inner, note<mounts, 1, 'd'>{&notes},
                             sl::pipeline{sl::pipeline{note<defaults, 0, 'a'>{&notes}}}};
    using flat = sl::pipeline<note<modify, 0, 'e'>, note<mounts, 1, 'c'>, note<root, 0, 'b'>, note<mounts, 1, 'd'>,
                              note<defaults, 0, 'a'>>;
    static_assert(std::is_base_of_v<flat, decltype(outer)>);
    sl::memory_host host;
    auto const in = sample();
    auto const run = [&](auto const& pipeline) {
        notes.clear();
        REQUIRE(pipeline.template build<sl::oci::spec>(sl::inputs{in, where, host}).ok());
        return notes;
    };
    CHECK(run(outer) == "abcde");
    CHECK(run(inner.with(sl::pipeline{note<process, 0, 'p'>{&notes}})) == "bcp");
    CHECK(run(sl::pipeline{inner}) == "bc");
    auto copy = inner;
    CHECK(run(sl::pipeline{copy}) == "bc");
}

TEST_CASE("replace puts another policy, or a pipeline, where one was")
{
    using enum sl::place;
    std::string notes;
    sl::memory_host host;
    auto const in = sample();
    sl::pipeline const p{note<mounts, 1, 'a'>{&notes}, note<mounts, 1, 'b'>{&notes}, note<mounts, 1, 'c'>{&notes}};
    auto const run = [&](auto const& pipeline) {
        notes.clear();
        REQUIRE(pipeline.template build<sl::oci::spec>(sl::inputs{in, where, host}).ok());
        return notes;
    };
    CHECK(run(p.replace<note<mounts, 1, 'b'>>(note<mounts, 1, 'x'>{&notes})) == "axc");
    CHECK(run(p.replace<note<mounts, 1, 'b'>>(note<root, 0, 'x'>{&notes})) == "xac");
    CHECK(run(p.replace<note<mounts, 1, 'b'>>(
              sl::pipeline{note<mounts, 1, 'x'>{&notes}, note<mounts, 1, 'y'>{&notes}})) == "axyc");

    auto const spec =
        sl::docker_plugin.replace<policies::root>(other_root{}).build<sl::oci::spec>(sl::inputs{in, where, host});
    REQUIRE(spec);
    CHECK(spec->root->path == "/other");
    CHECK(spec->root->readonly);
}

TEST_CASE("an observer sees the spec as each policy left it, by the policy's name, up to the one that fails")
{
    sl::memory_host host;
    auto const in = sample();
    sl::pipeline const p{policies::process{}, failing{}, policies::defaults{}, policies::root{},
                         policies::modify{[](auto& spec) { spec.hostname = "never"; }}};
    std::string seen;
    sl::oci::spec spec;
    auto const s = p.apply(spec, sl::inputs{in, where, host}, [&](std::string_view name, sl::oci::spec const& now) {
        seen += std::string{name} + (now.root ? "+" : "-") + (now.process->cwd.empty() ? "-" : "+") + " ";
    });
    CHECK(s.policy() == "failing");
    CHECK(seen == "defaults-- root+- process++ ");
    CHECK(spec.hostname.empty());
}

TEST_CASE("a policy is called by its own name, wherever it is declared")
{
    using sl::detail::type_name;
    CHECK(type_name<sl::policies::network_host>() == "network_host");
    CHECK(type_name<sl::policies::modify<void (*)(sl::oci::spec&)>>() == "modify");
    CHECK(type_name<family<sl::policies::root>::member>() == "member");
    CHECK(type_name<family<int>::member_with<family<int>>>() == "member_with");
    struct local {};
    CHECK(type_name<local>() == "local");
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

TEST_CASE("functions of an embedder's namespace are not called for the library's own")
{
    sl::memory_host host;
    auto in = sample();
    in.settings.mounts.push_back({.name = "m", .source = "/s", .destination = "/dev/x", .options = {"rbind", "rbind"}});
    in.config.mounts = in.settings.mounts;
    in.config.mounts[0].destination = "/data";
    constexpr sl::pipeline pipeline{policies::root{},       policies::mounts{},   policies::exec_mount{},
                                    policies::dev_mounts{}, policies::rootless{}, policies::exec_folder{}};
    auto const spec = pipeline.build<stranger::spec>(sl::inputs{in, where, host});
    REQUIRE(spec);
    CHECK(
        sl::oci::write(*spec) ==
        R"({"root":{"path":"/r"},"mounts":[{"destination":"/data","source":"/s","options":["rbind","rbind"]},)"
        R"({"destination":"/run/docker/plugins","type":"bind","source":"/run/x/sample","options":["rbind","rshared"]}]})");
}

TEST_CASE("copies of views go their own ways")
{
    std::vector<std::byte> bytes(65536);
    sl::arena room{bytes};
    sl::memory_host host;
    auto const in = sample();
    auto const spec = sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{in, where, host}, room);
    auto one = *spec, other = *spec;
    std::span<std::string_view const> const no_options;
    sl::verbs(one).add_mount(one, "/one", "", "", no_options);
    sl::verbs(other).add_mount(other, "/other", "", "", no_options);
    CHECK(one.mounts[8].destination == "/one");
    CHECK(other.mounts[8].destination == "/other");
    CHECK(spec->mounts.size() == 8);

    using entry = sl::plugin_env<std::string_view>;
    static constexpr std::string_view value[] = {"value"};
    static constexpr entry env[] = {{.name = "B", .settable = value}, {.name = "C", .settable = value}};
    sl::plugin_view const first{.config = {.env = env}, .room = &room};
    auto b = first, c = first;
    CHECK(sl::set(b, "B=1").ok());
    CHECK(sl::set(c, "C=2").ok());
    CHECK(b.settings.env[0] == "B=1");
    CHECK(c.settings.env[0] == "C=2");
    CHECK(first.settings.env.empty());
}

TEST_CASE("an arena that lost something writes no text")
{
    std::array<std::byte, 4096> bytes{};
    sl::arena room{bytes};
    sl::oci::spec_view spec{.ociVersion = "1.1.0", .room = &room};
    CHECK(sl::oci::write(spec, room).ok());
    CHECK(room.allocate<char>(5000) == nullptr);
    CHECK(sl::oci::write(spec, room).status().code() == sl::errc::arena_full);
}
