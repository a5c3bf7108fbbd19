// SPDX-License-Identifier: BSL-1.0
// Catch2, whichever is there: 2.13 or 3.
#ifndef SPECLINE_TESTS_CATCH_HPP
#define SPECLINE_TESTS_CATCH_HPP

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <cstdio>

// Ends a test that this machine cannot run; ctest finds the words and reports the test as skipped.
#define SPECLINE_SKIP(reason)                                                                                          \
    do {                                                                                                               \
        std::printf("skipped: %s\n", (reason));                                                                        \
        SUCCEED("skipped");                                                                                            \
        return;                                                                                                        \
    } while (false)

#endif
