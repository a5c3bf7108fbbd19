// SPDX-License-Identifier: BSL-1.0
// A spec that borrows its text, with no arena to put its lists in.
// refused: specline: a spec of views needs an arena: build<Spec>(inputs, room)
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>

namespace sl = specline;

sl::result<sl::oci::spec_view> test(sl::plugin const& p, sl::bundle const& where, sl::arena& room)
{
    sl::memory_host host;
#ifdef REFUSED
    (void)room;
    return sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{p, where, host});
#else
    return sl::docker_plugin.build<sl::oci::spec_view>(sl::inputs{p, where, host}, room);
#endif
}
