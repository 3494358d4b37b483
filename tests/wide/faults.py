#!/usr/bin/env python3
"""Tests what faults leave: killed imports, full disks, writers at the same time, and the loss of power.

    python3 tests/wide/faults.py [--binary target/release/cchc] [--kills 300] [--disks 100] [--races 40] [--cuts 600]
                                 [--seed 1]

Imports six simulated years. After each fault the database has to be sound, and to hold each document whole or not at
all; then a further import has to complete it.

Killed: the process is killed at a random moment of an import, of a rebuild or of a report. Full disk: files may grow to
a random size only. Writers at the same time: two to four imports, a rebuild and readers.

Loss of power: what an import writes is recorded (with strace), and cut at a random point. Writes that no fsync had
followed are lost or kept at random, each for itself and in halves of a page; names of files that no fsync of their
folder had followed are lost from a random one on. That is more than a journalling file system would lose.

Prints one line for each kind: how many were tried and survived, the longest time and the largest memory of one run. The
exit code is 1 if something did not survive.
"""

import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import tally

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = 4096
HOLDINGS = """
    SELECT file_name,
           (SELECT count(*) FROM result JOIN assessment AS a ON a.id = assessment_id WHERE a.document_id = document.id),
           (SELECT count(*) FROM score JOIN result ON result.id = result_id
              JOIN assessment AS a ON a.id = assessment_id WHERE a.document_id = document.id),
           (SELECT count(*) FROM placement WHERE document_id = document.id),
           (SELECT count(*) FROM finding JOIN assessment AS a ON a.id = assessment_id WHERE a.document_id = document.id)
      FROM document
"""


class Broken(Exception):
    """A fault did damage."""


def holdings(db):
    """The number of rows that each document of a sound database has."""
    if not db.exists():
        return {}
    connection = sqlite3.connect(db)
    try:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Broken("the database is damaged")
        if connection.execute("SELECT count(*) FROM pragma_foreign_key_check").fetchone() != (0,):
            raise Broken("rows refer to others that are missing")
        if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            return {}
        return {name: rows for name, *rows in connection.execute(HOLDINGS)}
    except sqlite3.Error as error:
        raise Broken(f"the database cannot be read: {error}") from error
    finally:
        connection.close()


class Campaign:
    """The runs of one kind."""

    def __init__(self, name):
        self.name, self.tried, self.failures = name, 0, []
        self.seconds, self.megabytes, self.last = 0.0, 0.0, (0.0, 0.0)

    def run(self, *command, **options):
        """Runs a command to its end, and returns its exit code."""
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
        messages = process.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.last = (time.monotonic() - begun, usage.ru_maxrss / 1024)
        self.seconds, self.megabytes = max(self.seconds, self.last[0]), max(self.megabytes, self.last[1])
        if "panicked" in messages:
            raise Broken(f"a panic: {messages[:200]}")
        return process.returncode

    def test(self, number, case):
        self.tried += 1
        try:
            case()
        except Broken as broken:
            self.failures.append(f"{self.name} {number}: {broken}")

    def row(self):
        return [self.name, self.tried, self.tried - len(self.failures), self.seconds, self.megabytes]


class Project:
    """A folder with six simulated years in `sim`, and what a complete import of them holds."""

    def __init__(self, binary, folder):
        self.binary, self.folder = str(binary), folder
        self.db = folder / "cchc.db"
        self.call("simulate", "--years", "2019-2024", "--out", "sim")
        self.call("import", "sim")
        self.whole = holdings(self.db)
        self.size = self.db.stat().st_size
        self.clear()

    def command(self, *words):
        return [self.binary, "-q", "--db", "cchc.db", *words]

    def call(self, *words):
        subprocess.run(self.command(*words), cwd=self.folder, check=True)

    def clear(self):
        for path in self.folder.iterdir():
            if path.name.startswith(("cchc.db", ".cchc-")):
                path.unlink()
        shutil.rmtree(self.folder / "reports", ignore_errors=True)

    def check(self, db=None):
        """The documents in a database; an error for one that is not whole."""
        found = holdings(db or self.db)
        for name, rows in found.items():
            if self.whole.get(name) != rows:
                raise Broken(f"{name} is not whole: {rows} instead of {self.whole.get(name)}")
        return found

    def complete(self, campaign):
        code = campaign.run(*self.command("import", "sim"), cwd=self.folder)
        if code or self.check() != self.whole:
            raise Broken(f"a further import ended with {code} and did not complete the database")


def kills(project, count, rng):
    campaign = Campaign("killed")
    verbs = [("import", "sim"), ("import", "sim"), ("rebuild",), ("report", "--year", "2024")]

    def case(number):
        words = verbs[number % len(verbs)]
        project.clear()
        if words[0] != "import":
            project.call("import", "sim")
        process = subprocess.Popen(project.command(*words), cwd=project.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(rng.random() * longest[words])
        # Its workers end by themselves.
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = project.check()
        if words[0] != "import" and found != project.whole:
            raise Broken("documents are missing")
        project.complete(campaign)

    longest = {}
    for words in set(verbs):
        project.clear()
        if words[0] != "import":
            project.call("import", "sim")
        begun = time.monotonic()
        project.call(*words)
        longest[words] = time.monotonic() - begun
    for number in range(count):
        campaign.test(number, lambda number=number: case(number))
    return campaign


def disks(project, count, rng):
    campaign = Campaign("full disk")

    def case():
        project.clear()
        limit = rng.randrange(project.size)
        code = campaign.run(*project.command("import", "sim"), cwd=project.folder, preexec_fn=lambda: small(limit))
        if code not in (0, 1, 3):
            raise Broken(f"exit code {code} at {limit} bytes")
        project.check()
        project.complete(campaign)

    def small(limit):
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    for number in range(count):
        campaign.test(number, case)
    return campaign


def races(project, count, rng):
    campaign = Campaign("writers at the same time")

    def case():
        project.clear()
        if rng.random() < 0.5:
            project.call("import", "sim/2019")
        writers = [project.command("import", "sim") for _ in range(rng.randrange(2, 5))]
        writers.append(project.command("rebuild"))
        processes = [subprocess.Popen(command, cwd=project.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                     for command in writers]
        while any(process.poll() is None for process in processes):
            code = campaign.run(*project.command("rank"), cwd=project.folder)
            if code not in (0, 1, 3):
                raise Broken(f"a reader ended with {code}")
        codes = [process.returncode for process in processes]
        # A rebuild may find no database, or one that is being written.
        if any(codes[:-1]) or codes[-1] not in (0, 1, 3):
            raise Broken(f"writers ended with {codes}")
        project.complete(campaign)

    for number in range(count):
        campaign.test(number, case)
    return campaign


class Recorded:
    """A file as a disk has it: what was handed to it for certain, and writes that were not."""

    def __init__(self, content=b""):
        self.synced, self.pending = content, []

    def content(self, keep):
        content = bytearray(self.synced)
        for at, data in self.pending:
            if data is None:
                if keep():
                    content[at:] = bytes(max(0, at - len(content)))
                continue
            half = PAGE // 2
            for begin in range(0, len(data), half):
                if keep():
                    piece = data[begin : begin + half]
                    if len(content) < at + begin:
                        content.extend(bytes(at + begin - len(content)))
                    content[at + begin : at + begin + len(piece)] = piece
        return bytes(content)


class Disk:
    """The files in a folder, and the names that were not handed to the disk yet."""

    def __init__(self, folder, names):
        self.folder, self.names = str(folder), names
        self.durable = dict(self.names)
        self.pending = []

    def change(self, *change):
        self.pending.append(change)
        apply(self.names, change)

    def sync_folder(self):
        self.durable, self.pending = dict(self.names), []

    def state(self, rng):
        """A state in which a loss of power may leave the folder."""
        names = dict(self.durable)
        for change in self.pending[: rng.randrange(len(self.pending) + 1)]:
            apply(names, change)
        share = rng.choice([0.0, 0.5, 0.9, 1.0])
        return {name: file.content(lambda: rng.random() < share) for name, file in names.items()}


def apply(names, change):
    match change:
        case ("new", name, file):
            names[name] = file
        case ("gone", name):
            names.pop(name, None)
        case ("move", old, new):
            if old in names:
                names[new] = names.pop(old)


CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += +(-?\d+)")
HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
OPEN = re.compile(r"<((?:\\x[0-9a-f]{2})+)>")


def unhex(text):
    return bytes.fromhex(text.replace("\\x", ""))


def recorded(lines, disk):
    """Replays what was recorded on a disk, and yields after each change."""
    def inside(path):
        path = os.path.normpath(path.decode())
        return os.path.basename(path) if os.path.dirname(path) == disk.folder else None

    for line in lines:
        found = CALL.match(line)
        if not found or found[3].startswith("-"):
            continue
        call, arguments = found[1], found[2]
        texts = [unhex(text) for text in HEX.findall(arguments)]
        opened = [unhex(text) for text in OPEN.findall(arguments)]
        if call == "openat":
            path = os.path.join(disk.folder.encode(), texts[0])
            name = inside(path)
            if name is None:
                continue
            if "O_CREAT" in arguments and name not in disk.names:
                disk.change("new", name, Recorded())
                yield
            if "O_TRUNC" in arguments:
                disk.names[name].pending.append((0, None))
                yield
            continue
        if call in ("unlink", "unlinkat", "rename", "renameat", "renameat2"):
            names = [inside(os.path.join(disk.folder.encode(), text)) for text in texts]
            if names[0] is None:
                continue
            disk.change(*(("gone", names[0]) if call.startswith("unlink") else ("move", *names)))
            yield
            continue
        if not opened:
            continue
        if opened[0].decode() == disk.folder and call == "fsync":
            disk.sync_folder()
            yield
            continue
        name = inside(opened[0])
        if name is None or name not in disk.names:
            continue
        file = disk.names[name]
        if call in ("fsync", "fdatasync"):
            file.synced, file.pending = file.content(lambda: True), []
        elif call == "ftruncate":
            file.pending.append((int(arguments.split(", ")[1]), None))
        elif call == "pwrite64":
            file.pending.append((int(arguments.split(", ")[-1]), texts[0]))
        elif call == "write":
            file.pending.append((len(file.content(lambda: True)), texts[0]))
        yield


def cuts(project, count, rng):
    campaign = Campaign("loss of power")
    calls = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2"
    # The first import makes the database, the second one writes into it, and a rebuild replaces it.
    steps = [("import", "sim/2019"), ("import", "sim/2020"), ("rebuild",)]
    project.clear()
    records, committed = [], []
    for words in steps:
        begun = {path.name: path.read_bytes() for path in project.folder.iterdir() if path.is_file()}
        trace = project.folder / "trace"
        subprocess.run(["strace", "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={calls}", "-o", str(trace),
                        *project.command(*words)], cwd=project.folder, check=True, stderr=subprocess.DEVNULL)
        lines = trace.read_text().splitlines()
        trace.unlink()
        records.append((lines, begun))
        committed.append(set(project.check()))

    def replay(number):
        lines, begun = records[number]
        disk = Disk(project.folder, {name: Recorded(content) for name, content in begun.items()})
        return disk, recorded(lines, disk)

    lengths = [sum(1 for _ in replay(number)[1]) for number in range(len(steps))]

    def case(number):
        step = number % len(steps)
        # The last point of all is that after the end.
        end = lengths[step] if number % 10 == 9 else rng.randrange(lengths[step] + 1)
        disk, changes = replay(step)
        for _ in range(end):
            next(changes)
        with tempfile.TemporaryDirectory() as folder:
            for name, content in disk.state(rng).items():
                (Path(folder) / name).write_bytes(content)
            found = set(project.check(Path(folder) / "cchc.db"))
        expected = committed[step] if end == lengths[step] else committed[step - 1] if step else set()
        if not expected <= found:
            raise Broken(f"step {step}, point {end} of {lengths[step]}: {expected - found} are missing")

    for number in range(count):
        campaign.test(number, lambda number=number: case(number))
    return campaign


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target" / "release" / "cchc")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--disks", type=int, default=100)
    parser.add_argument("--races", type=int, default=40)
    parser.add_argument("--cuts", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=Path, help="a file to which the rows of the table are added")
    options = parser.parse_args()

    done = []
    with tempfile.TemporaryDirectory() as folder:
        project = Project(options.binary.resolve(), Path(folder).resolve())
        rng = random.Random(options.seed)
        done.append(kills(project, options.kills, rng))
        done.append(disks(project, options.disks, rng))
        done.append(races(project, options.races, rng))
        if shutil.which("strace"):
            done.append(cuts(project, options.cuts, rng))
        else:
            print("without the loss of power: strace is not installed")

    for campaign in done:
        for failure in campaign.failures[:10]:
            print(failure)
    rows = [campaign.row() for campaign in done]
    tally.keep(options.rows, rows)
    print("\n" + tally.shown(rows))
    sys.exit(1 if any(campaign.failures for campaign in done) else 0)


if __name__ == "__main__":
    main()
