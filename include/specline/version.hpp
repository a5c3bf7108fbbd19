// SPDX-License-Identifier: BSL-1.0
// The version of the library: the one place that knows it. CMake reads it from here.
#ifndef SPECLINE_VERSION_HPP
#define SPECLINE_VERSION_HPP

/// The version's parts, as numbers: breaking changes, additions, repairs (semver.org).
#define SPECLINE_VERSION_MAJOR 0
#define SPECLINE_VERSION_MINOR 1
#define SPECLINE_VERSION_PATCH 0

#endif
