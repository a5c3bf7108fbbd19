// SPDX-License-Identifier: BSL-1.0
// A pipeline of nothing.
// refused: specline: a pipeline needs at least one policy
#include <specline/pipeline.hpp>
#include <specline/policies/root.hpp>

namespace sl = specline;

#ifdef REFUSED
inline constexpr sl::pipeline<> p{};
#else
inline constexpr sl::pipeline p{sl::policies::root{}};
#endif
