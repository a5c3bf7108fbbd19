// SPDX-License-Identifier: BSL-1.0
// An observer that would change the spec.
// refused: specline: an observer is called with (std::string_view policy, Spec const&)
#include "build.hpp"

#include <specline/docker_plugin.hpp>

#ifdef REFUSED
using seen = sl::oci::spec;
#else
using seen = sl::oci::spec const;
#endif

sl::status test(sl::oci::spec& spec, sl::plugin const& plugin, sl::bundle const& where, sl::memory_host& host)
{
    return sl::docker_plugin.apply(spec, sl::inputs{plugin, where, host}, [](std::string_view, seen&) {});
}
