#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Counts what it takes to read, build and write the benchmarks' volume plugin, instructions under callgrind and heap
# allocations, and holds it to benchmarks/budget.json. --renew writes that file anew.
#
# usage: budget.sh [--renew]      Exit status 77: this machine does not count as that of the budget does.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."
budget=benchmarks/budget.json

skip() {
    echo "skipped: $1"
    exit 77
}
for tool in g++ valgrind python3; do
    command -v $tool >/dev/null || skip "$tool is not installed"
done
boost=$(g++ -E -P -x c++ - <<<'#include <boost/version.hpp>
BOOST_LIB_VERSION' 2>/dev/null | tail -n 1 | tr -d '"' || true)
with="g++ $(g++ -dumpfullversion), Boost ${boost//_/.}, $(uname -m)"
[[ ${1:-} == --renew ]] || grep -qF "\"with\": \"$with\"" $budget ||
    skip "the budget is not for $with: $(grep -F '"with"' $budget)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
g++ -std=c++20 -O2 -DNDEBUG -I include tests/budget.cpp -lboost_json -o "$work/budget"
valgrind --tool=callgrind --callgrind-out-file="$work/dump" "$work/budget" benchmarks/inputs/volume.json \
    >"$work/allocations" 2>"$work/log" || { cat "$work/log"; exit 1; }
python3 tests/budget.py "$work" $budget "$with" "$@"
