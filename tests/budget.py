# SPDX-License-Identifier: BSL-1.0
"""Holds what budget.sh counted to the budget, or writes the budget anew.

usage: budget.py FOLDER BUDGET WITH [--renew]

More than the slack allows fails; so does one heap allocation more. Less passes, and asks to renew the budget: else what
was won could be lost again unseen.
"""
import json
import pathlib
import re
import sys

RENEW = "bash tests/budget.sh --renew"
BUDGET = """{
    "what": "what read_plugin, docker_plugin.build and oci::write take for inputs/volume.json with a memory_host, by text kind: instructions (callgrind, -O2, in the second call) and heap allocations, those of memory_host with them",
    "renew": "%s",
    "with": "%s",
    "slack": 0.05,
    "counts": {
%s
    }
}
"""


def counted(folder):
    """Of each part its instructions and allocations: budget.cpp names the dumps as it names the lines."""
    instructions = {}
    for dump in folder.glob("dump.*"):
        text = dump.read_text(encoding="utf-8", errors="replace")
        name = re.search(r"^desc: Trigger: Client Request: (.+)$", text, re.M)
        instructions[name[1]] = int(re.search(r"^summary: (\d+)$", text, re.M)[1])
    lines = (line.split(": ") for line in (folder / "allocations").read_text().splitlines())
    return {name: {"instructions": instructions[name], "allocations": int(n)} for name, n in lines}


def judge(name, unit, now, budget, slack):
    """Whether `now` is within the budget."""
    told = f"{name}: {now} {unit}, the budget is {budget}"
    if now > budget * (1 + slack):
        print(f"FAILED: {told}; if that must be: {RENEW}")
        return False
    print(f"renew the budget ({RENEW}): {told}" if now < budget * (1 - slack) else told)
    return True


def main(folder, path, those_with, renew=""):
    now = counted(pathlib.Path(folder))
    path = pathlib.Path(path)
    if renew:
        rows = ",\n".join(f"        {json.dumps(name)}: {json.dumps(counts)}" for name, counts in now.items())
        path.write_text(BUDGET % (RENEW, those_with, rows))
        return 0
    budget = json.loads(path.read_text())
    if budget["counts"].keys() != now.keys():
        print(f"FAILED: the budget has {', '.join(budget['counts'])}; counted were {', '.join(now)}: {RENEW}")
        return 1
    held = [judge(name, unit, now[name][unit], most, budget["slack"] if unit == "instructions" else 0)
            for name, counts in budget["counts"].items() for unit, most in counts.items()]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
