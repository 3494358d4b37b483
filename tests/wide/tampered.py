#!/usr/bin/env python3
"""Tests what the program does with a database that somebody has changed.

    python3 tests/wide/tampered.py [--binary target/release/cchc] [--count 1000] [--seed 1]

Imports three simulated years. Each case writes one value into one column, in one row or in all, past the checks of the
schema: numbers beyond every range, negative ones, none at all; texts that are empty, long, no UTF-8 or of another
language; bytes cut off; ids of rows that do not exist. Then verbs, all views, a report and a rebuild read it. Each of them has to
end in time with an answer or a message: no panic, and no signal.

Prints one line: how many were tried and survived, the longest time and the largest memory of one run. The exit code is
1 if something did not survive.
"""

import argparse
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import tally
from faults import Broken, Campaign

ROOT = Path(__file__).resolve().parent.parent.parent
NUMBERS = [2**63 - 1, -(2**63), -1, 0, 2**31, 10**12, 1]
REALS = [1e308, -1e308, float("inf"), -1.0, 0.0]
TEXTS = ["''", "CAST(x'ff41fe' AS TEXT)", "'a' || char(0) || 'b'", "printf('%.*c', 100000, 'x')", "'<script>|\u202e=1+1'",
         "'9223372036854775808'", "'{}'", "'2023-99-99'"]
BYTES = ["x''", "zeroblob(100000)", "substr({column}, 1, length({column}) / 2)"]
VERBS = [["rank"], ["gap"], ["weakness"], ["delta"], ["trend"], ["leniency"], ["review"], ["check"], ["documents"],
         ["trace", "--unit", "{unit}"], ["unit", "{unit}"], ["report", "--year", "2023", "--reports", "reports"],
         ["chart", "ranking", "--year", "2023", "-o", "chart.svg"], ["rebuild"]]
SECONDS, MEGABYTES = 60, 1500


def columns(db):
    """The tables with their columns and types."""
    tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
    return [(table, name, kind, key) for (table,) in tables
            for _, name, kind, _, _, key in db.execute(f"PRAGMA table_info({table})")]


def tamper(db, rng, table, column, kind):
    """Writes a value into a column and returns the statement, or None if nothing was changed."""
    if kind == "INTEGER":
        value = str(rng.choice([*NUMBERS, "NULL"]))
    elif kind == "REAL":
        value = str(rng.choice([*REALS, "NULL"])).replace("inf", "9e999")
    elif kind == "BLOB":
        value = rng.choice(BYTES).format(column=column)
    else:
        value = rng.choice([*TEXTS, "NULL"])
    where = "" if rng.random() < 0.4 else f" WHERE rowid = (SELECT rowid FROM {table} ORDER BY random() LIMIT 1)"
    without_rowid = "WITHOUT ROWID" in db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [table]).fetchone()[0]
    sql = f"UPDATE OR IGNORE {table} SET {column} = {value}{'' if without_rowid else where}"
    try:
        changed = db.execute(sql).rowcount
        db.commit()
    except sqlite3.Error:
        db.rollback()
        return None
    return sql if changed else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target" / "release" / "cchc")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=Path, help="a file to which the row of the table is added")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    binary = str(options.binary.resolve())
    campaign = Campaign("tampered databases")

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, db_path = folder / "whole.db", folder / "cchc.db"
        for words in (["simulate", "--years", "2021-2023", "--out", "sim"], ["import", "sim"]):
            subprocess.run([binary, "-q", "--db", "whole.db", *words], cwd=folder, check=True)
        with sqlite3.connect(whole) as db:
            places = columns(db)
            unit = db.execute("SELECT unit FROM rankings WHERE year = 2023 LIMIT 1").fetchone()[0]
            views = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]

        def case():
            shutil.copyfile(whole, db_path)
            shutil.rmtree(folder / "reports", ignore_errors=True)
            connection = sqlite3.connect(db_path)
            connection.execute("PRAGMA ignore_check_constraints = 1")
            sql = None
            while sql is None:
                table, column, kind, _ = rng.choice(places)
                sql = tamper(connection, rng, table, column, kind)
            connection.close()
            verbs = [[word.format(unit=unit) for word in words] for words in rng.sample(VERBS, 6)]
            verbs += [["sql", f"SELECT * FROM {view}", "--format", "csv"] for view in rng.sample(views, 4)]
            for words in verbs:
                try:
                    code = campaign.run(binary, "-q", "--db", "cchc.db", *words, cwd=folder)
                except Broken as broken:
                    raise Broken(f"{' '.join(words)} after {sql}: {broken}") from broken
                if code not in (0, 1, 2, 3, 4):
                    raise Broken(f"{' '.join(words)} after {sql} ended with {code}")
                seconds, megabytes = campaign.last
                if seconds > SECONDS or megabytes > MEGABYTES:
                    raise Broken(f"{' '.join(words)} after {sql} took {seconds:.0f} s and {megabytes:.0f} MB")

        for number in range(options.count):
            campaign.test(number, case)

    for failure in campaign.failures:
        print(failure)
    tally.keep(options.rows, [campaign.row()])
    print("\n" + tally.shown([campaign.row()]))
    sys.exit(1 if campaign.failures else 0)


if __name__ == "__main__":
    main()
