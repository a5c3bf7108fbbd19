// SPDX-License-Identifier: BSL-1.0
// The program's beginning, for Catch2 2; Catch2 3 brings its own.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
