// SPDX-License-Identifier: BSL-1.0
// One pipeline, used by many threads at once.
#include <specline/docker_plugin.hpp>

#include "catch.hpp"

#include <specline/host/memory.hpp>
#include <specline/host/posix.hpp>
#include <specline/oci/write.hpp>
#include <specline/plugin/read.hpp>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sl = specline;

TEST_CASE("one pipeline serves eight threads")
{
    constexpr std::string_view text =
        R"({"Id":"x","Config":{"Env":[{"Name":"A","Value":"1"}],"Network":{"Type":"host"},"PropagatedMount":"/m"}})";
    std::string run = "/tmp/specline-run-XXXXXX";
    REQUIRE(::mkdtemp(run.data()) != nullptr);
    sl::posix_host const machine;
    std::vector<std::string> answers(8);
    std::vector<std::thread> threads;
    for (auto& answer : answers)
        threads.emplace_back([&, text] {
            std::vector<std::byte> bytes(65536);
            sl::bundle const where{.rootfs = "/r", .exec_root = run};
            for (int i = 0; i < 200; ++i) {
                sl::arena room{bytes};
                sl::memory_host facts;
                auto const p = sl::read_plugin(text, room);
                auto const spec = sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{*p, where, machine}, room);
                auto const owned = sl::docker_plugin.build<sl::oci::spec>(sl::inputs{*p, where, facts});
                answer = *sl::oci::write(*spec, room);
                if (answer != sl::oci::write(*owned)) answer = "the kinds differ";
            }
        });
    for (auto& t : threads) t.join();
    std::filesystem::remove_all(run);
    for (auto const& answer : answers) CHECK(answer == answers[0]);
    CHECK(answers[0].starts_with("{\"ociVersion\""));
}
