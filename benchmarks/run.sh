#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# How fast specline is on this machine, beside what one would use instead and beside the floor. Installs what that needs,
# as root on Debian, builds it at -O3, runs the programs in turn, round by round, and writes report.json, report.md and
# report.svg into build/benchmarks. What this machine cannot run is named there as not measured.
#
# ROUNDS is how many rounds there are, 5 where it is not set. COMPILE=no leaves out what compiling costs.
set -euo pipefail
cd "$(dirname "$0")"
rounds=${ROUNDS:-5}
out=$(cd .. && pwd)/build/benchmarks
exec_root=/tmp/specline-benchmarks  # as inputs/volume.spec.json names it

missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); }
need g++ g++; need cmake cmake; need ninja ninja-build; need python3 python3; need gnuplot gnuplot-nox
need clang++-14 clang-14; need clang++-19 clang-19; need go golang-go; need cargo cargo
[ -e /usr/include/boost/hana.hpp ] || missing+=(libboost1.81-dev)
[ -e /usr/include/boost/json.hpp ] || missing+=(libboost-json1.81-dev)
[ -e /usr/include/catch2 ] || missing+=(catch2)
[ -e /usr/include/nlohmann/json.hpp ] || missing+=(nlohmann-json3-dev)
if [ ${#missing[@]} -ne 0 ]; then
    echo "installing: ${missing[*]}"
    if [ "$(id -u)" -eq 0 ]; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update >/dev/null || true
        for package in "${missing[@]}"; do  # each by itself: the rest is measured where one cannot be had
            apt-get install -y --no-install-recommends "$package" >/dev/null || echo "cannot install $package" >&2
        done
    else
        echo "not root: install these first, or what needs them fails or is not measured" >&2
    fi
fi

step() { printf '\n== %s\n' "$*"; }
figures=$out/figures log=$out/log
rm -rf "$figures" "$log"
mkdir -p "$figures" "$log"
not_measured() {  # who, why
    printf '%s: %s\n' "$1" "$2" >>"$figures/not_measured"
    echo "not measured: $1: $2"
}
# Does a step of `who`, whose words go to a log; where it fails, the last of them are why `who` is not measured.
try() {
    local who=$1 status=0
    shift
    "$@" >"$log/$who" 2>&1 || status=$?
    [ $status -eq 0 ] || not_measured "$who" "$(grep -v '^[[:space:]]*$' "$log/$who" | tail -n 1)"
    return $status
}
# The same for a step without which there is nothing to report.
must() {
    "$@" >"$log/specline" 2>&1 || { cat "$log/specline"; exit 1; }
}

step "building"
build=$out/build
# The tree's specline, whatever is installed.
must cmake -S . -B "$build" -G Ninja -D CMAKE_BUILD_TYPE=Release -D CMAKE_DISABLE_FIND_PACKAGE_specline=ON
must cmake --build "$build" --target specline-benchmarks specline-allocations specline-threads
others=(threads)
built() {  # who, the tool that builds it, how
    if ! command -v "$2" >/dev/null; then not_measured "$1" "$2 is not installed"
    elif try "$1" "${@:3}"; then others+=("$1"); fi
}
built floor cmake cmake --build "$build" --target specline-floor
built boost.json cmake cmake --build "$build" --target specline-boost-json
if grep -q '^nlohmann_json_DIR:PATH=.*NOTFOUND' "$build/CMakeCache.txt"; then
    not_measured nlohmann "nlohmann-json is not installed"
else
    built nlohmann cmake cmake --build "$build" --target specline-nlohmann
fi
built moby go env -C peers/moby go build -o "$build/specline-moby" .
built rust cargo cargo build --release --locked --manifest-path peers/rust/Cargo.toml --target-dir "$build/rust"

declare -A program=([threads]=specline-threads [floor]=specline-floor [boost.json]=specline-boost-json [nlohmann]=specline-nlohmann
                    [moby]=specline-moby [rust]=rust/release/specline-rust-peer)
run_specline() {
    export SPECLINE_FIGURES=$figures/specline.jsonl
    local quick=(--benchmark-no-analysis --benchmark-warmup-time 20)
    must "$build/specline-benchmarks" "~[items]" "${quick[@]}" --benchmark-samples 1000
    must "$build/specline-benchmarks" "[items]" "${quick[@]}" --benchmark-samples 25
    "$build/specline-allocations" inputs "$exec_root" >>"$SPECLINE_FIGURES"
}
run_other() {
    local mine=$build/figures.jsonl
    if "$build/${program[$1]}" inputs "$exec_root" >"$mine" 2>"$log/$1"; then
        cat "$mine" >>"$figures/$1.jsonl"
    else
        not_measured "$1" "$(tail -n 1 "$log/$1")"
        return 1
    fi
}

trap 'rm -rf "$exec_root"' EXIT
mkdir -p "$exec_root/abc123"
for ((round = 1; round <= rounds; round++)); do
    step "round $round of $rounds"
    run_specline
    running=()
    for who in "${others[@]}"; do
        if run_other "$who"; then running+=("$who"); fi
    done
    others=("${running[@]}")
done

if [ "${COMPILE:-yes}" = no ]; then
    not_measured compile "COMPILE=no"
else
    step "compiling"
    bash compile.sh >"$figures/compile.jsonl" 2>"$log/compile" || not_measured compile "$(tail -n 1 "$log/compile")"
fi

step "report"
python3 report.py "$figures" "$out"
