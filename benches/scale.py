#!/usr/bin/env python3
"""Measures how time, memory and size grow, and many authorities side by side.

    benches/scale.py growth [--folder FOLDER] [--picture docs/pictures/growth.svg]
    benches/scale.py provinces [--folder FOLDER] [--provinces 63] [--years 2015-2024]

`growth` doubles the units, the criteria and the years of a simulated block, each alone, and prints and draws the seconds
and the peak memory of the import. `provinces` imports simulated provinces of five blocks into one database, and then
each into a database of its own, two processes at a time, which export into one lake; the rankings, gaps and changes have
to be the same figures.

Needs a release build (`cargo build --release`), and for the picture matplotlib, which `benches/compare` installs.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import national_data

ROOT = Path(__file__).resolve().parent.parent
CCHC = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "cchc"


def run(*arguments):
    """The seconds and the peak memory in MB of a run."""
    begun = time.monotonic()
    child = subprocess.Popen([str(CCHC), "-q", *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{arguments}: {complaint}")
    return time.monotonic() - begun, usage.ru_maxrss / 1024


def growth(folder, picture):
    units, parts, years = 1_125, 3, 2
    steps = {
        "units": [(units * 2**step, parts, years) for step in range(4)],
        "criteria": [(units, parts * 2**step, years) for step in range(3)],
        "years": [(units, parts, years * 2**step) for step in range(4)],
    }
    measured = {}
    print("| grows | units | criteria | years | scores | seconds | times | peak memory, MB | times |\n|---|---|---|---|---|---|---|---|---|")
    for what, sizes in steps.items():
        before = None
        for units_here, parts_here, years_here in sizes:
            files = []
            for year in range(national_data.FIRST_YEAR, national_data.FIRST_YEAR + years_here):
                path = folder / f"{units_here}-{parts_here}" / str(year) / "national.csv"
                if not path.exists():
                    national_data.write_csv(path, year, units_here, parts_here)
                files.append(path)
            database = folder / "growth.db"
            runs = []
            for _ in range(3):
                database.unlink(missing_ok=True)
                runs.append(run("--db", database, "import", *files))
            seconds, memory = min(runs)
            scores = units_here * parts_here * national_data.AREAS * 3 * years_here
            times = ("–", "–") if before is None else (f"{seconds / before[0]:.2f}", f"{memory / before[1]:.2f}")
            print(f"| {what} | {units_here:,} | {parts_here * national_data.AREAS} | {years_here} | {scores:,} | {seconds:.2f} | {times[0]} | {memory:.0f} | {times[1]} |", flush=True)
            measured.setdefault(what, []).append((scores, seconds, memory))
            before = (seconds, memory)
    if picture:
        draw(measured, picture)


def draw(measured, picture):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "cchc"
    import matplotlib.pyplot as plot

    figure, (left, right) = plot.subplots(1, 2, figsize=(10, 4.2))
    for what, points in measured.items():
        scores = [point[0] / 1e6 for point in points]
        left.plot(scores, [point[1] for point in points], marker="o", label=what)
        right.plot(scores, [point[2] for point in points], marker="o", label=what)
    for axes, label in ((left, "seconds"), (right, "peak memory, MB")):
        axes.set_xlabel("million scores")
        axes.set_ylabel(label)
        axes.set_ylim(bottom=0)
        axes.set_xlim(left=0)
        axes.grid(alpha=0.3)
        axes.legend(title="grows")
    figure.tight_layout()
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(picture, metadata={"Date": None})


FIGURES = [
    "SELECT authority, index_code, year, block, unit, rank, total, grade FROM rankings_detail",
    "SELECT authority, index_code, year, block, unit, criterion, gap, robust_z FROM gaps_detail",
    "SELECT authority, index_code, from_year, to_year, block, unit, delta, performance, weight FROM deltas_detail",
]


def provinces(folder, count, years):
    data = [folder / f"province-{number:02}" for number in range(1, count + 1)]
    for number, path in enumerate(data, 1):
        if not path.exists():
            run("simulate", "--years", years, "--seed", number, "--with", "authority", "--with", "blocks", "--out", path)

    one = folder / "one.db"
    one.unlink(missing_ok=True)
    begun = time.monotonic()
    memory = max(run("--db", one, "import", path)[1] for path in data)
    print(f"One database of {count} provinces: {time.monotonic() - begun:.0f} s, {memory:.0f} MB of memory, {one.stat().st_size / 2**20:.0f} MB on disk.", flush=True)
    seconds, memory = run("--db", one, "export", folder / "lake-of-one")
    print(f"Its lake: {seconds:.0f} s, {memory:.0f} MB of memory, {size(folder / 'lake-of-one') / 2**20:.0f} MB on disk.", flush=True)

    lake = folder / "lake"
    def alone(path):
        database = path.with_suffix(".db")
        database.unlink(missing_ok=True)
        return [run("--db", database, "import", path), run("--db", database, "export", lake)]

    begun = time.monotonic()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = [measured for both in pool.map(alone, data) for measured in both]
    print(f"{count} databases and one lake, {os.cpu_count()} processes at a time: {time.monotonic() - begun:.0f} s, "
          f"{max(memory for _, memory in runs):.0f} MB of memory each, "
          f"{sum(path.with_suffix('.db').stat().st_size for path in data) / 2**20:.0f} MB of databases and {size(lake) / 2**20:.0f} MB of lake.", flush=True)

    together = sqlite3.connect(one)
    for sql in FIGURES:
        expected = sorted(map(repr, together.execute(sql)))
        found = sorted(repr(row) for path in data for row in sqlite3.connect(path.with_suffix(".db")).execute(sql))
        if expected != found:
            sys.exit(f"other figures: {sql}")
        print(f"{len(expected):,} rows are the same: {sql.split(' FROM ')[1]}", flush=True)
    files = sum(1 for _ in lake.rglob("*.parquet"))
    begun = time.monotonic()
    seconds, _ = run("--db", data[0].with_suffix(".db"), "export", lake)
    print(f"The lake has {files:,} files. Exporting one province again, unchanged: {seconds:.1f} s.")


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["growth", "provinces"])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--provinces", type=int, default=63)
    parser.add_argument("--years", default="2015-2024")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    if options.what == "growth":
        growth(folder, options.picture)
    else:
        provinces(folder, options.provinces, options.years)
    if not options.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
