#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# No package and no CMake: the include path alone, and Boost.JSON from its one file. As README says.
#
# usage: include_path.sh COMPILER INCLUDE_FOLDER [FLAG...]
set -eu
compiler=$1 include=$2
shift 2
here=$(dirname "$(realpath "$0")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$compiler" -std=c++20 -O0 -I "$include" "$@" "$here/whole.cpp" "$here/json.cpp" -o "$scratch/whole"
"$scratch/whole"
