#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The engine itself beside specline. Asks it for its recorded answers again; then makes N random plugins (20000) from SEED (1), gives
# them to both, on this machine with real device nodes, and compares what they make of them.
# Needs root, a Go toolchain with its module proxy, a C++ compiler ($CXX, g++) and Boost.JSON.
# Usage: parity_live.sh [N [SEED]]
set -euo pipefail
cd "$(dirname "$0")/.."
source=$PWD count=${1:-20000} seed=${2:-1}
skip() { echo "skipped: $*"; exit 77; }
[ "$(id -u)" -eq 0 ] || skip "needs root, to make device nodes"
command -v go >/dev/null || skip "there is no Go toolchain"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/machine"

cd benchmarks/peers/moby
go list -deps -test ./... >/dev/null 2>"$work/log" || skip "the engine's code is not to be had: $(tail -n 1 "$work/log")"
go build -o "$work/bin/" ./generate ./record
go test -count=1 -v ./engine >"$work/log" || { grep -vE '=== |--- PASS' "$work/log"; exit 1; }
echo "$(grep -cE '^ {8}--- PASS' "$work/log") recorded answers are the engine's"
grep -o 'skipped: .*' "$work/log" | sort -u || true
cd "$source"
"${CXX:-g++}" -std=c++20 -O1 -DSPECLINE_SOURCE_DIR="\"$source\"" -I include -I tests tests/parity_live.cpp -lboost_json \
    -o "$work/bin/compare"

# The machine that the generator's device paths mean.
cd "$work/machine"
mkdir -p run many/sub many/empty empty
{
    mknod one c 10 200 && mknod blk b 7 3 && mkfifo fifo && mknod many/a c 5 7 && mknod many/z c 1 3 && mknod many/sub/b b 8 17
} 2>/dev/null || skip "this machine lets no device node be made"
chmod 0640 blk many/a
chown 1000:6 fifo many/sub/b
touch plain many/readme
ln -s one link-one
ln -s link-one link-link
ln -s many link-many
ln -s ../one many/link
ln -s nowhere dangling
ln -s loop loop

echo "$count random plugins of seed $seed"
"$work/bin/generate" "$seed" "$count" "$PWD" | "$work/bin/record" | "$work/bin/compare" "$count"
