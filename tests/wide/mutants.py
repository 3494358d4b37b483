#!/usr/bin/env python3
"""Damages documents of every format and imports them: no figure may change silently.

    python3 tests/wide/mutants.py [--binary target/release/cchc] [--count 2000] [--seed 1] [--keep FOLDER]

Damages the fixtures in `tests/fixtures/formats` in turn, each mutant in one, two or four places: bytes of the file, or
bytes, numbers and elements of the parts of an archive and the streams of a PDF. These are packed again, so that no
checksum gives the damage away.

A mutant fails the test

- if the exit code is neither 0 (imported) nor 1 (refused), or the program panics;
- if it takes more time or memory than the limits allow;
- if it is imported without an error or a warning, but with other figures than the intact document. Names that differ
  are only listed: one changed letter makes another document, but many changed names are a mistake of the reader.

Text files are truncated only within the figures of a row. After a row, or after the title of a table that would follow,
nobody can tell that the rest is missing.

The exit code is 1 if a mutant failed the test.
"""

import argparse
import collections
import contextlib
import io
import os
import queue
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tally

ROOT = Path(__file__).resolve().parent.parent.parent
FORMATS = ROOT / "tests" / "fixtures" / "formats"
SECONDS = 10
MEGABYTES = 512
# How many seconds the program may take to start on a busy machine.
START_SECONDS = 5
TEXT = {".txt", ".csv", ".tsv", ".md", ".html"}

# One row per unit, whatever its name and wherever its row is.
RESULTS = """
    SELECT result.id, year, block, self_total, appraised_total, survey_total, total, rank, grade, coverage, units
    FROM result JOIN assessment ON assessment.id = assessment_id
"""
SCORES = """
    SELECT result_id, criterion.name, criterion.position, self, appraised, survey,
           coalesce(score.max_appraised, criterion.max_appraised), coalesce(score.max_survey, criterion.max_survey)
    FROM score JOIN criterion ON criterion.id = criterion_id
"""
NAMES = "SELECT unit.name FROM result JOIN unit ON unit.id = unit_id UNION ALL SELECT name FROM criterion ORDER BY 1"
# The findings: those of the intact document say nothing about the damage.
FINDINGS = "SELECT rule, count(*) FROM finding WHERE severity IN ('error', 'warning') GROUP BY rule"

# Remarks of an import that report a loss.
REMARKS = ("cut off", "count its units", "was not read")


def packed(data):
    """The parts of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def pack(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def streams(data):
    """The begin and end of each Flate stream in a PDF."""
    found = []
    for match in re.finditer(rb"stream\r?\n", data):
        if data[match.start() - 3 : match.start()] == b"end":
            continue
        end = data.find(b"endstream", match.end())
        if end <= match.end():
            continue
        try:
            zlib.decompressobj().decompress(data[match.end() : end])
        except zlib.error:
            continue
        found.append((match.end(), end))
    return found


def bytes_damaged(rng, data):
    """Any bytes, with one damage."""
    data = bytearray(data)
    if not data:
        return bytes(data)
    at = rng.randrange(len(data))
    size = rng.choice([1, 2, 4, 16, 64, 512])
    match rng.randrange(8):
        case 0:
            data[at] ^= 1 << rng.randrange(8)
        case 1:
            data[at] = rng.choice([0, 0x7F, 0x80, 0xFF, rng.randrange(256)])
        case 2:
            del data[at : at + size]
        case 3:
            data[at:at] = bytes(rng.randrange(256) for _ in range(size))
        case 4:
            data[at:at] = data[at : at + size]
        case 5:
            data[at : at + size] = bytes(min(size, len(data) - at))
        case 6:
            other = rng.randrange(len(data))
            one, two = data[at : at + size], data[other : other + size]
            data[at : at + len(two)], data[other : other + len(one)] = two, one
        case 7:
            del data[at:]
    return bytes(data)


def text_damaged(rng, data):
    """A text with one damage to its structure: lines, separators, marks, elements or numbers."""
    match rng.randrange(8):
        case 0 | 1:
            lines = data.split(b"\n")
            at = rng.randrange(len(lines))
            if at + 2 >= len(lines):
                return data
            other = rng.randrange(len(lines))
            match rng.randrange(4):
                case 0:
                    # Losing the last row of a table cannot be noticed.
                    if lines[at + 1].strip(b"\r\0,;\t |"):
                        del lines[at]
                case 1:
                    lines.insert(at, lines[at])
                case 2:
                    lines[at], lines[other] = lines[other], lines[at]
                case 3:
                    lines[at] = lines[at] + lines.pop(at + 1)
            return b"\n".join(lines)
        case 2 | 3:
            marks = [m.start() for m in re.finditer(rb'[,;|<>"/=&\t \n\x00]', data)]
            if not marks:
                return data
            at = rng.choice(marks)
            instead = rng.choice([b"", data[at : at + 1] * 2, b" ", b"\n", b'"', b"|", b"\x00"])
            return data[:at] + instead + data[at + 1 :]
        case 4 | 5:
            # A tag is removed, repeated or replaced by another.
            tags = list(re.finditer(rb"<[^<>]{1,200}>", data))
            if not tags:
                return data
            tag = rng.choice(tags)
            other = rng.choice(tags)
            match rng.randrange(3):
                case 0:
                    return data[: tag.start()] + data[tag.end() :]
                case 1:
                    return data[: tag.end()] + tag.group() + data[tag.end() :]
                case 2:
                    return data[: tag.start()] + other.group() + data[tag.end() :]
        case 6:
            # A number of the structure: a span, a repetition, a position or the index of a style.
            numbers = list(re.finditer(rb'="(\d+)"', data)) or list(re.finditer(rb"/\w+ (\d+)", data))
            if not numbers:
                return data
            number = rng.choice(numbers)
            value = rng.choice([b"0", b"1", b"2", b"3", b"65535", b"2147483647", b"-1", b"99999999999999999999"])
            return data[: number.start(1)] + value + data[number.end(1) :]
        case 7:
            # Truncate within the figures of a row.
            cuts = [m.end() - 1 for m in re.finditer(rb"(?<=[\n|,;\t\">]) ?\d+[,.]\d\d", data)]
            return data[: rng.choice(cuts)] if cuts else data
    return data


def damaged(rng, suffix, data):
    """A document with one damage."""
    if suffix in TEXT:
        return text_damaged(rng, data)
    inside = rng.random() < 0.6
    if suffix in {".docx", ".xlsx", ".ods"} and inside:
        try:
            parts = packed(data)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            return bytes_damaged(rng, data)
        if not parts:
            return data
        # The large parts hold the table.
        at = rng.choices(range(len(parts)), [1 + len(content) for _, content in parts])[0]
        name, content = parts[at]
        damage = text_damaged if rng.random() < 0.8 else bytes_damaged
        match rng.randrange(12):
            case 0:
                del parts[at]
            case 1:
                parts.append((name + "x", content))
            case _:
                parts[at] = (name, damage(rng, content))
        return pack(parts)
    if suffix == ".pdf" and inside:
        found = streams(data)
        if not found:
            return bytes_damaged(rng, data)
        begin, end = rng.choices(found, [end - begin for begin, end in found])[0]
        content = zlib.decompressobj().decompress(data[begin:end])
        damage = text_damaged if rng.random() < 0.5 else bytes_damaged
        other = damage(rng, content)
        # A truncated page that is packed again is a valid page with less on it, so it is left whole.
        stream = zlib.compress(content if content.startswith(other) else other, 9)
        if len(stream) > end - begin:
            return bytes_damaged(rng, data)
        return data[:begin] + stream + b"\n" * (end - begin - len(stream)) + data[end:]
    return bytes_damaged(rng, data)


class Run:
    """The messages, time and memory of an import."""

    def __init__(self, binary, folder, path):
        self.database = folder / "one.db"
        for stale in folder.glob("one.db*"):
            stale.unlink()
        command = [binary, "--lang", "en", "--db", str(self.database), "import", str(path)]
        start = time.monotonic()
        with open(folder / "messages", "wb") as log:
            child = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
            timer = threading.Timer(10 * SECONDS, child.kill)
            timer.start()
            _, status, usage = os.wait4(child.pid, 0)
            timer.cancel()
            child.returncode = os.waitstatus_to_exitcode(status)
        self.code = child.returncode

        self.seconds = time.monotonic() - start
        # The peak of the program or of one of its workers, whichever is larger.
        self.megabytes = usage.ru_maxrss / 1024
        self.messages = (folder / "messages").read_text(errors="replace")

    def read(self):
        """The figures of every unit, the names, and the number of findings per rule."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            results, scores, names, findings = (db.execute(query).fetchall() for query in (RESULTS, SCORES, NAMES, FINDINGS))
        # By position, because a name may differ, and by name, because a tidy table has its criteria in any order.
        by_position, by_name = collections.defaultdict(list), collections.defaultdict(list)
        for result, name, position, *score in scores:
            by_position[result].append((position, *score))
            by_name[result].append((name, *score))
        figures = [
            sorted(((*row, *sorted(by_key[result])) for result, *row in results), key=repr)
            for by_key in (by_position, by_name)
        ]
        return figures, names, dict(findings)


def first_difference(intact, names):
    """The first pair of names that differ, or None. If names are missing, the figures differ as well."""
    pairs = [(a[0], b[0]) for a, b in zip(intact, names, strict=False) if a != b]
    return " / ".join(pairs[0]) if pairs and len(intact) == len(names) else None


def judge(run, intact):
    """What is wrong with an import, or None; and names that differ, or None."""
    if run.code not in (0, 1):
        return f"exit code {run.code}", None
    if "panicked" in run.messages or "overflowed its stack" in run.messages:
        return "a panic", None
    if run.seconds > SECONDS + START_SECONDS:
        return f"{run.seconds:.1f} s", None
    if run.megabytes > MEGABYTES:
        return f"{run.megabytes:.0f} MB", None
    if run.code == 1:
        return ("no reason", None) if not run.messages.strip() else (None, None)

    figures, names, findings = run.read()
    intact_figures, intact_names, intact_findings = intact
    is_reported = any(count > intact_findings.get(rule, 0) for rule, count in findings.items())
    is_reported |= any(words in run.messages for words in REMARKS)
    if not is_reported and all(found != expected for found, expected in zip(figures, intact_figures, strict=True)):
        pairs = zip(intact_figures[0], figures[0], strict=False)
        first = next(((a, b) for a, b in pairs if a != b), "their number")
        return f"other figures: {str(first)[:300]}", None
    return None, first_difference(intact_names, names)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target" / "release" / "cchc")
    parser.add_argument("--count", type=int, default=2000, help="number of mutants over all fixtures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for mutants that failed")
    parser.add_argument("--rows", type=Path, help="a file to which the rows of the table are added")
    options = parser.parse_args()
    binary = options.binary.resolve()
    fixtures = sorted(path for path in FORMATS.glob("decision*") if path.is_file())
    slots = queue.SimpleQueue()
    # The program uses all cores for a folder, but here each document has a database of its own.
    jobs = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as scratch:
        for job in range(jobs):
            folder = Path(scratch) / str(job)
            folder.mkdir()
            slots.put(folder)

        intact = {}
        for path in fixtures:
            folder = slots.get()
            run = Run(binary, folder, path)
            slots.put(folder)
            if run.code != 0:
                sys.exit(f"{path.name} itself is not imported: {run.messages}")
            intact[path] = run.read()

        def test(number):
            path = fixtures[number % len(fixtures)]
            rng = random.Random(f"{options.seed} {path.name} {number}")
            data = path.read_bytes()
            for _ in range(rng.choice([1, 1, 1, 2, 4])):
                # Not every kind of damage finds something to damage.
                tries = (damaged(rng, path.suffix, data) for _ in range(9))
                data = next((other for other in tries if other != data), data)

            folder = slots.get()
            try:
                mutant = folder / f"mutant-{number}{path.suffix}"
                mutant.write_bytes(data)
                run = Run(binary, folder, mutant)
                why, names = judge(run, intact[path])
                if options.keep and (why or names):
                    options.keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(mutant, options.keep)
                mutant.unlink()
            finally:
                slots.put(folder)
            return path, number, run, why, names, data == path.read_bytes()

        start = time.monotonic()
        table = collections.defaultdict(collections.Counter)
        slowest = largest = None
        failures = 0

        with ThreadPoolExecutor(jobs) as pool:
            for path, number, run, why, names, same in pool.map(test, range(options.count)):
                row = table[path.name]
                row["mutants"] += 1
                row["same" if same else "imported" if run.code == 0 else "refused"] += 1
                row["names"] += names is not None
                row["seconds"] = max(row["seconds"], run.seconds)
                row["megabytes"] = max(row["megabytes"], run.megabytes)
                slowest = max(slowest or run, run, key=lambda run: run.seconds)
                largest = max(largest or run, run, key=lambda run: run.megabytes)
                if names:
                    print(f"names differ: mutant-{number}{path.suffix} of {path.name}: {names}")
                if why:
                    failures += 1
                    row["wrong"] += 1
                    print(f"WRONG mutant-{number}{path.suffix} of {path.name}: {why}\n    {run.messages.strip()[:300]}")

    columns = ["mutants", "same", "refused", "imported", "names", "wrong"]
    print(f"\n{'document':28}" + "".join(f"{column:>10}" for column in columns))
    for name, row in sorted(table.items()):
        print(f"{name:28}" + "".join(f"{row[column]:>10}" for column in columns))
    print(
        f"\n{options.count} mutants in {time.monotonic() - start:.0f} s, {failures} wrong; at most {slowest.seconds:.2f} s"
        f" and {largest.megabytes:.0f} MB"
    )
    of_format = collections.defaultdict(list)
    for name, row in table.items():
        of_format[Path(name).suffix].append(row)
    rows = [[f"damaged {suffix}", sum(row["mutants"] for row in found), sum(row["mutants"] - row["wrong"] for row in found),
             max(row["seconds"] for row in found), max(row["megabytes"] for row in found)]
            for suffix, found in sorted(of_format.items())]
    tally.keep(options.rows, rows)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
