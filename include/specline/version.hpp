// SPDX-License-Identifier: BSL-1.0
// The version of the library: the one place that knows it. CMake reads it from here.
#ifndef SPECLINE_VERSION_HPP
#define SPECLINE_VERSION_HPP

/// The version's first part, a number: breaking changes (semver.org).
#define SPECLINE_VERSION_MAJOR 0
/// The second: additions; before 1.0 breaking changes too.
#define SPECLINE_VERSION_MINOR 1
/// The third: repairs.
#define SPECLINE_VERSION_PATCH 0

#endif
