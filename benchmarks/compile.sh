#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# What specline costs whoever compiles it, by compiler: CPU time, memory and instantiations of programs that use it
# (compile/cost.py), and the bytes of code that pipelines of 1, 3, 6 and all policies add to a program. posix_host is the
# machine in all of them, as it is in an engine. Figures as JSON lines, or tables where a person looks.
#
# usage: compile.sh [--table] [COMPILER...]      JOBS is how many compilers run at once, 2 if it is not set.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)

as_table=no
[[ ! -t 1 ]] || as_table=yes
if [[ ${1:-} == --table ]]; then as_table=yes; shift; fi
wanted=("$@")
((${#wanted[@]} > 0)) || wanted=(g++ clang++-14 clang++-19)
found=()
for compiler in "${wanted[@]}"; do
    if command -v "$compiler" >/dev/null; then
        found+=("$compiler")
    else
        echo "not measured: $compiler is not installed" >&2
    fi
done
((${#found[@]} > 0)) || exit 1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Such as g++-12.2.
name_of() {
    local version
    version=$("$1" -dumpfullversion -dumpversion | cut -d . -f 1,2)
    if "$1" --version | grep -q clang; then echo "clang++-$version"; else echo "g++-$version"; fi
}
# The bytes of code that the pipelines of one kind add to a program, without write and with it.
code_figures() {
    local compiler=$1 kind=$2 name work=$work/$1-$2 flags=(-I "$here/../include") nothing write list bytes
    source "$here/../tests/compile/chosen/code.sh"
    name=$(name_of "$compiler")
    [[ $kind == view ]] || flags+=(-DOWNED)
    mkdir -p "$work"
    compile -O2 machine.cpp machine.o
    compile -O2 nothing.cpp nothing.o
    nothing=$(code_of nothing.o)
    for write in false true; do
        [[ $write == false ]] || flags+=(-DWRITES)
        for list in one three six every; do
            local -n policies=$list
            compile -O2 builds.cpp builds.o "${policies[@]}"
            bytes=$(code_of builds.o)
            printf '{"who": "specline", "work": "text", "compiler": "%s", "policies": %d, "kind": "%s", "write": %s, "bytes": %d}\n' \
                "$name" ${#policies[@]} "$kind" "$write" $((bytes - nothing))
        done
    done
}
figures() {
    local compiler kind named=()
    for compiler in "${found[@]}"; do named+=("$(name_of "$compiler")=$compiler"); done
    python3 "$here/compile/cost.py" "${named[@]}"
    export -f code_figures name_of
    export here work
    for compiler in "${found[@]}"; do
        for kind in view owned; do echo "$compiler $kind"; done
    done | xargs -P "${JOBS:-2}" -L 1 bash -euo pipefail -c 'code_figures "$@"' code_figures
}

if [[ $as_table == yes ]]; then figures | python3 "$here/compile/table.py"; else figures; fi
