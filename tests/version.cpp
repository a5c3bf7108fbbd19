// SPDX-License-Identifier: BSL-1.0
// The version has one home, version.hpp, from which the build reads it as this test does.
#include <specline/version.hpp>

#include "catch.hpp"

#include <fstream>
#include <map>
#include <regex>
#include <string>

namespace version_tests {

// The value of each macro of a version that is defined in the header, by the last word of its name.
inline std::map<std::string, int> read_version()
{
    std::map<std::string, int> parts;
    std::ifstream in{SPECLINE_SOURCE_DIR "/include/specline/version.hpp"};
    std::regex const line_of_part{"#define SPECLINE_VERSION_(MAJOR|MINOR|PATCH) +([0-9]+)"};
    for (std::string line; std::getline(in, line);)
        if (std::smatch found; std::regex_match(line, found, line_of_part)) parts[found[1]] = std::stoi(found[2]);
    return parts;
}

static_assert(SPECLINE_VERSION_MAJOR >= 0 && SPECLINE_VERSION_MINOR >= 0 && SPECLINE_VERSION_PATCH >= 0);
static_assert(SPECLINE_VERSION_MAJOR + SPECLINE_VERSION_MINOR + SPECLINE_VERSION_PATCH > 0);

TEST_CASE("the version's macros are the numbers that the build reads from their header", "[version]")
{
    CHECK(read_version() == std::map<std::string, int>{{"MAJOR", SPECLINE_VERSION_MAJOR},
                                                       {"MINOR", SPECLINE_VERSION_MINOR},
                                                       {"PATCH", SPECLINE_VERSION_PATCH}});
}

}  // namespace version_tests
