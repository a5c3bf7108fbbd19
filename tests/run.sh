#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Installs what the tests need, as root on Debian, and runs every test. What this machine cannot run is named as skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); }
need g++ g++; need cmake cmake; need ninja ninja-build; need curl curl
need clang++-14 clang-14; need clang++-19 clang-19; need clang-format-19 clang-format-19
need runc runc; need crun crun; need newuidmap uidmap
need valgrind valgrind; need python3 python3; need doxygen doxygen
[ -e /usr/include/boost/hana.hpp ] || missing+=(libboost1.81-dev)
[ -e /usr/include/boost/json.hpp ] || missing+=(libboost-json1.81-dev)
[ -e /usr/include/catch2 ] || missing+=(catch2)
[ -n "$(ls /usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.asan-* 2>/dev/null)" ] || missing+=(libclang-rt-19-dev)
[ -e /bin/busybox ] && ! ldd /bin/busybox >/dev/null 2>&1 || missing+=(busybox-static)
if [ ${#missing[@]} -ne 0 ]; then
    echo "installing: ${missing[*]}"
    if [ "$(id -u)" -eq 0 ]; then
        export DEBIAN_FRONTEND=noninteractive
        { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >/dev/null
    else
        echo "not root: install these first, or what needs them fails or is skipped" >&2
    fi
fi

step() { printf '\n== %s\n' "$*"; }

step "form: clang-format"
mapfile -t sources < <(git ls-files '*.hpp' '*.cpp' 2>/dev/null || find include tests examples benchmarks -name '*.?pp')
clang-format-19 --dry-run -Werror "${sources[@]}"

mkdir -p build
# Runs a step of the build and shows what it said only where it failed.
quietly() { "$@" >build/log 2>&1 || { cat build/log; return 1; }; }
# Runs a preset's tests; names the skipped ones and why.
run_tests() {
    quietly cmake --preset "$1"
    quietly cmake --build --preset "$1"
    local status=0
    ctest --preset "$1" --no-tests=error -O "build/$1/tests.log" >/dev/null || status=$?
    if [ $status -ne 0 ]; then cat "build/$1/tests.log"; else grep -A 99 'tests passed' "build/$1/tests.log"; fi
    grep -hE '^(skipped: |not checked: |renew the budget )' "build/$1/Testing/Temporary/LastTest.log" | sort | uniq -c || true
    return $status
}

step "every test, g++"
run_tests debug

step "the same under the address, leak and undefined behaviour sanitizers, clang 19"
run_tests sanitize

step "one pipeline on eight threads, under the thread sanitizer"
run_tests threads

step "examples/quickstart.sh"
quietly bash examples/quickstart.sh
grep '^ *POST' build/log || grep '^No container is started here' build/log | sed 's/^/skipped: /'

echo
echo "All of it passed; what is skipped is named above."
