// SPDX-License-Identifier: BSL-1.0
// A function given to bake that writes the spec itself.
// refused: specline: a function given to bake takes an arena& or nothing, and returns a result<Spec>
#include <specline/bake.hpp>
#include <specline/oci/spec.hpp>

namespace sl = specline;

inline constexpr auto text = sl::bake<[](sl::arena& room) {
    sl::oci::spec_view spec{.hostname = "plugin", .room = &room};
#ifdef REFUSED
    return *sl::oci::write(spec, room);
#else
    return sl::result{spec};
#endif
}>();
