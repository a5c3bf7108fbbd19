// SPDX-License-Identifier: BSL-1.0
// A spec type with a process alone, which has no capabilities.
// refused: specline: the spec type lacks a verb that this policy uses
// names: check_fit.*policies::capabilities[,;]
#include "build.hpp"

#include <specline/policies/capabilities.hpp>
#include <specline/policies/process.hpp>

#include <string>
#include <vector>

struct process_alone {
    struct {
        bool terminal = false;
        std::vector<std::string> args, env;
        std::string cwd;
    } process;
};

sl::status test(process_alone& spec)
{
    using namespace sl::policies;
#ifdef REFUSED
    return run(sl::pipeline{process{}, capabilities{}}, spec);
#else
    return run(sl::pipeline{process{}}, spec);
#endif
}
