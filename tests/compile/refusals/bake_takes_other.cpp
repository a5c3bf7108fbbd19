// SPDX-License-Identifier: BSL-1.0
// A function given to bake that wants to be told more than bake knows.
// refused: specline: a function given to bake takes an arena& or nothing, and returns a result<Spec>
#include <specline/bake.hpp>
#include <specline/oci/spec.hpp>

namespace sl = specline;

#ifdef REFUSED
constexpr auto make = [](sl::arena& room, std::string_view name) {
#else
constexpr auto make = [](sl::arena& room, std::string_view name = "plugin") {
#endif
    return sl::result{sl::oci::spec_view{.hostname = name, .room = &room}};
};
inline constexpr auto text = sl::bake<make>();
