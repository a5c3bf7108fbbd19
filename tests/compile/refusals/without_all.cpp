// SPDX-License-Identifier: BSL-1.0
// A pipeline of which nothing is left.
// refused: specline: a pipeline needs at least one policy
#include <specline/docker_plugin.hpp>

namespace sl = specline;
namespace policies = sl::policies;

#ifdef REFUSED
inline constexpr auto p = sl::pipeline{policies::root{}}.without<policies::root>();
#else
inline constexpr auto p = sl::pipeline{policies::root{}, policies::process{}}.without<policies::root>();
#endif
