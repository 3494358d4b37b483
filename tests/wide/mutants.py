#!/usr/bin/env python3
"""Damages documents of every format and imports them: none may be imported wrong.

    python3 tests/wide/mutants.py [--binary target/release/cchc] [--count 2000] [--seed 1] [--keep FOLDER]

Every fixture of `tests/fixtures/formats` is damaged in turn, in one to four ways: bytes of the file, and bytes, numbers
and elements of what is packed inside (parts of an archive, streams of a PDF), packed again so that no checksum tells.

Wrong is:

- an exit code other than 0 (imported) and 1 (refused), or the words of a panic;
- more than the limits of time and memory;
- figures that are not those of the whole document, imported without an error or a warning. Which names stand beside
  them is listed as well: a letter that differs is another document, but half a table's names are a reader's mistake.

A text file that is cut is cut within the figures of a row: behind a row, or behind the title of a table that would
follow, it is whole as far as anybody can tell.

Exit code 1 where a mutant was imported wrong.
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

ROOT = Path(__file__).resolve().parent.parent.parent
FORMATS = ROOT / "tests" / "fixtures" / "formats"
SECONDS = 10
MEGABYTES = 512
# What starting takes on a busy machine.
OWN_SECONDS = 5
TEXT = {".txt", ".csv", ".tsv", ".md", ".html"}

# By unit, whatever it is called and wherever its row stands.
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
# What the whole document is told of already says nothing of the damage.
TOLD = "SELECT rule, count(*) FROM finding WHERE severity IN ('error', 'warning') GROUP BY rule"

# What an import says of how the file was read, where that tells of a loss.
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
    """Where the Flate streams of a PDF stand: begin and end."""
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
    """One damage to bytes, whatever they are."""
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
    """One damage to the structure of a text: lines, separators, marks, elements, numbers of attributes."""
    match rng.randrange(8):
        case 0 | 1:
            lines = data.split(b"\n")
            at = rng.randrange(len(lines))
            if at + 2 >= len(lines):
                return data
            other = rng.randrange(len(lines))
            match rng.randrange(4):
                case 0:
                    # The last row of a table goes unseen, as a cut behind it would.
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
            # An element goes, comes twice, or stands elsewhere.
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
            # A number of the structure: a span, a repetition, a place, an index of a style.
            numbers = list(re.finditer(rb'="(\d+)"', data)) or list(re.finditer(rb"/\w+ (\d+)", data))
            if not numbers:
                return data
            number = rng.choice(numbers)
            value = rng.choice([b"0", b"1", b"2", b"3", b"65535", b"2147483647", b"-1", b"99999999999999999999"])
            return data[: number.start(1)] + value + data[number.end(1) :]
        case 7:
            # Within the figures of a row.
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
        # A page that ends early, and is packed as if it did not, is a page with less on it.
        stream = zlib.compress(content if content.startswith(other) else other, 9)
        if len(stream) > end - begin:
            return bytes_damaged(rng, data)
        return data[:begin] + stream + b"\n" * (end - begin - len(stream)) + data[end:]
    return bytes_damaged(rng, data)


class Run:
    """What an import said and took."""

    def __init__(self, binary, folder, path):
        self.database = folder / "one.db"
        for stale in folder.glob("one.db*"):
            stale.unlink()
        command = [binary, "--lang", "en", "--db", str(self.database), "import", str(path)]
        begun = time.monotonic()
        with open(folder / "said", "wb") as said:
            child = subprocess.Popen(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
            timer = threading.Timer(10 * SECONDS, child.kill)
            timer.start()
            _, status, usage = os.wait4(child.pid, 0)
            timer.cancel()
            child.returncode = os.waitstatus_to_exitcode(status)
        self.code = child.returncode
        self.seconds = time.monotonic() - begun
        # Of the program or of one that it started, whichever took more.
        self.megabytes = usage.ru_maxrss / 1024
        self.said = (folder / "said").read_text(errors="replace")

    def read(self):
        """The figures of every unit, the names, and how often each rule was told of."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            results, scores, names, told = (db.execute(query).fetchall() for query in (RESULTS, SCORES, NAMES, TOLD))
        # By place, for a name may differ, and by name, for a tidy table has the criteria in any order.
        by_place, by_name = collections.defaultdict(list), collections.defaultdict(list)
        for result, name, place, *score in scores:
            by_place[result].append((place, *score))
            by_name[result].append((name, *score))
        figures = [
            sorted(((*row, *sorted(own[result])) for result, *row in results), key=repr) for own in (by_place, by_name)
        ]
        return figures, names, dict(told)


def differ(whole, names):
    """The first names that differ, or None where none does or where some are missing, which figures tell of."""
    pairs = [(a[0], b[0]) for a, b in zip(whole, names, strict=False) if a != b]
    return " / ".join(pairs[0]) if pairs and len(whole) == len(names) else None


def wrong(run, whole):
    """What is wrong with an import, or None; and names that differ, or None."""
    if run.code not in (0, 1):
        return f"exit code {run.code}", None
    if "panicked" in run.said or "overflowed its stack" in run.said:
        return "a panic", None
    if run.seconds > SECONDS + OWN_SECONDS:
        return f"{run.seconds:.1f} s", None
    if run.megabytes > MEGABYTES:
        return f"{run.megabytes:.0f} MB", None
    if run.code == 1:
        return ("no reason", None) if not run.said.strip() else (None, None)
    figures, names, told = run.read()
    whole_figures, whole_names, known = whole
    is_told = any(count > known.get(rule, 0) for rule, count in told.items()) or any(words in run.said for words in REMARKS)
    if not is_told and all(own != known for own, known in zip(figures, whole_figures, strict=True)):
        one = next(((a, b) for a, b in zip(whole_figures[0], figures[0], strict=False) if a != b), "their number")
        return f"other figures: {str(one)[:300]}", None
    return None, differ(whole_names, names)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target" / "release" / "cchc")
    parser.add_argument("--count", type=int, default=2000, help="how many mutants, over all fixtures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for mutants that are imported wrong")
    own = parser.parse_args()
    binary = own.binary.resolve()
    fixtures = sorted(path for path in FORMATS.glob("decision*") if path.is_file())
    slots = queue.SimpleQueue()
    # The program reads on all cores already where there is a folder; here each document has a database.
    jobs = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as scratch:
        for job in range(jobs):
            folder = Path(scratch) / str(job)
            folder.mkdir()
            slots.put(folder)
        wholes = {}
        for path in fixtures:
            folder = slots.get()
            run = Run(binary, folder, path)
            slots.put(folder)
            if run.code != 0:
                sys.exit(f"{path.name} itself is not imported: {run.said}")
            wholes[path] = run.read()

        def one(number):
            path = fixtures[number % len(fixtures)]
            rng = random.Random(f"{own.seed} {path.name} {number}")
            data = path.read_bytes()
            for _ in range(rng.choice([1, 1, 1, 2, 4])):
                # Not every damage finds something to damage.
                tries = (damaged(rng, path.suffix, data) for _ in range(9))
                data = next((other for other in tries if other != data), data)
            folder = slots.get()
            try:
                mutant = folder / f"mutant-{number}{path.suffix}"
                mutant.write_bytes(data)
                run = Run(binary, folder, mutant)
                why, names = wrong(run, wholes[path])
                if own.keep and (why or names):
                    own.keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(mutant, own.keep)
                mutant.unlink()
            finally:
                slots.put(folder)
            return path, number, run, why, names, data == path.read_bytes()

        begun = time.monotonic()
        table = collections.defaultdict(collections.Counter)
        slowest = largest = None
        failures = 0
        with ThreadPoolExecutor(jobs) as pool:
            for path, number, run, why, names, same in pool.map(one, range(own.count)):
                row = table[path.name]
                row["mutants"] += 1
                row["same" if same else "imported" if run.code == 0 else "refused"] += 1
                row["names"] += names is not None
                slowest = max(slowest or run, run, key=lambda run: run.seconds)
                largest = max(largest or run, run, key=lambda run: run.megabytes)
                if names:
                    print(f"names differ: mutant-{number}{path.suffix} of {path.name}: {names}")
                if why:
                    failures += 1
                    row["wrong"] += 1
                    print(f"WRONG mutant-{number}{path.suffix} of {path.name}: {why}\n    {run.said.strip()[:300]}")
    columns = ["mutants", "same", "refused", "imported", "names", "wrong"]
    print(f"\n{'document':28}" + "".join(f"{column:>10}" for column in columns))
    for name, row in sorted(table.items()):
        print(f"{name:28}" + "".join(f"{row[column]:>10}" for column in columns))
    print(
        f"\n{own.count} mutants in {time.monotonic() - begun:.0f} s, {failures} wrong; at most {slowest.seconds:.2f} s"
        f" and {largest.megabytes:.0f} MB"
    )
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
