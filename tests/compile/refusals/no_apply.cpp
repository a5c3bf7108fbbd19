// SPDX-License-Identifier: BSL-1.0
// A policy with a place that does nothing to a spec.
// refused: specline: the spec type lacks a verb that this policy uses, or the host lacks what it asks, or it
// refused: has no `status apply(Spec&, Inputs const&) const`
// names: check_fit.*idle[,;]
#include "build.hpp"

struct idle {
    static constexpr auto at = sl::place::root;

#ifdef REFUSED
    constexpr void apply(auto&, auto const&) const {}
#else
    constexpr sl::status apply(auto&, auto const&) const { return {}; }
#endif
};

sl::status test(sl::oci::spec& spec) { return run(sl::pipeline{idle{}}, spec); }
