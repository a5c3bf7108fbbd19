// SPDX-License-Identifier: BSL-1.0
// Two policies for one place, neither listed beside the other.
// refused: specline: two policies for one place: leave one out
// names: check_two_policies.*policies::network_host[,;].*my_network
#include "build.hpp"

#include <specline/policies/namespaces.hpp>

struct my_network {
#ifdef REFUSED
    static constexpr auto at = sl::place::network;
#else
    static constexpr auto at = sl::after(sl::place::network);
#endif

    constexpr sl::status apply(auto&, auto const&) const { return {}; }
};

sl::status test(sl::oci::spec& spec)
{
    using namespace sl::policies;
    return run(sl::pipeline{network_host{}, pid_host{}, my_network{}}, spec);
}
