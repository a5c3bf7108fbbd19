#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The reference is made without a complaint, and has a word on every public name. Doxygen says nothing of types, concepts and
# enumerators without one: its XML tells.
#
# usage: reference.sh BUILD_FOLDER      Exit status 77: there is no Doxygen.
set -uo pipefail
if ! command -v doxygen >/dev/null; then
    echo "skipped: doxygen is not installed"
    exit 77
fi
rm -rf "$1/docs/xml" "$1/docs/html"
cmake --build "$1" --target docs || exit 1
awk '
    /<compounddef /   { checked = / kind="(struct|class|concept)"/ && !/ prot="private"/ }
    /<compoundname>/  { compound = $0 }
    /<enumvalue /     { value = 1 }
    value && /<name>/ { name = $0 }
    /<briefdescription>/ && (value || /^    </ && checked) { brief = 1; next }
    brief && /<\/briefdescription>/ { print "no docstring: " compound (value ? name : ""); failed = 1 }
    { brief = 0 }
    /<\/enumvalue>/   { value = 0 }
    END { exit failed || NR == 0 }' "$1"/docs/xml/*.xml | sed 's/<[^>]*>//g; s/   */ /g'
