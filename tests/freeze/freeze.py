#!/usr/bin/env python3
"""Compares the program's output with a frozen record, so that unintended changes show.

    python3 tests/freeze/freeze.py compare     # compare the output with the record; exit code 1 if it differs
    python3 tests/freeze/freeze.py record      # write a new record
    python3 tests/freeze/freeze.py speed       # seconds for the shipped data, six years and a national file

The record holds, for the shipped data, six simulated years and an index of one's own: the sorted rows of all views, the
answers of every verb in both languages, the location of every figure, the texts of reports and the scenes of charts.
For every fixture of every format it holds the dry run, the views and the figures. It also holds the output of every
test that runs the program, which covers all bad input.

Floats may differ by 1e-9; everything else has to be equal. Each intended difference has a line in allowed.txt:

    STEP | LINE | REASON

STEP is the name of a step, with * for anything, and LINE a regular expression. Every removed or added line of a step has
to match one of them. Needs Python 3 and a release build, and no network; the output of the tests also needs cargo.
"""

import argparse
import difflib
import fnmatch
import html.parser
import json
import lzma
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
ALLOWED = HERE / "allowed.txt"
LANGUAGES = ["vi", "en"]
# Tests whose output depends on the clock, on the time of a kill or on the machine.
UNSTABLE = ("crash::", "interrupted::", "determinism::", "docs::", "frozen::")
# The record to compare with, by part.
RECORDED = {}
FLOAT = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")

VERBS = [
    ["check"],
    ["rank"],
    ["rank", "--recomputed"],
    ["gap"],
    ["gap", "--by", "criterion"],
    ["gap", "--by", "cell"],
    ["gap", "--persistent"],
    ["gap", "--improved"],
    ["weakness"],
    ["weakness", "--by", "criterion"],
    ["weakness", "--persistent"],
    ["delta"],
    ["delta", "--by", "cause"],
    ["delta", "--by", "criterion"],
    ["delta", "--by", "grade"],
    ["delta", "--by", "set"],
    ["trend"],
    ["trend", "--by", "block"],
    ["trend", "--lineage", "merged"],
]
OF_YEAR = ["ranking", "gap", "leniency", "heatmap", "lost"]
OF_YEARS = ["bump", "course", "delta", "gap-years"]
OF_UNIT = ["history", "causes"]


class Program:
    """The command, run in a folder of its own."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.steps = {}

    def run(self, *arguments):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("CCHC_")}
        done = subprocess.run(
            [self.binary, *arguments], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def step(self, name, *arguments, order=None):
        """Runs the command and stores its output under a name."""
        code, out, err = self.run(*arguments)
        lines = out.splitlines()
        lines = order(lines) if order else lines
        self.steps[name] = [f"exit {code}", *lines, *(f"! {line}" for line in err.splitlines())]

    def rows(self, query):
        code, out, err = self.run("sql", query, "--format", "json", "--limit", "0")
        if code != 0:
            sys.exit(f"{query}: {err}")
        return json.loads(out)

    def all_at_once(self, calls):
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda call: self.step(*call[0], **call[1]), calls))


def step(*arguments, **options):
    return arguments, options


def sorted_rows(lines):
    return lines[:1] + sorted(lines[1:])


class Words(html.parser.HTMLParser):
    """The text of a page that a browser shows."""

    def __init__(self):
        super().__init__()
        self.lines, self.silent = [], False

    def handle_starttag(self, tag, attributes):
        self.silent = tag in ("style", "script")

    def handle_endtag(self, tag):
        self.silent = False

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.lines.append(" ".join(data.split()))


def words(page):
    parser = Words()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.lines


def views(program, name):
    """The rows of every view. A recorded view has its recorded columns, which may be in its `_detail` view now."""
    known = {row["name"] for row in program.rows("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    for view in sorted(known):
        title = f"{name}/view/{view}"
        columns = ", ".join(f'"{column}"' for column in recorded_columns(title)) or "*"
        source = f"{view}_detail" if f"{view}_detail" in known else view
        query = f"SELECT {columns} FROM {source}"
        yield step(title, "sql", query, "--format", "csv", "--limit", "0", order=sorted_rows)


def recorded_columns(title):
    """The columns of a step that is recorded as CSV."""
    for part in RECORDED:
        if title in RECORDED[part]:
            return RECORDED[part][title][1].split(",")
    return []


def traces(program, name):
    for row in program.rows("SELECT DISTINCT block, unit FROM rankings ORDER BY block, unit"):
        query = ["trace", "--unit", row["unit"], "--block", row["block"], "--format", "csv"]
        yield step(f"{name}/trace/{row['block']}/{row['unit']}", *query)


def answers(program, name):
    units = program.rows("SELECT block, max(unit) AS unit FROM rankings GROUP BY block ORDER BY block")
    for lang in LANGUAGES:
        for verb in VERBS:
            title = f"{name}/{lang}/{' '.join(verb)}"
            yield step(f"{title}/json", *verb, "--format", "json", "--lang", lang)
            yield step(f"{title}/table", *verb, "--lang", lang)
        for row in units:
            unit = ["unit", row["unit"], "--block", row["block"]]
            for lineage in ["as-is", "merged"]:
                title = f"{name}/{lang}/unit {row['block']} {lineage}"
                yield step(f"{title}/json", *unit, "--lineage", lineage, "--format", "json", "--lang", lang)


def charts(program, name):
    """Every kind of chart in every block: of the last year, of all years and of one unit. The SVG, line by line."""
    blocks = program.rows("SELECT block, max(year) AS year, max(unit) AS unit FROM rankings GROUP BY block ORDER BY block")
    folder = Path(program.folder) / "charts"

    def draw(title, arguments):
        path = folder / (re.sub(r"\W+", "-", title) + ".svg")
        code, _, err = program.run("chart", *arguments, "-o", str(path.relative_to(program.folder)))
        scene = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        program.steps[title] = [f"exit {code}", *scene, *(f"! {line}" for line in err.splitlines() if code)]

    calls = []
    for lang in LANGUAGES:
        for row in blocks:
            block = ["--block", row["block"], "--lang", lang]
            for kind in OF_YEAR:
                calls.append((kind, [kind, *block, "--year", str(row["year"])], row, lang))
            for kind in OF_YEARS:
                calls.append((kind, [kind, *block], row, lang))
            for kind in OF_UNIT:
                calls.append((kind, [kind, *block, "--unit", row["unit"]], row, lang))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda call: draw(f"{name}/{call[3]}/chart {call[0]} {call[2]['block']}", call[1]), calls))


def reports(program, name):
    for lang in LANGUAGES:
        program.step(f"{name}/{lang}/report", "report", "--lang", lang)
        program.step(f"{name}/{lang}/report trend", "report", "trend", "--lang", lang)
    for row in program.rows("SELECT block, max(unit) AS unit FROM rankings GROUP BY block ORDER BY block"):
        for lang in LANGUAGES:
            page = f"reports/unit-{row['block']}.{lang}.html"
            program.run("unit", row["unit"], "--block", row["block"], "--lang", lang, "-o", page)
    for page in sorted((Path(program.folder) / "reports").rglob("*.html")):
        program.steps[f"{name}/text/{page.name}"] = words(page)


def database(program, name, kind):
    """The output for one database."""
    calls = [*views(program, name), *answers(program, name)]
    if kind == "whole":
        calls += traces(program, name)
    program.all_at_once(calls)
    if kind == "whole":
        charts(program, name)
        reports(program, name)


def copied(folder, source, name):
    target = Path(folder) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    return name


def shipped(binary, folder, kind="whole"):
    program = Program(binary, folder)
    copied(folder, ROOT / "data", "data")
    program.step("shipped/build", "build")
    program.step("shipped/build again", "build")
    program.step("shipped/dry run", "import", "data", "--dry-run", "--format", "json")
    database(program, "shipped", kind)
    return program.steps


def six_years(binary, folder):
    program = Program(binary, folder)
    program.step("six years/simulate", "simulate", "--years", "2019-2024", "--seed", "7", "--out", "sim")
    program.step("six years/import", "import", "sim")
    database(program, "six years", "whole")
    return program.steps


def own_index(binary, folder):
    program = Program(binary, folder)
    copied(folder, FIXTURES / "own-index", "own-index")
    program.step("own index/import", "import", "own-index", "--mapping", "own-index/mapping.toml")
    database(program, "own index", "whole")
    return program.steps


def fixtures(binary, folder):
    """Every fixture, each in a database of its own with the units of the shipped data.

    The fixtures are of several issuers, so the registry does not say whose units they are.
    """
    registry = (ROOT / "data" / "units.toml").read_text(encoding="utf-8")
    units_alone = registry[registry.index("\n[[unit]]"):]
    files = [path for name in ("formats", "found") for path in sorted((FIXTURES / name).rglob("*"))]
    files += [FIXTURES / "small.txt", FIXTURES / "small_2022.txt", FIXTURES / "prose.txt"]

    def fixture(path):
        name = str(path.relative_to(FIXTURES))
        own_folder = Path(folder) / name.replace("/", "-")
        own_folder.mkdir()
        program = Program(binary, own_folder)
        document = copied(own_folder, path, f"data/{path.name}")
        (own_folder / "data" / "units.toml").write_text(units_alone, encoding="utf-8")
        program.step(f"fixture/{name}/dry run", "import", document, "--dry-run", "--format", "json")
        program.step(f"fixture/{name}/import", "import", document)
        if (own_folder / "cchc.db").exists():
            for arguments, options in [*views(program, f"fixture/{name}"), *traces(program, f"fixture/{name}")]:
                program.step(*arguments, **options)
        return program.steps

    files = [path for path in files if path.is_file() and path.suffix != ".py"]
    steps = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for of_fixture in pool.map(fixture, files):
            steps |= of_fixture
    return steps


def tests(_, folder):
    """The output of every test that runs the program. `tests/it/project.rs` logs it if CCHC_RUNS is set."""
    log = Path(folder) / "runs.jsonl"
    environment = {key: value for key, value in os.environ.items() if key not in ("CCHC_DB", "CCHC_LANG")}
    environment |= {"CCHC_RUNS": str(log), "CARGO_TERM_COLOR": "never"}
    done = subprocess.run(["cargo", "test", "--locked", "--test", "it"], cwd=ROOT, env=environment, capture_output=True)
    if done.returncode != 0:
        print(done.stdout.decode()[-3000:], file=sys.stderr)
        print("a test failed: its output is incomplete", file=sys.stderr)

    steps, counts = {}, {}
    for line in log.read_text(encoding="utf-8").splitlines():
        run = json.loads(line)
        if run["test"].startswith(UNSTABLE):
            continue
        key = " ".join(f"test/{run['test']}/{' '.join(run['arguments'])}".split())
        # Tests allow hostile documents more time than usual.
        key = key.replace(" --time-limit 600", "")
        counts[key] = counts.get(key, 0) + 1

        out = run["out"].splitlines()
        # The output for good input is recorded elsewhere; here are exit codes and messages.
        out = out if run["code"] != 0 and len(out) < 400 else []
        lines = [f"exit {run['code']}", *out, *(f"! {line}" for line in run["err"].splitlines())]
        # A file that will replace another one has a random name at first.
        steps[f"{key} #{counts[key]}"] = [re.sub(r"\.(tmp|cchc-)\w{6}(\.part)?\b", ".tmp", line) for line in lines]
    return steps


PARTS = {"shipped": shipped, "six-years": six_years, "own-index": own_index, "fixtures": fixtures, "tests": tests}


def output_of(part, binary, **options):
    folder = tempfile.mkdtemp(prefix="cchc-freeze-")
    try:
        return PARTS[part](binary, folder, **options)
    finally:
        shutil.rmtree(folder)


def record_of(part):
    return HERE / f"{part}.txt.xz"


def write(part, steps):
    text = "".join(f"== {name}\n" + "".join(f"{line}\n" for line in lines) for name, lines in sorted(steps.items()))
    record_of(part).write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def read(part):
    steps, name = {}, None
    for line in lzma.decompress(record_of(part).read_bytes()).decode().split("\n")[:-1]:
        if line.startswith("== "):
            name = line[3:]
            steps[name] = []
        else:
            steps[name].append(line)
    return steps


def alike(old, new):
    """Whether two lines are equal apart from floats that differ by at most 1e-9."""
    if FLOAT.sub("", old) != FLOAT.sub("", new):
        return False
    pairs = zip(FLOAT.findall(old), FLOAT.findall(new))
    return all(abs(float(a) - float(b)) <= 1e-9 for a, b in pairs)


def objects(lines):
    """The JSON objects among the lines, by the index of their line. Numbers stay as they are written."""
    found = {}
    for index, line in enumerate(lines):
        text = line.strip().rstrip(",")
        if text.startswith("{") and text.endswith("}"):
            try:
                found[index] = json.loads(text, parse_float=str, parse_int=str)
            except ValueError:
                pass
    return found


def by_name(old, new):
    """Both, with the fields of JSON objects sorted by name."""
    old_objects, new_objects = objects(old), objects(new)
    written = lambda lines, found: [
        json.dumps(found[index], sort_keys=True, ensure_ascii=False) if index in found else line
        for index, line in enumerate(lines)
    ]
    return written(old, old_objects), written(new, new_objects)


def differences(old, new):
    """The removed and added lines, marked - and +."""
    old, new = by_name(old, new)
    if old == new or (len(old) == len(new) and all(a == b or alike(a, b) for a, b in zip(old, new))):
        return []
    return [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if not line.startswith(("---", "+++", "@@"))]


def allowances():
    for line in ALLOWED.read_text(encoding="utf-8").splitlines() if ALLOWED.exists() else []:
        if line.strip() and not line.startswith("#"):
            step_name, pattern, reason = (part.strip() for part in line.split(" | ", 2))
            yield step_name, re.compile(pattern), reason


def compare(parts, binary, kind):
    allowed, used, failed = list(allowances()), set(), False
    for part in parts:
        start = time.monotonic()
        RECORDED[part] = read(part)
        new = output_of(part, binary, **({"kind": kind} if part == "shipped" else {}))
        old = {name: lines for name, lines in RECORDED[part].items() if kind == "whole" or name in new}
        counts = {"same": 0, "allowed": 0, "other": 0, "gone": 0, "new": len(new.keys() - old.keys())}
        for name, lines in old.items():
            if name in new and not (changes := differences(lines, new[name])):
                counts["same"] += 1
                continue
            changes = differences(lines, new[name]) if name in new else ["-(the whole step)"]
            fitting = [rule for rule in allowed if fnmatch.fnmatchcase(name, rule[0])]
            open_lines = [line for line in changes if not any(pattern.search(line) for _, pattern, _ in fitting)]
            used |= {rule for rule in fitting if any(rule[1].search(line) for line in changes)}
            counts["allowed" if not open_lines else "gone" if name not in new else "other"] += 1
            for line in open_lines[:6]:
                print(f"{name}: {line[:400]}")
            failed |= bool(open_lines)

        shown = ", ".join(f"{count} {what}" for what, count in counts.items())
        print(f"{part}: {shown} ({time.monotonic() - start:.0f} s)", flush=True)
    if kind == "whole" and set(parts) == set(PARTS):
        for step_name, pattern, reason in set(allowed) - used:
            print(f"allowed, but no longer needed: {step_name} | {pattern.pattern} | {reason}")
    if failed:
        print("Intended? Add a line to tests/freeze/allowed.txt for it: STEP | LINE | REASON")
    return 1 if failed else 0


def speed(binary):
    """Prints the seconds of each run, the best of three."""
    sys.path.insert(0, str(ROOT / "benches"))
    import national_data

    folder = Path(tempfile.mkdtemp(prefix="cchc-speed-"))
    program = Program(binary, folder)
    copied(folder, ROOT / "data", "data")
    program.run("simulate", "--years", "2019-2024", "--seed", "7", "--out", "sim")
    national_data.write_csv(folder / "national.csv", 2024)
    for name, arguments in {
        "shipped data, build": ["build"],
        "six years, build": ["build", "sim", "--reports", "sim-reports"],
        "national file, import": ["import", "national.csv"],
    }.items():
        seconds = []
        for _ in range(3):
            (folder / "cchc.db").unlink(missing_ok=True)
            start = time.monotonic()
            if program.run("-q", *arguments)[0] != 0:
                sys.exit(f"{name} failed")
            seconds.append(time.monotonic() - start)
        print(f"{name}: {min(seconds):.2f} s", flush=True)
    shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["compare", "record", "speed"])
    parser.add_argument("parts", nargs="*", help=f"some of {', '.join(PARTS)}; all by default")
    parser.add_argument("--binary", default=str(ROOT / "target" / "release" / "cchc"))
    parser.add_argument("--small", action="store_true", help="only the views and answers of the shipped data")
    options = parser.parse_intermixed_args()
    options.binary = str(Path(options.binary).resolve())
    parts = options.parts or (["shipped"] if options.small else list(PARTS))
    if options.what == "speed":
        return speed(options.binary)
    if options.what == "compare":
        return compare(parts, options.binary, "small" if options.small else "whole")
    for part in parts:
        start = time.monotonic()
        steps = output_of(part, options.binary)
        write(part, steps)
        size = record_of(part).stat().st_size / 1024
        print(f"{part}: {len(steps)} steps, {size:.0f} kB ({time.monotonic() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    sys.exit(main())
