#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# How fast specline is on this machine, beside what one would use instead and beside the floor: installs what that needs,
# as root on Debian, builds it at -O3, runs every program in turn, round by round, and writes build/benchmarks/report.json,
# report.md and report.svg. What this machine does not have is named there as not measured.
#
# ROUNDS is how many rounds there are, 5 if it is not set; COMPILE=no leaves out what compiling costs, which takes longest.
set -euo pipefail
cd "$(dirname "$0")"
rounds=${ROUNDS:-5}
out=$PWD/../build/benchmarks
exec_root=/tmp/specline-benchmarks  # the spec names it: inputs/volume.spec.json

missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); }
need g++ g++; need clang++-14 clang-14; need clang++-19 clang-19; need cmake cmake; need ninja ninja-build
need python3 python3; need gnuplot gnuplot-nox; need go golang-go; need cargo cargo
[ -e /usr/include/boost/hana.hpp ] || missing+=(libboost1.81-dev)
[ -e /usr/include/boost/json.hpp ] || missing+=(libboost-json1.81-dev)
[ -e /usr/include/catch2 ] || missing+=(catch2)
[ -e /usr/include/nlohmann/json.hpp ] || missing+=(nlohmann-json3-dev)
if [ ${#missing[@]} -ne 0 ]; then
    echo "installing: ${missing[*]}"
    if [ "$(id -u)" -eq 0 ]; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update >/dev/null || true
        # One by one: what cannot be had is not measured, the rest is.
        for package in "${missing[@]}"; do
            apt-get install -y --no-install-recommends "$package" >/dev/null || echo "cannot install $package" >&2
        done
    else
        echo "not root: install these first, or what needs them is not measured" >&2
    fi
fi

rm -rf "$out/figures"
mkdir -p "$out/figures" "$out/log"
absent=$out/figures/absent
: >"$absent"
# Notes who is not measured, and why: the reason is one line.
not_measured() {
    printf '%s\t%s\n' "$1" "$2" >>"$absent"
    echo "not measured: $1: $2" >&2
}
# Runs a step whose words go to a log; gives the last of them where it fails.
logged() {
    local log=$out/log/$1 who=$1
    shift
    "$@" >"$log" 2>&1 && return
    not_measured "$who" "$(grep -v '^[[:space:]]*$' "$log" | tail -1)"
    return 1
}

echo "building"
build=$out/build
if ! { cmake -S . -B "$build" -G Ninja -D CMAKE_BUILD_TYPE=Release -D CMAKE_DISABLE_FIND_PACKAGE_specline=ON &&
    cmake --build "$build"; } >"$out/log/build" 2>&1; then
    cat "$out/log/build"
    exit 1
fi
programs=()  # who, and the command that prints the figures
add() { programs+=("$1"); declare -ga "run_${1//[.-]/_}=(${*:2})"; }
