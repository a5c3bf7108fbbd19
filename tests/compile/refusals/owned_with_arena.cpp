// SPDX-License-Identifier: BSL-1.0
// An arena for a spec that owns its text.
// refused: specline: only a spec of views takes an arena: build<Spec>(inputs)
#include <specline/docker_plugin.hpp>
#include <specline/host/memory.hpp>

namespace sl = specline;

#ifdef REFUSED
using spec = sl::oci::spec;
#else
using spec = sl::oci::spec_view;
#endif

bool test(sl::plugin const& p, sl::bundle const& where, sl::memory_host& host, sl::arena& room)
{
    return sl::docker_plugin.build<spec>(sl::inputs{p, where, host}, room).ok();
}
