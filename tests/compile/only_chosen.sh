#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# What is not chosen is not there: a program that builds with three policies, with the machine at hand, refers to no call
# that looks at files or changes them, has nothing of another policy, and is little larger than one that builds nothing.
# The same of every policy shows that this check sees.
#
# usage: only_chosen.sh COMPILER [FLAG...]      Exit status 77: there is no such compiler.
set -u
export LC_ALL=C
compiler=$1
shift
if ! command -v "$compiler" >/dev/null; then
    echo "skipped: $compiler is not installed"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
most=8192
flags=("$@")
source "$(dirname "$0")/chosen/code.sh"

fail() {
    echo "FAILED: $1"
    failures=1
}
# The calls on files that an object refers to.
calls_of() {
    local at='(at|at2)?' family='open|creat|access|faccess|mkdir|rmdir|mknod|unlink|rename|link|symlink|readlink|chmod|chown'
    family+='|stat|lstat|fstat|xstat|lxstat|fxstat|statx|statfs|fstatfs|statvfs|fstatvfs|fchmod|fchown|fsync'
    family+='|opendir|fdopendir|readdir|scandir|closedir|realpath|canonicalize_file_name|fopen|read|write|close|syscall'
    nm "$work/$1" | sed -nE "s/^ +[Uw] _*(($family)$at)(64)?(_chk|_2)?(@.*)?$/\1/p" | sort -u | tr '\n' ' '
}
# The policies that any symbol of an object names.
policies_of() { nm -C "$work/$1" | grep -oE 'specline::policies::[a-z_]+' | sed 's/.*:://' | sort -u | tr '\n' ' '; }

compile -O2 machine.cpp machine.o
compile -O2 nothing.cpp nothing.o
compile -O2 builds.cpp three.o "${three[@]}"
compile -O2 builds.cpp every.o "${every[@]}"
compile -O0 builds.cpp three_plain.o "${three[@]}"  # where nothing is inlined
compile -O0 builds.cpp every_plain.o "${every[@]}"

for object in three.o three_plain.o; do
    calls=$(calls_of "$object")
    [ -z "$calls" ] || fail "three policies that ask the machine nothing refer to $calls"
done
calls=" $(calls_of every.o)"
for call in lstat statfs mkdir realpath openat fstatat fdopendir readdir; do
    [[ $calls == *" $call "* ]] || fail "this check is blind: it does not see that docker_plugin calls $call"
done

[ "$(policies_of three_plain.o)" = "${three[*]} " ] || fail "of policies there are: $(policies_of three_plain.o)"
[ "$(policies_of every_plain.o)" = "${every[*]} " ] || fail "this check is blind: it sees $(policies_of every_plain.o)"

nothing=$(code_of nothing.o)
grown=$(($(code_of three.o) - nothing)) all=$(($(code_of every.o) - nothing))
((grown > 0 && grown < most)) || fail "three policies are $grown bytes of code; under $most is the rule"
((all > most)) || fail "this check is blind: all policies are $all bytes of code"
echo "$compiler: building with three policies is $grown bytes of code, with all ${#every[@]} $all"
exit $failures
