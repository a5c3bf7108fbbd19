// SPDX-License-Identifier: BSL-1.0
// What the refusals share: a pipeline meets a spec, with a plugin and a host that lack nothing.
#ifndef SPECLINE_TESTS_COMPILE_REFUSALS_BUILD_HPP
#define SPECLINE_TESTS_COMPILE_REFUSALS_BUILD_HPP

#include <specline/host/memory.hpp>
#include <specline/oci/spec.hpp>
#include <specline/pipeline.hpp>

namespace sl = specline;

template <class Pipeline, class Spec>
sl::status run(Pipeline const& p, Spec& spec)
{
    sl::plugin const plugin;
    sl::bundle const where;
    sl::memory_host host;
    return p.apply(spec, sl::inputs{plugin, where, host});
}

#endif
