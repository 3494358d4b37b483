"""Compares a lake with its database.

    python3 compare.py duckdb|datafusion|spark DATABASE LAKE

Runs the statements that the lake has for the engine, and reads every table, every view and every relation with files of
its own; then runs the saved questions that are marked portable. The rows have to be those of SQLite. Identifiers of the
lake have a prefix, which is taken off before, and decimals are compared as numbers.
"""

import math
import os
import re
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = (ROOT / "schema.sql").read_text(encoding="utf-8")
VIEWS = re.findall(r"^CREATE VIEW (\w+) AS$", SCHEMA, re.MULTILINE)
# What a question asks for by default when it has no parameter of its own.
PARAMETER = re.compile(r":(\w+)")


class DuckDb:
    quote = '"'

    def __init__(self):
        import duckdb

        self.connection = duckdb.connect()

    def run(self, sql):
        return self.connection.execute(sql).fetchall()


class DataFusion:
    quote = '"'

    def __init__(self):
        from datafusion import SessionContext

        self.context = SessionContext()

    def run(self, sql):
        batches = self.context.sql(sql).collect()
        return [
            tuple(column[row].as_py() for column in batch.columns) for batch in batches for row in range(batch.num_rows)
        ]


class Spark:
    quote = "`"

    def __init__(self):
        from pyspark.sql import SparkSession

        # Two workers as processes of their own, as in a cluster.
        builder = SparkSession.builder.master(os.environ.get("SPARK_MASTER", "local-cluster[2,1,1024]"))
        builder = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("OFF")

    def run(self, sql):
        return [tuple(row) for row in self.session.sql(sql).collect()]


ENGINES = {"duckdb": DuckDb, "datafusion": DataFusion, "spark": Spark}


def statements(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    text = "\n".join(line for line in lines if not line.startswith("--"))
    return [statement.strip() for statement in text.split(";\n") if statement.strip()]


def plain(value, prefixes):
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, int) and value >> 32 in prefixes:
        # That of an authority has nothing behind its prefix.
        return value & 0xFFFFFFFF or prefixes[value >> 32]
    return bytes(value) if isinstance(value, (bytes, bytearray)) else value


def alike(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return a == b


def is_rounding_tie(a, b):
    """Whether two rounded values are neighbours: a half goes up in one release and down in another."""
    if not (isinstance(a, float) and isinstance(b, float)):
        return False
    decimals = max(len(repr(value).partition(".")[2]) for value in (a, b))
    return decimals <= 2 and math.isclose(abs(a - b), 10**-decimals, rel_tol=1e-6)


def key(row):
    return [f"{value:.6f}" if isinstance(value, (int, float)) else str(value) for value in row]


def first_difference(found, expected, is_alike=alike):
    found, expected = sorted(found, key=key), sorted(expected, key=key)
    if len(found) != len(expected):
        return f"{len(found)} rows instead of {len(expected)}"
    for here, there in zip(found, expected):
        if len(here) != len(there) or not all(map(is_alike, here, there)):
            return f"{here} instead of {there}"
    return None


def main():
    name, database, lake = sys.argv[1:]
    source = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    tables = [row[0] for row in source.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    questions = {}
    for path in sorted((ROOT / "src" / "questions").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        if re.search(r"^-- portable$", text, re.MULTILINE):
            body = "\n".join(line for line in text.split("\n") if not line.startswith("--"))
            # Without a value, a parameter is NULL.
            questions[path.stem] = PARAMETER.sub("NULL", body.strip().rstrip(";"))

    os.chdir(lake)
    engine = ENGINES[name]()
    for statement in statements(Path(f"schema.{name}.sql")):
        engine.run(statement)
    numbers = dict(source.execute("SELECT match_key, id FROM authority"))
    called = {path.stem: path.read_text(encoding="utf-8").splitlines()[1] for path in Path("authorities").iterdir()}
    prefixes = {int(prefix, 16): numbers[key] for prefix, key in called.items()}

    def columns_of(relation):
        return [row[1] for row in source.execute(f"PRAGMA table_info({relation})")]

    def listed(columns):
        return ", ".join(f"{engine.quote}{column}{engine.quote}" for column in columns)

    failed = False

    def compare(label, sql, expected, may_round=False):
        nonlocal failed
        try:
            found = [tuple(plain(value, prefixes) for value in row) for row in engine.run(sql)]
            difference = first_difference(found, expected)
            if difference and may_round:
                is_alike = lambda a, b: alike(a, b) or is_rounding_tie(a, b)
                if not first_difference(found, expected, is_alike):
                    print(f"{name}: {label}: the same but for a half that is rounded the other way: {difference}")
                    difference = None
        except Exception as error:
            difference = str(error).splitlines()[0]
        if difference:
            failed = True
            print(f"{name}: {label}: {difference}")
        return not difference

    def rows_of(relation):
        # The scope of an index has the number of its authority inside a text.
        columns = [column for column in columns_of(relation) if (relation, column) != ("main_index", "scope")]
        return columns, source.execute(f"SELECT {listed_in_sqlite(columns)} FROM {relation}").fetchall()

    def listed_in_sqlite(columns):
        return ", ".join(f'"{column}"' for column in columns)

    same = 0
    for relation in tables + VIEWS:
        columns, expected = rows_of(relation)
        same += compare(relation, f"SELECT {listed(columns)} FROM {relation}", expected)
    print(f"{name}: the same rows of {same} of {len(tables)} tables and {len(VIEWS)} views")

    kept = re.findall(r"VIEW lake_(\w+) AS", Path(f"schema.{name}.sql").read_text(encoding="utf-8"))
    same = 0
    for relation in kept:
        columns, expected = rows_of(f"{relation}_detail" if f"{relation}_detail" in VIEWS else relation)
        # What the name of a folder holds is a number or a text, as the engine takes it.
        year = ["CAST({0}year{0} AS BIGINT)".format(engine.quote) if column == "year" else listed([column]) for column in columns]
        same += compare(f"lake_{relation}", f"SELECT {', '.join(year)} FROM lake_{relation}", expected)
    print(f"{name}: the same rows of {same} of {len(kept)} relations with files of their own")

    same = 0
    for label, sql in questions.items():
        same += compare(label, sql, source.execute(sql).fetchall(), may_round=True)
    print(f"{name}: the same answers to {same} of {len(questions)} portable questions")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
