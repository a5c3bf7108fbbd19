// SPDX-License-Identifier: BSL-1.0
// A type without a place among the policies.
// refused: specline: this is no policy: it needs a place, `static constexpr auto at = ...`
// names: check_policy.*homeless
#include "build.hpp"

#include <specline/policies/root.hpp>

struct homeless {
#ifndef REFUSED
    static constexpr auto at = sl::after(sl::place::root);
#endif

    constexpr sl::status apply(auto&, auto const&) const { return {}; }
};

sl::status test(sl::oci::spec& spec) { return run(sl::pipeline{sl::policies::root{}, homeless{}}, spec); }
