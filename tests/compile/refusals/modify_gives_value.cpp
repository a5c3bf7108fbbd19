// SPDX-License-Identifier: BSL-1.0
// A function given to modify that returns neither nothing nor a status.
// refused: specline: a function given to modify returns nothing or a status
// names: policies::modify<.*>::apply
#include "build.hpp"

#include <specline/policies/modify.hpp>

sl::status test(sl::oci::spec& spec)
{
    sl::policies::modify const rename{[](auto& s) {
        s.hostname = "x";
#ifdef REFUSED
        return true;
#else
        return sl::status{};
#endif
    }};
    return run(sl::pipeline{rename}, spec);
}
