# SPDX-License-Identifier: BSL-1.0
"""What it costs to compile programs that use specline: figures, as JSON lines.

usage: cost.py NAME=COMPILER...      JOBS is how many compilers run at once, 2 if it is not set.

cpu_s is user and system time, the median of `n` runs; the programs take turns, so that what else the machine does hits
all of them alike. peak_mib is the resident memory of the largest process. instantiations are clang's, of classes and
functions; they are the same at each level.
"""
import concurrent.futures
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
BUILDS = ROOT / "tests/compile/chosen/builds.cpp"
DOORS = ROOT / "benchmarks/compile/doors.cpp"
ALL = "-DPIPELINE=specline::docker_plugin"


def programs():
    """Of each program its name, its arguments, and how often it is compiled at each level."""
    often, seldom, once = {"-O0": 5, "-O2": 2}, {"-O0": 1, "-O2": 1}, {"-O0": 1}

    def includes(header):
        return ["-x", "c++", "/dev/null", "-include", header]

    yield "empty", ["-x", "c++", "/dev/null"], often
    yield "boost/json.hpp", includes("boost/json.hpp"), often
    yield "docker_plugin on spec_view", [BUILDS, ALL], often
    yield "docker_plugin on spec_view, with write", [BUILDS, ALL, "-DWRITES"], often
    yield "docker_plugin on spec", [BUILDS, ALL, "-DOWNED"], seldom
    yield "read_plugin, docker_plugin on spec_view, write", [DOORS], seldom
    yield "read_plugin, docker_plugin on spec_view, write, oci::read", [DOORS, "-DREADS"], seldom
    yield "bake", [ROOT / "examples/bake.cpp"], seldom
    for header in sorted(INCLUDE.rglob("*.hpp")):
        name = str(header.relative_to(INCLUDE))
        if "/detail/" not in name:
            yield name, includes(name), once


class Compiler:
    def __init__(self, name, command):
        self.name = name
        self.command = command

    def run(self, *arguments):
        """The CPU seconds and the peak in MiB of one compilation."""
        command = [self.command, "-std=c++20", "-I", INCLUDE, "-c", *arguments]
        process = subprocess.Popen(command)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)  # nothing is left to wait for
        if process.returncode != 0:
            raise RuntimeError(f"{self.command} fails: {' '.join(map(str, arguments))}")
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

    def instantiations(self, arguments):
        with tempfile.TemporaryDirectory() as work:
            self.run("-Xclang", "-fsyntax-only", "-ftime-trace", "-ftime-trace-granularity=0", "-o", f"{work}/a.o",
                     *arguments)
            trace = pathlib.Path(work, "a.json").read_text(encoding="utf-8", errors="replace")
        return trace.count('"name":"InstantiateClass"') + trace.count('"name":"InstantiateFunction"')


def main(words):
    compilers = [Compiler(*word.split("=", 1)) for word in words]
    all_programs = list(programs())
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        runs, counts = {}, {}
        for turn in range(5):
            for name, arguments, times in all_programs:
                for compiler in compilers:
                    for level, n in times.items():
                        if turn < n:
                            run = pool.submit(compiler.run, level, *arguments, "-o", "/dev/null")
                            runs.setdefault((compiler.name, name, level), []).append(run)
        for name, arguments, _ in all_programs:
            for compiler in compilers:
                if "clang" in compiler.name:
                    counts[compiler.name, name] = pool.submit(compiler.instantiations, arguments)
        for (compiler, name, level), those in runs.items():
            seconds, peaks = zip(*(run.result() for run in those))
            count = counts.get((compiler, name))
            print(json.dumps({"who": "specline", "work": "compile", "compiler": compiler, "what": name, "level": level,
                              "cpu_s": round(statistics.median(seconds), 4), "peak_mib": round(max(peaks), 1),
                              "n": len(those)} | ({"instantiations": count.result()} if count else {})))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except RuntimeError as error:
        sys.exit(str(error))
