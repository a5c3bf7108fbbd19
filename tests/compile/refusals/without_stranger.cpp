// SPDX-License-Identifier: BSL-1.0
// A policy to leave out that is not there.
// refused: specline: a policy to leave out is not in the pipeline
// names: without(<|\(.*Unwanted = .)specline::policies::devices[>}]
#include <specline/docker_plugin.hpp>

namespace sl = specline;

#ifdef REFUSED
inline constexpr auto p = sl::docker_plugin.without<sl::policies::devices>().without<sl::policies::devices>();
#else
inline constexpr auto p = sl::docker_plugin.without<sl::policies::devices>().without<sl::policies::rootless>();
#endif
