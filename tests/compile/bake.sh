#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The example that bakes a spec: the program has the text that is built and written at run time, and no code of ours.
#
# usage: bake.sh COMPILER [FLAG...]      Exit status 77: there is no such compiler.
set -u
export LC_ALL=C
here=$(dirname "$0")
compiler=$1
shift
if ! command -v "$compiler" >/dev/null; then
    echo "skipped: $compiler is not installed"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
built=$work/built baked=$work/baked
failures=0

fail() {
    echo "FAILED: $1"
    failures=1
}
build() { "$compiler" -std=c++20 -Wall -Wextra -Werror "$@" || { echo "FAILED: it does not compile"; exit 1; }; }
# What a program has of specline and Boost, by symbols of these types: U what it refers to, T t W w i u functions.
ours() { nm -C "$1" | grep -E "^[0-9a-f ]+ [$2] .*(specline|boost)"; }

build -O0 "$@" "$here/bake_at_run_time.cpp" -o "$built"
"$built" >"$built.json" && [ -s "$built.json" ] || fail "the spec is not built at run time"
ours "$built" TtWw >/dev/null || fail "this check is blind: it sees no function of ours where there are many"

for level in -O0 -O2; do
    build "$level" "$@" "$here/../../examples/bake.cpp" -o "$baked"
    "$baked" >"$baked.json" || fail "$level: the baked program fails"
    cmp "$built.json" "$baked.json" || fail "$level: the baked text is another"
    grep -qaFf "$built.json" "$baked" || fail "$level: the program does not hold the text"
    # Unoptimised, the constants that made the text may be left, but nothing that runs.
    types=UTtWwiu
    [ "$level" = -O0 ] || types=A-Za-z
    left=$(ours "$baked" "$types") && fail "$level: the program has or needs
$left"
    echo "$compiler $level: $(stat -c %s "$baked.json") bytes of text, $(size -A "$baked" | awk '/^\.text/ {print $2}') of code"
done
exit $failures
