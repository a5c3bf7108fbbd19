// SPDX-License-Identifier: BSL-1.0
// A function given to modify that cannot be called with the spec.
// refused: specline: a function given to modify takes (spec) or (spec, inputs)
// names: policies::modify<
#include "build.hpp"

#include <specline/policies/modify.hpp>

sl::status test(sl::oci::spec& spec)
{
#ifdef REFUSED
    sl::policies::modify const rename{[](sl::oci::spec_view& s) { s.hostname = "x"; }};
#else
    sl::policies::modify const rename{[](sl::oci::spec& s) { s.hostname = "x"; }};
#endif
    return run(sl::pipeline{rename}, spec);
}
