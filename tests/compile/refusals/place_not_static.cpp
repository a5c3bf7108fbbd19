// SPDX-License-Identifier: BSL-1.0
// A policy whose place is a member of each object.
// refused: specline: this is no policy: it needs a place, `static constexpr auto at = ...`
// names: check_policy.*forgetful
#include "build.hpp"

struct forgetful {
#ifdef REFUSED
    sl::place at = sl::place::root;
#else
    static constexpr auto at = sl::place::root;
#endif

    constexpr sl::status apply(auto&, auto const&) const { return {}; }
};

sl::status test(sl::oci::spec& spec) { return run(sl::pipeline{forgetful{}}, spec); }
