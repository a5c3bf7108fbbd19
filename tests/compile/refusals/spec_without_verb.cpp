// SPDX-License-Identifier: BSL-1.0
// A spec type with mounts alone: a policy that removes a namespace cannot serve it.
// refused: specline: the spec type lacks a verb that this policy uses
// names: check_fit.*policies::network_host[,;]
#include "build.hpp"

#include <specline/policies/mounts.hpp>
#include <specline/policies/namespaces.hpp>

struct only_mounts {
    std::vector<sl::oci::mount<std::string>> mounts;
};

sl::status test(only_mounts& spec)
{
    using namespace sl::policies;
#ifdef REFUSED
    return run(sl::pipeline{mounts{}, exec_mount{}, network_host{}}, spec);
#else
    return run(sl::pipeline{mounts{}, exec_mount{}}, spec);
#endif
}
