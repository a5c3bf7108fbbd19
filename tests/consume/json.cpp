// SPDX-License-Identifier: BSL-1.0
// Boost.JSON without its library: this in one file of the program, and in one alone.
#include <boost/json/src.hpp>
