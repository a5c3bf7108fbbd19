#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# That arrows.sh can fail: one breach of each rule in a copy of the house, and the words that must name it.
set -u
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tried=0 failures=0

# breach WORDS COMMAND: the command breaks a fresh copy, in include/specline of it.
breach() {
    rm -rf "$scratch/house"
    mkdir "$scratch/house"
    cp -r "$root/include" "$root/CMakeLists.txt" "$scratch/house"
    (cd "$scratch/house/include/specline" && eval "$2")
    local output
    tried=$((tried + 1))
    if output=$("$here/arrows.sh" "$scratch/house" 2>&1); then
        echo "not seen: $2"
    elif ! grep -qF -- "$1" <<<"$output"; then
        printf 'seen, but not as "%s": %s\n%s\n' "$1" "$2" "$output"
    else
        return
    fi
    failures=$((failures + 1))
}
# Gives a header one include more, as its first.
include() { sed -i "0,/^#include\|^namespace/s//#include <${2//\//\\/}>\n&/" "$1"; }

breach "goes up" 'include status.hpp specline/text.hpp; include text.hpp specline/policy.hpp'
breach "goes up" 'include verbs/access.hpp specline/spec_traits.hpp'
breach "goes up" 'include policy.hpp specline/docker_plugin.hpp'
breach "in a circle" 'include status.hpp specline/text.hpp'
breach "policies do not include one another" 'include policies/root.hpp specline/policies/mounts.hpp'
breach "reaches oci/spec" 'include policies/root.hpp specline/oci/spec.hpp'
breach "reaches oci/spec" 'include verbs/access.hpp specline/oci/spec.hpp'
breach "in two rooms" 'include pipeline.hpp specline/policies/root.hpp'
breach "in two rooms" 'include policies/root.hpp specline/pipeline.hpp'
breach "knows nothing of the room" 'include host/memory.hpp specline/oci/members.hpp'
breach "knows nothing of the room" 'include verbs/process.hpp specline/host.hpp'
breach "only the umbrella includes a door" 'include docker_plugin.hpp specline/plugin/read.hpp'
breach "only the umbrella includes a door" 'include plugin/read.hpp specline/host/posix.hpp'
breach "only doors include" 'include plugin/settings.hpp specline/detail/json_place.hpp'
breach "by the doors alone" 'include oci/write.hpp boost/json/value.hpp'
breach "for one file of the program" 'include plugin/read.hpp boost/json/src.hpp'
breach "Hana is for the specs" 'include plugin/model.hpp boost/hana/tuple.hpp'
breach "not all of it" 'include oci/write.hpp boost/hana.hpp'
breach "of Boost it may have" 'include text.hpp boost/system/result.hpp'
breach "not the SPDX line" 'sed -i 1d text.hpp'
breach "what it is for" 'sed -i 2d text.hpp'
breach "its guard is not SPECLINE_OCI_SPEC_HPP" 'sed -i s/SPECLINE_OCI_SPEC_HPP/SPECLINE_SPEC_HPP/ oci/spec.hpp'
breach "no guard" 'sed -i "/_HPP$/d" text.hpp'
breach "no guard" 'echo "// more" >>text.hpp'
breach "under 300" 'sed -i "s/^#endif$//" status.hpp; yes "" | head -n 300 >>status.hpp; echo "#endif" >>status.hpp'
breach "using namespace" 'sed -i "s/^namespace specline {/using namespace std;\n&/" text.hpp'
breach "defines a macro, SPECLINE_API" 'sed -i "s/^namespace specline {/#define SPECLINE_API inline\n&/" text.hpp'
breach "changes macros" 'sed -i "s/^namespace specline {/#undef linux\n&/" text.hpp'
breach "write #include <" 'sed -i "s/#include <specline\/arena.hpp>/#include \"arena.hpp\"/" text.hpp'
breach "there is no specline/texts.hpp" 'sed -i "s/specline\/text.hpp>/specline\/texts.hpp>/" plugin/model.hpp'
breach "it has no storey" 'cp text.hpp texts.hpp'
breach "it does not include specline/host/memory.hpp" 'sed -i /memory.hpp/d specline.hpp'
breach "specline/status.hpp is in no file set" 'sed -i "/specline\/status.hpp/d" ../../CMakeLists.txt'
breach "specline/status.hpp is listed twice" 'sed -i "s/include\/specline\/status.hpp/& &/" ../../CMakeLists.txt'
breach "there is no specline/state.hpp" \
    'sed -i "s/include\/specline\/status.hpp/& include\/specline\/state.hpp/" ../../CMakeLists.txt'
breach "which is not" \
    'sed -i "/specline\/text.hpp/d; s/include\/specline\/specline.hpp/include\/specline\/text.hpp &/" \
        ../../CMakeLists.txt'

echo "$tried breaches, $failures not seen as they must be"
((failures == 0))
