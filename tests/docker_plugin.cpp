// SPDX-License-Identifier: BSL-1.0
// docker_plugin against the recorded answers of the engine: specs equal byte for byte.
#include <specline/docker_plugin.hpp>

#include "catch.hpp"
#include "golden.hpp"

#include <specline/host/memory.hpp>
#include <specline/host/posix.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/read.hpp>

#include <cstdlib>
#include <string>
#include <vector>

namespace sl = specline;

namespace {

// What a case gave: the text and the settings, or an error.
struct answer {
    std::string error;
    std::string spec;
    golden::json::value settings;
};

template <class Host>
answer build_owned(golden::one const& c, Host& host, sl::read_options const& options = {})
{
    auto p = sl::read_plugin(c.plugin, options);
    if (!p) return {p.status().message(), {}, {}};
    if (!c.set.empty())
        if (auto s = sl::set(*p, c.settings_to_set()); !s) return {s.message(), {}, {}};
    sl::bundle const where{.rootfs = c.rootfs, .exec_root = c.exec_root};
    auto spec = sl::docker_plugin.build<sl::oci::spec>(sl::inputs{*p, where, host});
    if (!spec) return {spec.status().message(), {}, {}};
    return {{}, sl::oci::write(*spec), golden::to_json(p->settings)};
}

template <class Host>
answer build_view(golden::one const& c, Host& host, sl::read_options const& options = {})
{
    std::vector<std::byte> bytes(1 << 20);
    sl::arena room{bytes};
    auto p = sl::read_plugin(c.plugin, room, options);
    if (!p) return {p.status().message(), {}, {}};
    if (!c.set.empty())
        if (auto s = sl::set(*p, c.settings_to_set()); !s) return {s.message(), {}, {}};
    sl::bundle const where{.rootfs = c.rootfs, .exec_root = c.exec_root};
    auto spec = sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{*p, where, host}, room);
    if (!spec) return {spec.status().message(), {}, {}};
    auto text = sl::oci::write(*spec, room);
    if (!text) return {text.status().message(), {}, {}};
    return {{}, std::string{*text}, golden::to_json(p->settings)};
}

void compare(golden::one const& c, answer const& a)
{
    INFO(c.name);
    INFO(a.error);
    CHECK(a.error.empty() != c.fails);
    CHECK(a.spec == c.spec);
    if (!c.fails && !c.settings.is_null()) CHECK(golden::normal(c.settings) == a.settings);
}

void compare_all_in_memory(std::vector<golden::one> const& cases, sl::read_options const& options = {})
{
    golden::world const world;
    for (auto const& c : cases) {
        sl::memory_host host{world.facts(c.user_namespace)};
        compare(c, build_owned(c, host, options));
        sl::memory_host other{world.facts(c.user_namespace)};
        compare(c, build_view(c, other, options));
    }
}

}  // namespace

TEST_CASE("the curated cases, on a machine made of facts", "[golden]")
{
    auto const cases = golden::read_cases(golden::folder() + "curated.jsonl");
    CHECK(cases.size() == 53);
    compare_all_in_memory(cases);
}

TEST_CASE("the random cases, on a machine made of facts", "[golden]")
{
    auto const cases = golden::read_cases(golden::folder() + "random.jsonl");
    CHECK(cases.size() == 360);
    compare_all_in_memory(cases);
}

TEST_CASE("real configs, from the folder that SPECLINE_REAL names", "[golden]")
{
    char const* const named = std::getenv("SPECLINE_REAL");
    if (named == nullptr || *named == '\0') SPECLINE_SKIP("SPECLINE_REAL names no folder with real configs");
    std::string const folder = std::string{named} + "/";
    auto cases = golden::read_cases(folder + "golden/real.jsonl");
    CHECK(cases.size() == 30);
    for (auto& c : cases) c.plugin = golden::read_file(folder + "real/" + c.name);
    compare_all_in_memory(cases, {.id = "abc123"});
}
