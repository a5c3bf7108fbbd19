// SPDX-License-Identifier: BSL-1.0
// docker_plugin against the recorded answers of the engine: specs equal byte for byte.
#include <specline/docker_plugin.hpp>

#include "cases.hpp"
#include "catch.hpp"
#include "golden.hpp"

#include <specline/host/memory.hpp>

#include <cstdlib>
#include <string>
#include <vector>

namespace sl = specline;

namespace {

void compare_all_in_memory(std::vector<golden::one> const& cases)
{
    golden::world const world;
    for (auto const& c : cases) {
        sl::read_options const options{.id = c.id};
        sl::memory_host host{world.facts(c.user_namespace)};
        CHECK(golden::difference(c, golden::build_owned(c, host, options)) == "");
        sl::memory_host other{world.facts(c.user_namespace)};
        CHECK(golden::difference(c, golden::build_view(c, other, options)) == "");
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
    compare_all_in_memory(cases);
}
