// SPDX-License-Identifier: BSL-1.0
// Two policies for one place, one of them in a pipeline within the pipeline.
// refused: specline: two policies for one place: leave one out
// names: check_two_policies.*policies::root[,;].*policies::root
#include <specline/docker_plugin.hpp>

namespace sl = specline;

#ifdef REFUSED
inline constexpr sl::pipeline p{sl::policies::root{}, sl::docker_plugin};
#else
inline constexpr sl::pipeline p{sl::policies::root{}, sl::docker_plugin.without<sl::policies::root>()};
#endif
