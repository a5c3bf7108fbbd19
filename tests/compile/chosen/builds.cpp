// SPDX-License-Identifier: BSL-1.0
// Builds with PIPELINE and, with WRITES, writes what was built. The headers of every policy are there.
#include "machine.hpp"

#include <specline/docker_plugin.hpp>
#include <specline/oci/spec.hpp>
#ifdef WRITES
#include <specline/oci/write.hpp>
#endif

using namespace specline::policies;

template <class Spec, class... Room>
bool build_as(at_hand const& given, Room&... room)
{
    auto const spec = PIPELINE.build<Spec>(specline::inputs{given.plugin, given.where, given.machine}, room...);
    use(&spec);
#ifdef WRITES
    if (spec) {
        auto const text = specline::oci::write(*spec, room...);
        use(&text);
    }
#endif
    return spec.ok();
}

bool build(at_hand const& given)
{
#ifdef OWNED
    return build_as<specline::oci::spec>(given);
#else
    return build_as<specline::oci::spec_view>(given, given.room);
#endif
}
