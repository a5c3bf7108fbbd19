// SPDX-License-Identifier: BSL-1.0
// Catch2 with its benchmarks, whichever is there: 2.13 or 3.
//
// The name of a benchmark is the figure that it gives: the work, then what tells it from others of that work, as in
// `read plugin | input=volume | kind=view`.
#ifndef SPECLINE_BENCHMARKS_CATCH_HPP
#define SPECLINE_BENCHMARKS_CATCH_HPP

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/benchmark/catch_benchmark.hpp>
#include <catch2/catch_test_macros.hpp>
#else
#include <catch2/catch.hpp>
#endif

#endif
