#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The tests that need no machine, by every compiler, standard library, processor, system and Boost that is served.
# Run whole before a release. Installs what it needs, as root on Debian; what cannot be had is named as skipped.
#
# usage: matrix.sh [NAME...]      only the rows whose names have one of these in them
# JOBS is how many compilers run at once, 2 if it is not set.
set -u
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
cd "$(dirname "$0")/.."

# name; standards; packages; how it is compiled; how it is started. c++2b is what every compiler here calls C++23.
rows() {
    cat <<'ROWS'
gcc-12;         c++20 c++2b; g++-12;                                    g++-12
clang-14;       c++20 c++2b; clang-14;                                  clang++-14
clang-16;       c++20 c++2b; clang-16;                                  clang++-16
clang-19;       c++20 c++2b; clang-19;                                  clang++-19
clang-22;       c++20 c++2b; clang-22;                                  clang++-22
libc++-19;      c++20 c++2b; clang-19 libc++-19-dev libc++abi-19-dev;   clang++-19 -stdlib=libc++
x86-32;         c++20;       g++-12-multilib;                           g++-12 -m32 -msse2 -idirafter /usr/include/x86_64-linux-gnu
aarch64;        c++20;       g++-aarch64-linux-gnu qemu-user-static;    aarch64-linux-gnu-g++ -static;   qemu-aarch64-static
s390x;          c++20;       g++-s390x-linux-gnu qemu-user-static;      s390x-linux-gnu-g++ -static;     qemu-s390x-static
windows;        c++20;       g++-mingw-w64-x86-64-posix wine64;         x86_64-w64-mingw32-g++-posix -static; /usr/lib/wine/wine64
boost-1.85;     c++20;       boost-headers==1.85.0.post1;               g++-12
boost-1.88;     c++20;       libboost-headers==1.88.0;                  g++-12
boost-1.90;     c++20;       cmeel-boost==1.90.0;                       g++-12
ROWS
}
# All but what asks the machine or counts allocations; they are one program, with Boost.JSON from its headers.
sources=(tests/{arena,bake,docker_plugin,explain,pipeline,spec_traits,spec_types,status,version}.cpp
    tests/{detail,oci,plugin}/*.cpp tests/host/memory.cpp tests/compile/constant.cpp tests/consume/json.cpp)
strict=(-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export WINEPREFIX=$scratch/wine WINEDEBUG=-all
# Debian's headers of Boost and Catch2 without the rest of /usr/include, which another processor must not see.
mkdir "$scratch/debian"
ln -s /usr/include/boost /usr/include/catch2 "$scratch/debian"
printf '#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n' >"$scratch/catch_main.cpp"

# Installs packages of Debian's, or NAME==VERSION: a wheel that has a Boost's headers, which it sets `boost` to.
install() {
    local package
    boost=$scratch/debian
    for package in "$@"; do
        if [[ $package == *==* ]]; then
            local wheel=$scratch/${package%%==*}
            { python3 -m pip download -q --no-deps --only-binary :all: -d "$wheel" "$package" &&
                python3 -m zipfile -e "$wheel"/*.whl "$wheel"; } >"$scratch/log" 2>&1 || return
            boost=$(dirname "$(dirname "$(find "$wheel" -path '*/boost/version.hpp')")")
        elif ! dpkg -s "$package" >/dev/null 2>&1; then
            [[ -v updated ]] || apt-get update >"$scratch/log" 2>&1
            updated=yes
            apt-get install -y --no-install-recommends "$package" >"$scratch/log" 2>&1 || return
        fi
    done
}

# Compiles a source; what is in its log afterwards is why not.
compile() {
    local object=$1/$(tr / _ <<<"$2").o
    "${@:3}" -c "$2" -o "$object" >"$object.log" 2>&1 || { echo "$2:"; grep -m 3 -A 3 error "$object.log"; return 1; }
}
export -f compile

# Builds and runs the tests in the folder $1, started by $2, compiled by the rest.
check() {
    local folder=$1 start=$2
    shift 2
    set -- "$@" -O1 -I include -I tests -isystem "$boost" -isystem "$scratch/debian" \
        "-DSPECLINE_SOURCE_DIR=\"$PWD\"" "${strict[@]}"
    printf '%s\n' "$scratch/catch_main.cpp" "${sources[@]}" |
        xargs -P "${JOBS:-2}" -I '{}' bash -c 'compile "$0" "$@"' "$folder" '{}' "$@" || return
    "$@" "$folder"/*.o -o "$folder/tests.exe" && timeout 600 $start "$folder/tests.exe" || return
    # The umbrella has the machine's own host, which is not for Windows: that is said.
    [[ $1 != *mingw* ]] || "$@" -fsyntax-only -x c++ include/specline/specline.hpp 2>&1 | grep -m 1 'specline: .*POSIX'
}

failed=0 run=0
install libboost1.81-dev catch2 || { cat "$scratch/log"; exit 1; }
while IFS=';' read -r name standards packages compiler start; do
    for standard in $standards; do
        full=$name-${standard/2b/23}
        [[ $# -eq 0 ]] || grep -qF "${@/#/-e}" <<<"$full" || continue
        SECONDS=0 run=$((run + 1))
        mkdir "$scratch/$full"
        if ! install $packages </dev/null; then
            said="skipped: cannot install $packages: $(grep -m 1 -iE '^(E:|ERROR)' "$scratch/log")"
        elif check "$scratch/$full" "$start" $compiler "-std=$standard" >"$scratch/$full/log" 2>&1 </dev/null; then
            said="ok: $(grep -E 'assertions in' "$scratch/$full/log")"
        else
            said=FAILED failed=$((failed + 1))
        fi
        printf '%-16s %4d s  %s\n' "$full" $SECONDS "$said"
        [[ $said != FAILED ]] || tail -n 40 "$scratch/$full/log"
        rm -rf "${scratch:?}/$full"
    done
done < <(rows)
echo "$run rows, $failed failed"
((run > 0 && failed == 0))
