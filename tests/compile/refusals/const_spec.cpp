// SPDX-License-Identifier: BSL-1.0
// A spec that cannot be changed.
// refused: specline: policies change the spec: give one that is not const
#include "build.hpp"

#include <specline/docker_plugin.hpp>

#ifdef REFUSED
using given = sl::oci::spec const;
#else
using given = sl::oci::spec;
#endif

sl::status test(given& spec) { return run(sl::docker_plugin, spec); }
