#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# An example does what the comment at its top tells: the command that builds it is the one for what it links, and it
# prints what stands there, or in the file that stands there.
#
# usage: as_told.sh PROGRAM SOURCE LIBRARIES
set -u
export LC_ALL=C
cd "$(dirname "$0")/../.." || exit 1
program=$1 source=examples/${2##*/} libraries=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAILED: $source: $1"
    failures=1
}

# The comment at the top, without its slashes.
awk '/^\/\// {sub(/^\/\/ ?/, ""); print; next} {exit}' "$source" >"$work/top"

name=${source##*/} name=${name%.cpp}
command="g++ -std=c++20 -I include $source"
[[ $libraries == *specline::specline* ]] && command+=" -lboost_json"
command+=" -o ${name//_/-}"
grep -qxF "  $command" "$work/top" || fail "its comment does not say: $command"

# What stands behind `It prints`: indented lines, or the name of a file.
awk '/^It prints/ {on = 1} on && /^  / {print substr($0, 3); some = 1; next} some {exit}' "$work/top" >"$work/told"
[ -s "$work/told" ] || cat "$(grep -o 'tests/examples/[a-z_]*\.json' "$work/top")" >"$work/told"
[ -s "$work/told" ] || fail "its comment does not say what it prints"
"$program" >"$work/printed" || fail "it ends with status $?"
diff "$work/told" "$work/printed" || fail "it does not print what its comment says (<)"

# A sentence of the compiler, in a comment, is one of ours.
while IFS= read -r sentence; do
    grep -rqF -- "${sentence%, ...}" include || fail "no header says: $sentence"
done < <(sed -n 's,^ *// *\(specline: .*\),\1,p' "$source")

exit $failures
