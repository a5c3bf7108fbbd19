// SPDX-License-Identifier: BSL-1.0
// A policy to replace that is not there.
// refused: specline: a policy to replace is not in the pipeline
// names: replace(<|\(.*Old = )specline::policies::root[,>};]
#include <specline/docker_plugin.hpp>

namespace sl = specline;

#ifdef REFUSED
inline constexpr auto p = sl::pipeline{sl::policies::devices{}}.replace<sl::policies::root>(sl::policies::process{});
#else
inline constexpr auto p = sl::pipeline{sl::policies::devices{}}.replace<sl::policies::devices>(sl::policies::process{});
#endif
