#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Each header compiles alone, also where it is included twice: strictly, in c++20 and gnu++20 (what is in detail/ in
# c++20), with every compiler that is there; in c++20 also without exceptions and RTTI, but for the doors. And all
# survive the macros of hostile.cpp, in both.
#
# usage: headers.sh INCLUDE_FOLDER [FLAG...]
# JOBS is how many compilers run at once, 2 if it is not set.
set -u
export LC_ALL=C
compilers=(g++ clang++-14 clang++-19)
strict=(-fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror)

# Compiles what INCLUDED names, or hostile.cpp; one line where that fails, the first error.
if [[ $1 == --one ]]; then
    compiler=$2 standard=$3 header=$4
    shift 4
    flags=(-std="$standard" "${strict[@]}" "$@")
    if [[ $header == hostile.cpp ]]; then
        source=(-include "$SCRATCH/others.hpp" "$(dirname "$0")/hostile.cpp")
    else
        source=(-x c++ -)
    fi
    # Boost.JSON throws, and the doors with it.
    case $header in
        specline/explain.hpp | specline/oci/json_spec.hpp | specline/oci/read.hpp | specline/plugin/read.hpp) ;;
        specline/specline.hpp | hostile.cpp) ;;
        specline/detail/json_difference.hpp | specline/detail/json_kinds.hpp | specline/detail/json_members.hpp) ;;
        specline/detail/json_place.hpp | specline/detail/parse.hpp | specline/detail/model_reader.hpp) ;;
        specline/detail/plugin_reader.hpp | specline/detail/spec_reader.hpp) ;;
        *) [[ $standard == gnu++20 ]] || flags+=(-fno-exceptions -fno-rtti) ;;
    esac
    output=$(printf '#include <%s>\n' "$header" "$header" | "$compiler" "${flags[@]}" "${source[@]}" 2>&1) ||
        echo "$compiler -std=$standard $header: $(grep -m 1 error <<<"$output" || head -n 1 <<<"$output")"
    exit 0
fi

include=$(realpath "$1")
shift
SCRATCH=$(mktemp -d)
export SCRATCH
trap 'rm -rf "$SCRATCH"' EXIT

mapfile -t headers < <(cd "$include" && find specline -name '*.hpp' | sort)
((${#headers[@]} > 0)) || { echo "no headers in $include"; exit 1; }
grep -rhoE '^#include <[^>]+>' "$include/specline" | grep -v '<specline/' | sort -u >"$SCRATCH/others.hpp"

found=()
for compiler in "${compilers[@]}"; do
    if command -v "$compiler" >/dev/null; then found+=("$compiler"); else echo "skipped: $compiler is not installed"; fi
done
((${#found[@]} > 0)) || exit 77

for compiler in "${found[@]}"; do
    for standard in c++20 gnu++20; do
        for header in "${headers[@]}" hostile.cpp; do
            # Nobody includes what is in detail/ by itself: one mode tells whether it could be.
            [[ $header == */detail/* && $standard == gnu++20 ]] || echo "$compiler $standard $header"
        done
    done
done >"$SCRATCH/all"
failures=$(xargs -P "${JOBS:-2}" -I {} bash -c 'exec bash "$0" --one {} "$@"' "$0" -I "$include" "$@" <"$SCRATCH/all")
[[ -z $failures ]] || printf '%s\n' "$failures"

failed=$(grep -c . <<<"$failures")
echo "${#headers[@]} headers and hostile.cpp, ${#found[@]} compilers, 2 modes: $(wc -l <"$SCRATCH/all") compiled," \
    "$failed failed"
((failed == 0))
