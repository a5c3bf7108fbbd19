#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Runs PROGRAM, which must need no Boost library.
set -eu
if readelf -d "$1" | grep -i 'NEEDED.*boost'; then
    echo "$1 needs a library of Boost"
    exit 1
fi
"$1"
