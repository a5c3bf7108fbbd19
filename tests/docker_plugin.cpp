// SPDX-License-Identifier: BSL-1.0
// docker_plugin against the recorded answers of the engine: specs equal byte for byte.
#include <specline/docker_plugin.hpp>

#include "cases.hpp"
#include "catch.hpp"
#include "golden.hpp"

namespace {

namespace oci = specline::oci;

TEST_CASE("the curated cases, on a machine made of facts", "[golden]")
{
    auto const cases = golden::curated_cases();
    CHECK(cases.size() == 53);
    CHECK(golden::wrong_in_memory<oci::spec, oci::spec_view>(cases) == "");
}

TEST_CASE("the random cases, on a machine made of facts", "[golden]")
{
    auto const cases = golden::random_cases();
    CHECK(cases.size() == 360);
    CHECK(golden::wrong_in_memory<oci::spec, oci::spec_view>(cases) == "");
}

TEST_CASE("real configs, from the folder that SPECLINE_REAL names", "[golden]")
{
    auto const cases = golden::real_cases();
    if (cases.empty()) SPECLINE_SKIP("SPECLINE_REAL names no folder with real configs");
    CHECK(cases.size() == 30);
    CHECK(golden::wrong_in_memory<oci::spec, oci::spec_view>(cases) == "");
}

}  // namespace
