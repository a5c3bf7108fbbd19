# SPDX-License-Identifier: BSL-1.0
"""Makes report.json, report.md and report.svg of the figures that run.sh has gathered.

usage: report.py FIGURES OUT      FIGURES has JSON lines in *.jsonl, and in `not_measured` lines `who: why`.

A figure is a JSON object: what was measured (`value_names`) and what that is of (all else). Of a figure that was taken
in several rounds the median counts.
"""
import json
import math
import pathlib
import platform
import re
import statistics
import subprocess
import sys

value_names = ["ns", "count", "a_second", "cpu_s", "peak_mib", "instantiations", "bytes"]


def first_line(*command):
    """What a program says first, such as its version; None where there is none."""
    try:
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return text.strip().split("\n")[0] or None


def found_in(file, pattern):
    try:
        found = re.search(pattern, pathlib.Path(file).read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    except OSError:
        return None
    return found.group(1) if found else None


def machine():
    facts = {
        "cpu": found_in("/proc/cpuinfo", r"^model name\s*: (.*)$"),
        "cores": found_in("/proc/cpuinfo", r"\A(?:.*\n)*processor\s*: (\d+)$"),
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
        "libc": " ".join(platform.libc_ver()),
        "boost": found_in("/usr/include/boost/version.hpp", r'BOOST_LIB_VERSION "(.*)"'),
    }
    facts["cores"] = int(facts["cores"]) + 1 if facts["cores"] else None
    for compiler in ["g++", "clang++-14", "clang++-19", "go", "rustc"]:
        facts[compiler] = first_line(compiler, "version" if compiler == "go" else "--version")
    return {name: fact for name, fact in facts.items() if fact}


class Figures:
    def __init__(self, folder):
        taken = {}
        for file in sorted(pathlib.Path(folder).glob("*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                one = json.loads(line)
                what = {name: value for name, value in one.items() if name not in value_names}
                taken.setdefault(json.dumps(what), []).append({n: one[n] for n in value_names if n in one})
        self.all = [json.loads(what) | {name: statistics.median(round[name] for round in rounds) for name in rounds[0]}
                    | {"rounds": len(rounds)}
                    for what, rounds in taken.items()]
        absent = pathlib.Path(folder, "not_measured")
        lines = absent.read_text(encoding="utf-8").splitlines() if absent.exists() else []
        self.not_measured = dict(line.split(": ", 1) for line in lines)

    def having(self, **wanted):
        """The figures that are of all this; None is for what a figure does not say."""
        return [one for one in self.all if all(one.get(name) == value for name, value in wanted.items())]

    def one(self, value="ns", **wanted):
        """The value of the one figure that is of all this; raises NotMeasured where it is not there."""
        found = self.having(**wanted)
        if not found:
            for name in (wanted["who"], wanted["work"]):
                if name in self.not_measured:
                    raise NotMeasured(f"{name} is not measured: {self.not_measured[name]}")
            raise NotMeasured("there is no figure of " + ", ".join(str(name) for name in wanted.values() if name))
        if len(found) > 1:
            raise ValueError(f"several figures are of {wanted}")
        return found[0][value]

    def time(self, who, work, kind=None, **more):
        return self.one(who=who, work=work, kind=kind, **({"input": "volume"} | more))


class NotMeasured(Exception):
    """Says why there is no figure."""


# The table of targets. `measure` gives the value, what else is to be said of it or None, and, where the machine is not one
# that can tell, why. `why` is what stands in the way where the target is known not to be reached.
def row(work, against, bound, target, unit, measure, why=None):
    return {"work": work, "against": against, "bound": bound, "target": target, "unit": unit, "measure": measure, "why": why}


writing = ("a spec is some 300 short texts, each looked at and copied: with copies of a fixed 16 bytes, and no look at the text, "
           "it still took three quarters of the time")


def items(f):
    ratios = {}
    for what in ["mounts", "env entries", "devices", "capabilities"]:
        many, few = [f.one(who="specline", work="items", what=what, n=n) / n for n in (100_000, 1_000)]
        ratios[what] = many / few
    return max(ratios.values()), ", ".join(f"{what} {ratio:.2f}" for what, ratio in ratios.items())


def threads(f):
    def ratio(host, way):
        one, two = [f.one("a_second", who="specline", work="threads", host=host, **{"as": how})
                    for how in ("one thread", way)]
        return two / one

    value, possible = ratio("posix", "two threads"), ratio("posix", "two processes")
    no_two_cores = None
    if possible < 1.9 and value > 0.95 * possible:
        no_two_cores = f"two processes, which share nothing, make {possible:.2f} times the specs of one on this machine"
    return value, f"two processes {possible:.2f}; on memory_host {ratio('memory', 'two threads'):.2f}", no_two_cores


def compiling(what):
    def measure(f):
        ratios = {}
        for one in f.having(who="specline", work="compile", what=what):
            where = {"compiler": one["compiler"], "level": one["level"]}
            alone = f.one("cpu_s", who="specline", work="compile", what="boost/json.hpp", **where)
            ratios[f"{one['compiler']} {one['level']}"] = one["cpu_s"] / alone
        if not ratios:
            f.one(who="specline", work="compile", what=what)
        # A header alone has no code to make better: at -O0 the two do the same kind of work. -O2 is named beside it.
        plain = [ratio for name, ratio in ratios.items() if name.endswith("-O0")]
        return max(plain), ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items())
    return measure


def over(numerator, denominator):
    return lambda f: (numerator(f) / denominator(f), None)


def specline(work, kind="view", **more):
    return lambda f: f.time("specline", work, kind, **more)


def peer(who, work):
    return lambda f: f.time(who, work)


def sum_of(*parts):
    return lambda f: sum(part(f) for part in parts)


moby_all, moby_calls = peer("moby", "all"), peer("moby", "system calls")
build = specline("build", host="memory", pipeline="docker_plugin")
floor = sum_of(peer("floor", "system calls"), peer("floor", "parse plugin"), peer("floor", "copy spec"))

rows = [
    row("plugin text to spec text, posix_host, one device, folder there", "the engine, the same work",
        "at least", 8, "times faster", over(moby_all, specline("all"))),
    row("the same without system calls, memory_host", "the engine, its system calls subtracted",
        "at least", 20, "times faster", over(lambda f: moby_all(f) - moby_calls(f), specline("all, memory")),
        "nearly half is reading, of which the bare parser is half; a third is writing: " + writing),
    row("build docker_plugin on spec_view, memory_host", "the engine's DefaultSpec alone",
        "at least", 5, "times faster", over(peer("moby", "default spec"), build)),
    row("write", "Go's encoding/json of the same spec",
        "at least", 20, "times faster", over(peer("moby", "write spec"), specline("write spec")), writing),
    row("write", "Boost.JSON's serialize of the same DOM",
        "at least", 6, "times faster", over(peer("boost.json", "write spec"), specline("write spec")), writing),
    row("write", "serde_json of the same spec",
        "at least", 2, "times faster", over(peer("rust", "write spec"), specline("write spec"))),
    row("read an OCI spec into oci::spec", "nlohmann's DOM of the same text",
        "at least", 5, "times faster", over(peer("nlohmann", "read spec"), specline("read spec", "owned"))),
    row("read a plugin", "Boost.JSON's basic_parser with a handler that does nothing, the same text",
        "at most", 2.5, "times the time", over(specline("read plugin"), peer("floor", "parse plugin"))),
    row("plugin text to spec text, posix_host", "the floor's sum: system calls, parsing, memcpy of the spec",
        "at most", 1.7, "times the time", over(specline("all"), floor),
        "what the floor lacks is building and writing, and of reading what is done with what is parsed; the three share the "
        "rest about 2 to 2 to 3: " + writing),
    row("heap allocations, read + build + write, steady state, views", None,
        "at most", 0, "allocations",
        lambda f: (f.one("count", who="specline", work="allocations", input="volume", kind="view"), None)),
    row("time an item, n = 100,000", "n = 1,000", "at most", 1.5, "times the time", items),
    row("two threads", "one", "at least", 1.9, "times the specs a second", threads),
    row("CPU time to compile docker_plugin on spec_view at -O0, without write", "#include <boost/json.hpp> alone",
        "at most", 1, "times the time", compiling("docker_plugin on spec_view")),
    row("the same with write", "#include <boost/json.hpp> alone",
        "at most", 2, "times the time", compiling("docker_plugin on spec_view, with write")),
]


def judged(one, figures):
    """A row with its value, and whether it holds: true, false, or null with why."""
    known_why = one["why"]
    value = holds = detail = why = None
    try:
        value, detail, *unfit = one["measure"](figures)
        holds = value >= one["target"] if one["bound"] == "at least" else value <= one["target"]
        value = float(f"{value:.4g}")
        if not holds:
            why = known_why
        if not holds and any(unfit):
            holds, why = None, unfit[0]
    except NotMeasured as absent:
        why = str(absent)
    told = {"work": one["work"], "against": one["against"], "value": value, "bound": one["bound"],
            "target": one["target"], "unit": one["unit"], "holds": holds}
    return told | ({"detail": detail} if detail else {}) | ({"why": why} if why else {})


def number(value):
    """A value as people read it: three digits."""
    if value is None:
        return "–"
    if value == 0 or value >= 1000:
        return f"{value:,.0f}"
    digits = max(0, 2 - math.floor(math.log10(value)))
    return f"{value:.{digits}f}"


def table(head, lines, right=()):
    yield "| " + " | ".join(head) + " |"
    yield "|" + "|".join("--:" if i in right else "---" for i in range(len(head))) + "|"
    for line in lines:
        yield "| " + " | ".join(str(cell) for cell in line) + " |"
    yield ""


def way(one):
    """What tells a figure from others of its work and who: its kind, host and so on."""
    known = {"who", "work", "input", "rounds", *value_names}
    return ", ".join(str(value) for name, value in one.items() if name not in known)


def pivot(figures, row_of, column_of, cell):
    """A table of figures: the names of columns and the lines."""
    columns = list(dict.fromkeys(map(column_of, figures)))
    lines = {}
    for one in figures:
        lines.setdefault(row_of(one), {})[column_of(one)] = cell(one)
    return columns, [[name, *(cells.get(column, "") for column in columns)] for name, cells in lines.items()]


def markdown(facts, judged_rows, figures, has_bars):
    yield "# How fast specline is\n"
    yield "\n".join(f"* {name}: {fact}" for name, fact in facts.items()) + "\n"
    yield from (f"Not measured: {who}: {why}\n" for who, why in figures.not_measured.items())
    marks = {True: "✓", False: "✗", None: "–"}

    def value_of(one):
        return number(one["value"]) + "".join(f"<br>{one[name]}" for name in ("detail", "why") if name in one)

    yield from table(["", "work", "against", "measured", "wanted"],
                     [[marks[one["holds"]], one["work"], one["against"] or "–", value_of(one),
                       f"{one['bound']} {number(one['target'])} {one['unit']}"] for one in judged_rows], right=(3,))
    if has_bars:
        yield "![bars](report.svg)\n"

    times = [one for one in figures.all if "ns" in one and one["work"] not in ("items", "policy")]
    for work in dict.fromkeys(one["work"] for one in times):
        yield f"## {work}, ns\n"
        columns, lines = pivot([one for one in times if one["work"] == work],
                               lambda one: f"{one['who']}{', ' * bool(way(one))}{way(one)}", lambda one: one["input"],
                               lambda one: number(one["ns"]))
        yield from table(["", *columns], lines, right=range(1, len(columns) + 1))

    yield "## each policy of docker_plugin alone, on a copy of the default spec, ns\n"
    yield from table(["policy", "ns"], [[one["policy"], number(one["ns"])] for one in figures.having(work="policy")], (1,))

    yield "## n items, plugin text to spec text, ns an item\n"
    columns, lines = pivot(figures.having(work="items"), lambda one: one["what"], lambda one: f"n = {one['n']:,}",
                           lambda one: number(one["ns"] / one["n"]))
    yield from table(["", *columns], lines, right=range(1, len(columns) + 1))

    yield "## threads, specs a second\n"
    columns, lines = pivot(figures.having(work="threads"), lambda one: f"{one['host']}_host", lambda one: one["as"],
                           lambda one: number(one["a_second"]))
    yield from table(["", *columns], lines, right=range(1, len(columns) + 1))

    yield "## heap allocations, plugin text to spec text\n"
    yield from table(["kind", "allocations"],
                     [[one["kind"], number(one["count"])] for one in figures.having(work="allocations")], (1,))

    costs = figures.having(work="compile")
    if costs:
        yield "## cost of compiling: CPU s, peak MiB, instantiations\n"
        columns, lines = pivot(
            costs, lambda one: one["what"], lambda one: f"{one['compiler']} {one['level']}",
            lambda one: f"{one['cpu_s']:.2f} s, {one['peak_mib']:.0f} MiB"
                        + (f", {one['instantiations']:,.0f}" if "instantiations" in one else ""))
        yield from table(["", *columns], lines, right=range(1, len(columns) + 1))
    code = sorted(figures.having(work="text"), key=lambda one: (one["kind"], one["write"], one["policies"]))
    if code:
        yield "## bytes of code (.text) that a pipeline adds to a program\n"
        columns, lines = pivot(
            code, lambda one: f"{one['policies']} policies, {one['kind']}{', written' * one['write']}",
            lambda one: one["compiler"], lambda one: number(one["bytes"]))
        yield from table(["", *columns], lines, right=range(1, len(columns) + 1))


# The bars: groups of what does the same work.
bars = [
    ("Plugin text to spec text, on the machine", [
        ("floor: system calls, parsing, memcpy", floor),
        ("specline, views", specline("all")), ("specline, owned", specline("all", "owned")),
        ("Boost.JSON", peer("boost.json", "all")), ("nlohmann", peer("nlohmann", "all")), ("the engine (Go)", moby_all)]),
    ("The same without system calls", [
        ("floor: parsing, memcpy", sum_of(peer("floor", "parse plugin"), peer("floor", "copy spec"))),
        ("specline, views", specline("all, memory")), ("specline, owned", specline("all, memory", "owned")),
        ("Boost.JSON", peer("boost.json", "all, memory")), ("nlohmann", peer("nlohmann", "all, memory")),
        ("the engine (Go)", lambda f: moby_all(f) - moby_calls(f))]),
    ("Read a plugin", [
        ("floor: parsing", peer("floor", "parse plugin")),
        ("specline, views", specline("read plugin")), ("specline, owned", specline("read plugin", "owned")),
        ("Boost.JSON", peer("boost.json", "read plugin")), ("nlohmann", peer("nlohmann", "read plugin")),
        ("the engine (Go)", peer("moby", "read plugin"))]),
    ("Build the spec, without system calls", [
        ("specline, views", build),
        ("specline, owned", specline("build", "owned", host="memory", pipeline="docker_plugin")),
        ("specline, boost::json::value", specline("build", "json", host="memory", pipeline="docker_plugin")),
        ("Boost.JSON", peer("boost.json", "build")), ("nlohmann", peer("nlohmann", "build")),
        ("the engine (Go), DefaultSpec alone", peer("moby", "default spec")),
        ("the engine (Go)", lambda f: f.time("moby", "build") - moby_calls(f))]),
    ("Write the spec", [
        ("floor: memcpy", peer("floor", "copy spec")),
        ("specline, views", specline("write spec")), ("specline, owned", specline("write spec", "owned")),
        ("oci-spec (Rust)", peer("rust", "write spec")), ("Boost.JSON", peer("boost.json", "write spec")),
        ("nlohmann", peer("nlohmann", "write spec")), ("the engine (Go)", peer("moby", "write spec"))]),
    ("Read an OCI spec", [
        ("floor: parsing", peer("floor", "parse spec")),
        ("specline, views", specline("read spec")), ("specline, owned", specline("read spec", "owned")),
        ("specline, boost::json::value", specline("read spec", "json")),
        ("oci-spec (Rust)", peer("rust", "read spec")), ("Boost.JSON", peer("boost.json", "read spec")),
        ("nlohmann", peer("nlohmann", "read spec"))]),
]
colours = {"floor": "#b8b8b8", "specline": "#1f6fb4", "other": "#e39a4f"}


def gnuplot_script(figures, facts, terminal, file):
    """Horizontal bars on one logarithmic axis, the fastest of each group on top."""
    headings, tics, boxes, values = [], [], {kind: [] for kind in colours}, []
    y = slowest = 0.0
    for title, group in bars:
        times = []
        for name, measure in group:
            try:
                times.append((measure(figures), name))
            except NotMeasured:
                pass
        if not times:
            continue
        ours = next((ns for ns, name in times if name == "specline, views"), None)
        headings.append(f'set label "{title}" at graph 0, first {y} left font ",13"')
        for ns, name in sorted(times):
            y -= 1
            slowest = max(slowest, ns)
            tics.append(f'"{name}" {y}')
            kind = name.split(":")[0].split(",")[0]
            boxes[kind if kind in colours else "other"].append(f"{ns} {y} 1 {ns} {y - 0.36} {y + 0.36}")
            times_ours = ns / ours if ours else 1
            digits = 0 if times_ours >= 10 else 1 if times_ours >= 1 else 2
            ratio = f"   {times_ours:.{digits}f}×" if ours and name != "specline, views" else ""
            time = f"{number(ns)} ns" if ns < 1000 else f"{number(ns / 1000)} µs"
            values.append(f'{ns * 1.06} {y} "{time}{ratio}"')
        y -= 1.6
    height = int(90 - 19 * y)
    lines = [
        f'set terminal {terminal} size 920,{height} font "Helvetica,11" background "white"', f'set output "{file}"',
        "set encoding utf8", "set lmargin at screen 0.30", "set rmargin at screen 0.97",
        f"set tmargin at screen {1 - 46 / height}", f"set bmargin at screen {44 / height}",
        "unset key", "set border 1 lc rgb '#888888'", "set logscale x", f"set yrange [{y + 0.6}:0.9]",
        f"set xrange [20:{4 * slowest:.0f}]", 'set xtics ("100 ns" 100, "1 µs" 1e3, "10 µs" 1e4, "100 µs" 1e5, "1 ms" 1e6) nomirror textcolor \'black\'',
        "set grid xtics lt 1 lc rgb '#dddddd'", "set ytics (" + ", ".join(tics) + ") scale 0 font ',10' textcolor 'black'",
        f'set title "Time a call, volume plugin, logarithmic; beside it how many times what specline takes with views\n'
        f'{facts.get("cpu", "")}, {facts.get("g++", "")}" font ",10"'.replace("\n", "\\n"),
        *headings]
    plots = []
    for kind, those in boxes.items():
        if those:
            lines += [f"${kind} << EOD", *those, "EOD"]
            plots.append(f"${kind} using 1:2:3:4:5:6 with boxxyerror fs solid noborder lc rgb '{colours[kind]}'")
    lines += ["$values << EOD", *values, "EOD"]
    plots.append("$values using 1:2:3 with labels left font ',9'")
    return "\n".join([*lines, "plot " + ", \\\n  ".join(plots), ""])


def draw(figures, facts, file, terminal="svg"):
    """Whether gnuplot drew the bars."""
    try:
        subprocess.run(["gnuplot"], input=gnuplot_script(figures, facts, terminal, file), text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"not drawn: the bars: {error}")
        return False
    return True


def main(folder, out):
    figures, facts = Figures(folder), machine()
    judged_rows = [judged(one, figures) for one in rows]
    out = pathlib.Path(out)
    has_bars = draw(figures, facts, out / "report.svg")
    (out / "report.md").write_text("\n".join(markdown(facts, judged_rows, figures, has_bars)), encoding="utf-8")
    report = {"machine": facts, "rows": judged_rows, "figures": figures.all, "not_measured": figures.not_measured}
    (out / "report.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    said = {True: "holds", False: "does not hold", None: "is not measured"}
    for one in judged_rows:
        value = "" if one["value"] is None else f"{number(one['value'])}, "
        against = f" / {one['against']}" if one["against"] else ""
        print(f"{said[one['holds']]:15}  {one['work']}{against}: {value}{one['bound']} {number(one['target'])} {one['unit']}")
    count = {holds: sum(one["holds"] is holds for one in judged_rows) for holds in said}
    print(f"\n{count[True]} of {len(rows)} hold, {count[False]} do not, {count[None]} are not measured: {out / 'report.md'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
