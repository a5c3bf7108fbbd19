// SPDX-License-Identifier: BSL-1.0
// Builds with PIPELINE. The headers of every policy are there.
#include "machine.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/oci/spec.hpp>

using namespace specline::policies;

bool build(at_hand const& given)
{
    auto const spec = specline::pipeline{PIPELINE}.build<specline::oci::spec_view>(
        specline::inputs{given.plugin, given.where, given.machine}, given.room);
    use(&spec);
    return spec.ok();
}
