// SPDX-License-Identifier: BSL-1.0
// Two policies for one place, where the pipeline is made and nothing is built yet.
// refused: specline: two policies for one place: leave one out
// names: check_two_policies.*policies::pid_host[,;].*policies::pid_host
#include <specline/docker_plugin.hpp>

namespace sl = specline;

#ifdef REFUSED
inline constexpr auto p = sl::docker_plugin.with(sl::policies::pid_host{});
#else
inline constexpr auto p = sl::docker_plugin.without<sl::policies::pid_host>().with(sl::policies::pid_host{});
#endif
