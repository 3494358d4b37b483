#!/usr/bin/env python3
"""Reads every view of a database with other clients than cchc, and compares their answers.

    python3 tests/clients.py DATABASE...

Python's sqlite3 module reads every view. If the sqlite3 command is installed, it has to count the same rows. If the
Python package of DuckDB is installed, DuckDB gets a copy of the tables and the unchanged views of schema.sql, and has
to give the same rows. The exit code is 1 if a view cannot be read or a row differs. Needs only Python.
"""

import csv
import math
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

SCHEMA = (Path(__file__).resolve().parent.parent / "schema.sql").read_text(encoding="utf-8")
VIEWS = re.findall(r"^CREATE VIEW (\w+) AS$", SCHEMA, re.MULTILINE)


def rows_of_python(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    for view in VIEWS:
        yield view, connection.execute(f"SELECT * FROM {view}").fetchall()


def rows_of_command(path, view):
    command = ["sqlite3", "-readonly", "-csv", path, f"SELECT count(*) FROM {view}"]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def in_duckdb(path):
    """Copies the tables of a database into DuckDB and creates the views; also returns the views that it refuses."""
    import duckdb

    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    target = duckdb.connect()
    kinds = {"INTEGER": "BIGINT", "REAL": "DOUBLE", "TEXT": "VARCHAR", "BLOB": "VARCHAR"}
    with tempfile.TemporaryDirectory() as folder:
        for (table,) in source.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
            columns = [(name, kind) for _, name, kind, *_ in source.execute(f"PRAGMA table_info({table})")]
            declared = ", ".join(f'"{name}" {kinds[kind]}' for name, kind in columns)
            target.execute(f'CREATE TABLE "{table}" ({declared})')
            chosen = ", ".join("NULL" if kind == "BLOB" else f'"{name}"' for name, kind in columns)
            file = Path(folder) / f"{table}.csv"
            with open(file, "w", newline="", encoding="utf-8") as out:
                writer = csv.writer(out, lineterminator="\n")
                for row in source.execute(f"SELECT {chosen} FROM {table}"):
                    writer.writerow(["\\N" if value is None else value for value in row])
            if file.stat().st_size:
                target.execute(f"COPY \"{table}\" FROM '{file}' (FORMAT csv, AUTO_DETECT false, HEADER false, DELIM ',', QUOTE '\"', ESCAPE '\"', NULLSTR '\\N')")
    refused = {}
    for view, body in re.findall(r"^CREATE VIEW (\w+) AS\n(.*?);\n", SCHEMA, re.MULTILINE | re.DOTALL):
        try:
            target.execute(f"CREATE VIEW {view} AS\n{body}")
        except duckdb.Error as error:
            refused[view] = str(error).splitlines()[0]
    return target, refused


def alike(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return a == b


def key(row):
    return [str(round(float(value), 6)) if isinstance(value, (int, float)) else str(value) for value in row]


def main():
    failed = False
    for path in sys.argv[1:]:
        read = dict(rows_of_python(path))
        print(f"{path}: Python's sqlite3 {sqlite3.sqlite_version} reads {len(read)} of {len(VIEWS)} views")
        if shutil.which("sqlite3"):
            counts = {view: rows_of_command(path, view) for view in VIEWS}
            failed |= any(counts[view] != len(read[view]) for view in VIEWS)
            print(f"{path}: the sqlite3 command reads {len(counts)}")
        try:
            target, refused = in_duckdb(path)
        except ImportError:
            continue
        same = 0
        for view in VIEWS:
            if view in refused:
                print(f"{path}: DuckDB refuses {view}: {refused[view]}")
                continue
            try:
                found = sorted(target.execute(f"SELECT * FROM {view}").fetchall(), key=key)
            except Exception as error:
                print(f"{path}: DuckDB cannot read {view}: {str(error).splitlines()[0]}")
                continue
            expected = sorted(read[view], key=key)
            if len(found) == len(expected) and all(map(lambda a, b: all(map(alike, a, b)), found, expected)):
                same += 1
            else:
                print(f"{path}: DuckDB gives other rows of {view}")
                for a, b in zip(found, expected):
                    if not all(map(alike, a, b)):
                        print("  ", a, "\n  ", b)
                        break
        print(f"{path}: DuckDB gives the same rows of {same} of {len(VIEWS)} views")
        failed |= same < len(VIEWS)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
