#!/usr/bin/env python3
"""Measures how often lasting leniency and the list of `cchc review` find units that are known to score themselves high.

    cargo build --release && python3 tests/wide/over_scorers.py [PROVINCES]

There are two kinds of provinces, each with five years. In those of the simulator, the known over-scorers are the units
with a generosity of 16 % or more, recognised by their scores below the maximum. The others are made like the published
departments of 2022: 19 units and 7 criteria, two fifths of the gaps zero, and a standard deviation per cell of 0.097 of
the maximum; four units score themselves 5 % or 8 % higher than the others.

Prints, after 1, 2, 3 and 5 years, how many known units leniency names and how many a plain gap of 0.02 above the block
would name, and how good the lists of past years were. Takes some minutes and needs only Python.
"""

import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2] / "target/release/cchc"
YEARS = (1, 2, 3, 5)
CRITERIA = [("Chỉ đạo", 13.5), ("Thể chế", 9), ("Thủ tục", 18), ("Bộ máy", 8), ("Công vụ", 8.5), ("Tài chính", 9.5),
            ("Chính quyền số", 20)]


def cchc(database, *arguments):
    done = subprocess.run([PROGRAM, "-q", "--db", database, *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def found(database, over, block):
    """Counts of one block: the known units, then right and wrong names by leniency and by the plain gap."""
    connection = sqlite3.connect(database)
    rows = lambda sql: connection.execute(sql, {"block": block}).fetchall()
    gaps = dict(rows("""SELECT unit, gap_share - block_gap_share FROM unit_gaps
                         WHERE block = :block AND year = (SELECT max(year) FROM unit_gaps WHERE block = :block)"""))
    over = over & set(gaps)
    lasting = rows("SELECT unit, leniency, spread FROM lasting_leniency WHERE block = :block")
    lasting = lasting or rows("SELECT unit, leniency, spread FROM leniency WHERE block = :block AND reliability >= 0.6")
    connection.close()
    named = {unit for unit, leniency, spread in lasting if leniency > 0 and leniency >= 2 * spread}
    plain = {unit for unit, above in gaps.items() if above >= 0.02}
    return [len(over), len(named & over), len(named - over), len(plain & over), len(plain - over)]


def report(title, counts):
    print(title)
    for years, rows in counts.items():
        known, named, wrong, plain, plain_wrong = map(sum, zip(*rows))
        share = lambda part, whole: f"{part / whole:.2f}" if whole else "–"
        print(f"  {years} years, {known} known: leniency names {share(named, known)}, right among all names "
              f"{share(named, named + wrong)}; plain gap {share(plain, known)}, {share(plain, plain + plain_wrong)}")


def simulated(folder, provinces):
    counts = {years: [] for years in YEARS}
    for seed in range(1, provinces + 1):
        data = folder / f"simulated-{seed}"
        cchc(folder / "none.db", "simulate", "--years", "2017-2021", "--seed", str(seed), "--out", data)
        databases = {years: folder / f"simulated-{seed}-{years}.db" for years in YEARS}
        for years, database in databases.items():
            cchc(database, "import", *[data / str(year) for year in range(2017, 2017 + years)], "--registry", data)

        for block in ("department", "district"):
            connection = sqlite3.connect(databases[5])
            over = {unit for (unit,) in connection.execute(
                """SELECT unit FROM scores_detail WHERE block = ? AND self < max_appraised
                    GROUP BY unit_id HAVING avg((self - appraised) / max_appraised) >= 0.135""", [block])}
            connection.close()
            for years, database in databases.items():
                counts[years].append(found(database, over, block))
    report("provinces of the simulator", counts)


def like_published(folder, provinces, extra):
    counts, trials = {years: [] for years in YEARS}, []
    for seed in range(1, provinces + 1):
        chance = random.Random(seed)
        units = [f"Sở số {number:02}" for number in range(1, 20)]
        over = set(chance.sample(units, 4))
        lenient = {unit: chance.gauss(0, 0.012) + (extra if unit in over else 0) for unit in units}
        repeated = {(unit, name): chance.gauss(0, 0.04) for unit in units for name, _ in CRITERIA}
        strict = {name: chance.gauss(0.06, 0.039) for name, _ in CRITERIA}
        quality = {unit: chance.uniform(0.72, 0.92) for unit in units}
        databases = {years: folder / f"made-{extra}-{seed}-{years}.db" for years in YEARS}

        for year in range(2018, 2023):
            lines = ["unit,criterion,max_appraised,self,appraised"]
            for unit in units:
                for name, most in CRITERIA:
                    gap = strict[name] + lenient[unit] + repeated[unit, name] + chance.gauss(0, 0.087)
                    appraised = round(min(1, max(0.3, chance.gauss(quality[unit], 0.08))) * most, 2)
                    score = min(most, round((appraised + gap * most) * 4) / 4) if gap > 0.03 else appraised
                    lines.append(f"{unit},{name},{most},{score},{appraised}")
            table = folder / "year.csv"
            table.write_text("\n".join(lines) + "\n", encoding="utf-8")

            facts = ["--year", str(year), "--block", "department", "--number", f"{year}/QĐ", "--date", f"{year + 1}-03-01",
                     "--issuer", "UBND tỉnh A", "--new-units", "--accept", "framework-maximum"]
            for years, database in databases.items():
                if year < 2018 + years:
                    cchc(database, "import", table, *facts)

        for years, database in databases.items():
            counts[years].append(found(database, over, "department"))
        trials += json.loads(cchc(databases[5], "review", "--trials", "--format", "json"))

    report(f"made like 2022, four of 19 score themselves {extra:.0%} higher", counts)
    for year in range(2019, 2023):
        rows = [row for row in trials if row["year"] == year]
        mean = lambda name: sum(float(row[name]) for row in rows) / len(rows)
        print(f"  lists after {year - 2018} years: error {mean('error'):.3f}, as last year {mean('error_last_year'):.3f}, as "
              f"the block {mean('error_block'):.3f}; held {mean('captured'):.3f}, by last year "
              f"{mean('captured_last_year'):.3f}")


def main():
    provinces = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as folder:
        simulated(Path(folder), provinces)
        for extra in (0.05, 0.08):
            like_published(Path(folder), provinces, extra)


if __name__ == "__main__":
    main()
