# SPDX-License-Identifier: BSL-1.0
"""Prints the figures of compile.sh, JSON lines on the standard input, as tables: a row for each thing, a column for each
compiler."""
import json
import sys


def table(title, figures, row_of, cell_of):
    compilers = list(dict.fromkeys(one["compiler"] for one in figures))
    rows = {}
    for one in figures:
        rows.setdefault(row_of(one), {})[one["compiler"]] = cell_of(one)
    width = max(map(len, rows), default=0)
    print(f"\n{title}\n\n{'':{width}}" + "".join(f"{name:>28}" for name in compilers))
    for name, cells in rows.items():
        print(f"{name:{width}}" + "".join(f"{cells.get(compiler, '-'):>28}" for compiler in compilers))


def cost(one):
    counted = f"{one['instantiations']:8}" if "instantiations" in one else f"{'-':>8}"
    return f"{one['cpu_s']:7.2f}{one['peak_mib']:8.0f}{counted}"


figures = [json.loads(line) for line in sys.stdin]
costs = [one for one in figures if one["work"] == "compile"]
codes = [one for one in figures if one["work"] == "text"]
codes.sort(key=lambda one: (one["kind"], one["write"], one["policies"]))
table("compile: CPU s, peak MiB, instantiations", costs, lambda one: f"{one['what']} {one['level']}", cost)
table("bytes of code, over a program that builds nothing, -O2", codes,
      lambda one: f"{one['policies']} policies, {one['kind']}{', written' if one['write'] else ''}",
      lambda one: str(one["bytes"]))
