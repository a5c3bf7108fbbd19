#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The house of the headers: includes go down its storeys alone, and every header keeps the rules of the house.
#
# usage: arrows.sh [ROOT]
set -u
export LC_ALL=C
cd "${1:-$(dirname "$0")/../..}" || exit 1
mapfile -t headers < <(cd include && find specline -type f | sort)
((${#headers[@]} > 0)) || { echo "no headers"; exit 1; }

# A header may include what stands on a lower storey, and beside it; the first line that matches a header is its own.
read -r -d '' house <<'EOF'
9 door    plugin/read|oci/read|oci/json_spec|host/(bundle|posix)|explain
8 guest   detail/(json_(difference|kinds|members|place|pointer)|parse|destination|field|model_reader|plugin_(fields|reader)|spec_(fields|reader)|quick_key|string_parts|text_batch|unknown_text|descriptor)
0 bottom  status|version|arena|text|detail/.*
1 host    host
1 plugin  plugin/model
1 oci     oci/members
2 host    host/.*
2 plugin  plugin/.*
2 oci     oci/(process|kernel|filesystem|resources|block_io|hooks|seccomp)
3 oci     oci/spec
4 oci     oci/.*
5 verbs   verbs/.*
6 traits  spec_traits
7 policy  policy
8 policies policies/.*
8 pipeline pipeline
9 ready   docker_plugin|bake
10 all    specline
EOF

house=$house awk '
function fail(where, what) { print where ": " what; failures++ }

# storey[h] and room[h], from the table.
function find_place(h,    i, stem) {
    stem = h
    gsub(/^specline\/|\.hpp$/, "", stem)
    for (i = 1; i <= lines; i++) {
        split(house_line[i], part, / +/)
        if (stem ~ "^(" part[3] ")$") { storey[h] = part[1] + 0; room[h] = part[2]; return }
    }
    fail(h, "it has no storey: give it one in arrows.sh")
    storey[h] = 99
}
function is_ground(r) { return r == "host" || r == "plugin" || r == "oci" }

function check_arrow(from, to,    a, b) {
    a = room[from]; b = room[to]
    if (b == "door" && a != "all") return fail(from, "only the umbrella includes a door, " to)
    if (b == "guest" && a != "door" && a != "guest") return fail(from, "only doors include " to)
    if (a == "policies" && b == "policies") return fail(from, "policies do not include one another, nor " to)
    if (a != b && storey[from] == storey[to] && a != "all")
        return fail(from, "it and " to " stand beside one another in two rooms")
    if (is_ground(b) && a != b && (is_ground(a) || b != "oci" && (a == "verbs" || a == "traits")))
        return fail(from, "it knows nothing of the room of " to)
    if (storey[to] > storey[from]) fail(from, "the arrow to " to " goes up")
}

# reached[h] for all that a header includes, and what that includes.
function reach(from,    i, k, n, wanted, todo, list) {
    delete reached
    todo[wanted = 1] = from
    for (i = 1; i <= wanted; i++) {
        n = split(includes[todo[i]], list, " ")
        for (k = 1; k <= n; k++)
            if (!(list[k] in reached)) { reached[list[k]] = 1; todo[++wanted] = list[k] }
    }
}

BEGIN { lines = split(ENVIRON["house"], house_line, "\n") }

FNR == 1 {
    header = FILENAME
    sub(/^include\//, "", header)
    headers[++count] = header
    find_place(header)
    guard = toupper(header)
    gsub(/[^A-Z0-9]/, "_", guard)
    if ($0 != "// SPDX-License-Identifier: BSL-1.0") fail(header, "its first line is not the SPDX line")
}
FNR == 2 && !/^\/\/ [A-Z].*/ { fail(header, "its second line does not say what it is for") }
/^#ifndef/ && !guarded[header] { guarded[header] = 1; if ($2 != guard) fail(header, "its guard is not " guard) }
/^ *# *define/ && $2 != guard && !(header == "specline/version.hpp" && $2 ~ /^SPECLINE_VERSION_(MAJOR|MINOR|PATCH)$/) {
    fail(header, "it defines a macro, " $2)
}
/^ *# *(undef|pragma)/ { fail(header, "it changes macros or the compiler: " $0) }
/using namespace/ { fail(header, "using namespace") }
/^ *# *include/ {
    if ($2 !~ /^<.*>$/) { fail(header, "write #include <...>, not " $2); next }
    includes[header] = includes[header] " " substr($2, 2, length($2) - 2)
}
{ length_of[header] = FNR; last[header] = $0 }

END {
    for (i = 1; i <= count; i++) {
        h = headers[i]
        if (!guarded[h] || last[h] != "#endif") fail(h, "it has no guard from the top to the last line")
        if (length_of[h] >= 300) fail(h, "it has " length_of[h] " lines; under 300 is the rule")
        n = split(includes[h], list, " ")
        for (k = 1; k <= n; k++) {
            if (list[k] ~ /^specline\//) {
                if (list[k] in storey) check_arrow(h, list[k])
                else fail(h, "there is no " list[k])
            } else if (list[k] ~ /^boost\/json/) {
                if (room[h] != "door" && room[h] != "guest") fail(h, "Boost.JSON comes in by the doors alone")
                if (list[k] ~ /src\.hpp$/) fail(h, "boost/json/src.hpp is for one file of the program")
            } else if (list[k] ~ /^boost\/hana\.hpp$/) fail(h, "include the parts of Hana, not all of it")
            else if (list[k] ~ /^boost\/hana\//) {
                if (room[h] != "oci" && h !~ /^specline\/(spec_traits|pipeline|explain|detail\/spec_fields)\.hpp$/)
                    fail(h, "Hana is for the specs and what reflects on them")
            } else if (list[k] ~ /^boost\//) fail(h, "of Boost it may have JSON and Hana, not " list[k])
        }
    }

    # A policy knows no spec type: what it may include has none within.
    for (i = 1; i <= count; i++) {
        if (room[headers[i]] !~ /^(verbs|traits|policy|policies|pipeline)$/) continue
        reach(headers[i])
        if ("specline/oci/spec.hpp" in reached) fail(headers[i], "it reaches oci/spec, a spec type")
    }

    # All that the umbrella reaches.
    reach("specline/specline.hpp")
    for (i = 1; i <= count; i++)
        if (headers[i] != "specline/specline.hpp" && headers[i] !~ /\/detail\// && !(headers[i] in reached))
            fail("specline/specline.hpp", "it does not include " headers[i])

    # The sets of CMake: each header once, and what core has needs nothing else.
    while ((getline line < "CMakeLists.txt") > 0) {
        if (line ~ /target_sources\(/) { set_name = line; sub(/^ +/, "", set_name); gsub(/.*target_sources\(| .*/, "", set_name) }
        while (match(line, /include\/specline\/[a-z_0-9\/]+\.hpp/)) {
            h = substr(line, RSTART + 8, RLENGTH - 8)
            line = substr(line, RSTART + RLENGTH)
            if (line ~ /^ *version_lines/ || set_name == "") continue
            if (h in in_set) fail("CMakeLists.txt", h " is listed twice")
            else if (!(h in storey)) fail("CMakeLists.txt", "there is no " h)
            in_set[h] = set_name
        }
        if (line ~ /\)/) set_name = ""
    }
    for (i = 1; i <= count; i++) {
        h = headers[i]
        if (!(h in in_set)) { fail("CMakeLists.txt", h " is in no file set"); continue }
        if (in_set[h] != "specline_core") continue
        n = split(includes[h], list, " ")
        for (k = 1; k <= n; k++) {
            if (list[k] ~ /^boost\/json/) fail("CMakeLists.txt", h " needs Boost.JSON, which core has not")
            if ((list[k] in in_set) && in_set[list[k]] != "specline_core")
                fail("CMakeLists.txt", h " is in core and includes " list[k] ", which is not")
        }
    }
    exit failures != 0
}' "${headers[@]/#/include/}"
failed=$?

# A guard hides a circle from the compiler; tsort does not.
arrows=$(cd include && grep -oE '^#include <specline/[^>]+' "${headers[@]}" | sed 's/:#include </ /')
if ! circles=$(tsort <<<"$arrows" 2>&1 >/dev/null); then
    printf 'includes in a circle:\n%s\n' "$circles"
    failed=1
fi
((failed == 0)) && echo "${#headers[@]} headers: every arrow goes down"
exit "$failed"
