// SPDX-License-Identifier: BSL-1.0
// A function among the policies, which `modify` would make one.
// refused: specline: this is no policy: it needs a place, `static constexpr auto at = ...`
// names: check_policy.*void ?\(\*\)
#include "build.hpp"

#include <specline/policies/modify.hpp>
#include <specline/policies/root.hpp>

inline void rename_it(sl::oci::spec& spec) { spec.hostname = "x"; }

sl::status test(sl::oci::spec& spec)
{
    sl::pipeline const p{sl::policies::root{}};
#ifdef REFUSED
    return run(p.with(rename_it), spec);
#else
    return run(p.with(sl::policies::modify{rename_it}), spec);
#endif
}
