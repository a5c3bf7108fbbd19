#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Compiles constant.cpp, strictly: its tests are static_asserts.
#
# usage: constant.sh COMPILER STANDARD [FLAG...]      Exit status 77: there is no such compiler.
set -u
compiler=$1 standard=$2
shift 2
if ! command -v "$compiler" >/dev/null; then
    echo "skipped: $compiler is not installed"
    exit 77
fi
exec "$compiler" -std="$standard" -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow \
    -Werror "$@" "$(dirname "$0")/constant.cpp"
