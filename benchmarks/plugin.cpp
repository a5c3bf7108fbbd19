// SPDX-License-Identifier: BSL-1.0
// How long it takes to read a plugin, to build its spec and to write that: each alone, and all three.
#include "catch.hpp"
#include "setting.hpp"

#include <cstdio>
#include <string>
#include <string_view>

namespace sl = specline;
using setting::all, setting::input, setting::owned_kind, setting::view_kind, setting::where;

namespace {

// The pipelines that are ready, each with what it makes of the volume plugin.
template <class Use>
void each_pipeline(Use const& use)
{
    use("docker_plugin", sl::docker_plugin, "volume.spec.json");
}

template <class Use>
void each_input(Use const& use)
{
    for (std::string const name : {"volume", "smallest", "largest"}) use(name, input(name + ".json"));
}

// What views make of it and what owns its text are two ways to the same; for the volume plugin it is also on record.
void check(std::string_view name, std::string_view got, std::string_view other,
           std::string_view recorded = "volume.spec.json")
{
    CHECK(got == other);
    if (name == "volume") CHECK(got == input(recorded));
}

template <class Kind>
std::string ending(std::string const& input)
{
    return " | input=" + input + " | kind=" + std::string{Kind::name};
}

template <class Kind>
void read()
{
    each_input([](std::string const& name, std::string const& text) {
        Kind kind;
        owned_kind owned;
        view_kind view;
        sl::memory_host host{setting::facts};
        check(name, all(view, text, host), all(owned, text, host));
        BENCHMARK("read plugin" + ending<Kind>(name))
        {
            kind.clear();
            return kind.read_plugin(text).ok();
        };
    });
}

template <class Kind, class Host>
void build(std::string const& host_name, Host& host)
{
    each_pipeline([&](std::string const& pipeline_name, auto const& pipeline, std::string_view recorded) {
        each_input([&](std::string const& name, std::string const& text) {
            Kind source, kind;
            owned_kind owned;
            auto const plugin = source.read_plugin(text);
            sl::inputs const in{*plugin, where, host};
            auto const spec = kind.build(pipeline, in);
            check(name, kind.write(*spec), owned.write(*owned.build(pipeline, in)), recorded);
            BENCHMARK("build" + ending<Kind>(name) + " | host=" + host_name + " | pipeline=" + pipeline_name)
            {
                kind.clear();
                return kind.build(pipeline, in).ok();
            };
        });
    });
}

template <class Kind>
void write()
{
    each_input([](std::string const& name, std::string const& text) {
        Kind source, kind;
        owned_kind owned;
        sl::memory_host host{setting::facts};
        auto const plugin = source.read_plugin(text);
        auto const spec = source.build(sl::docker_plugin, sl::inputs{*plugin, where, host});
        check(name, kind.write(*spec), all(owned, text, host));
        BENCHMARK("write spec" + ending<Kind>(name))
        {
            kind.clear();
            return kind.write(*spec).size();
        };
    });
}

template <class Kind, class Host>
void whole(std::string const& work, Host& host)
{
    each_input([&](std::string const& name, std::string const& text) {
        Kind kind;
        owned_kind owned;
        check(name, all(kind, text, host), all(owned, text, host));
        BENCHMARK(work + ending<Kind>(name)) { return all(kind, text, host).size(); };
    });
}

// In a user namespace the spec also has the flags of this machine's mounts, which no record knows.
bool can_run(sl::posix_host const& machine)
{
    if (machine.in_user_namespace()) std::puts("skipped: this process is in a user namespace");
    return !machine.in_user_namespace();
}

}  // namespace

TEST_CASE("read a plugin")
{
    read<view_kind>();
    read<owned_kind>();
}

TEST_CASE("build, on a machine made of facts")
{
    sl::memory_host host{setting::facts};
    build<view_kind>("memory", host);
    build<owned_kind>("memory", host);
}

TEST_CASE("build, on the machine")
{
    setting::exec_folder const folder;
    sl::posix_host const machine;
    if (!can_run(machine)) return;
    build<view_kind>("posix", machine);
    build<owned_kind>("posix", machine);
}

TEST_CASE("write")
{
    write<view_kind>();
    write<owned_kind>();
}

TEST_CASE("all three, on a machine made of facts")
{
    sl::memory_host host{setting::facts};
    whole<view_kind>("all, memory", host);
    whole<owned_kind>("all, memory", host);
}

TEST_CASE("all three, on the machine")
{
    setting::exec_folder const folder;
    sl::posix_host const machine;
    if (!can_run(machine)) return;
    whole<view_kind>("all", machine);
    whole<owned_kind>("all", machine);
}
