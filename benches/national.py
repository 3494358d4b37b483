#!/usr/bin/env python3
"""Measures a file of national size: 4,500 communes × 88 sub-criteria × 3 scores of one year, as CSV and as XLSX.

Imports both with cchc. For comparison, imports the CSV with `sqlite3 .import` and reads every cell of the XLSX with
openpyxl. Prints the seconds and the peak memory of each, measured one after the other.

Needs a release build (`cargo build --release`), the sqlite3 command and openpyxl. The figures are simulated with a
fixed seed.

    python3 benches/national.py [FOLDER]
"""

import csv
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

UNITS, AREAS, PARTS = 4_500, 8, 11
ROOT = Path(__file__).resolve().parent.parent
CCHC = ROOT / "target" / "release" / "cchc"
CAPTION = [
    "SỐ LIỆU MÔ PHỎNG",
    "KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ, PHƯỜNG, THỊ TRẤN NĂM 2024",
    "(Kèm theo Quyết định số 1/QĐ-UBND ngày 05/01/2025 của Ủy ban nhân dân tỉnh Mô phỏng)",
]
HEADER = ["unit", "criterion", "max_appraised", "max_survey", "self", "appraised", "survey"]


def rows():
    """One row per unit and sub-criterion. The maxima add up to 88 points of appraisal and 12 of survey."""
    dice = random.Random(7)
    parts = [(f"{area}.{part}", area, part) for area in range(1, AREAS + 1) for part in range(1, PARTS + 1)]
    for unit in range(1, UNITS + 1):
        for index, (number, area, part) in enumerate(parts):
            max_survey = 0.14 if index < 56 else 0.13
            self_score = dice.randint(60, 100)
            appraised = max(0, self_score - dice.choice([0, 0, 0, 5, 10]))
            survey = dice.randint(8, int(max_survey * 100))
            yield [
                f"Xã Mô phỏng {unit:04}",
                f"{number} Tiêu chí {part} của lĩnh vực {area}",
                "1.00",
                f"{max_survey:.2f}",
                f"{self_score / 100:.2f}",
                f"{appraised / 100:.2f}",
                f"{survey / 100:.2f}",
            ]


def write_csv(path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([line] for line in CAPTION)
        writer.writerow(HEADER)
        writer.writerows(rows())


def write_xlsx(path):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Xã, phường, thị trấn")
    for line in CAPTION:
        sheet.append([line])
    sheet.append(HEADER)
    for row in rows():
        sheet.append(row[:2] + [float(figure) for figure in row[2:]])
    book.save(path)


def measure(name, command, database=None):
    """Runs a command and prints its seconds, its peak resident memory and the size of its database."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"{name}: failed")
    size = f"{database.stat().st_size / 2**20:.0f} MB" if database and database.exists() else "–"
    print(f"| {name} | {seconds:.1f} s | {usage.ru_maxrss / 1024:.0f} MB | {size} |", flush=True)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    table, workbook = folder / "national.csv", folder / "national.xlsx"
    if not table.exists():
        write_csv(table)
    if not workbook.exists():
        write_xlsx(workbook)
    sizes = [path.stat().st_size / 2**20 for path in (table, workbook)]
    print(f"{UNITS * AREAS * PARTS * 3:,} scores; CSV {sizes[0]:.0f} MB, XLSX {sizes[1]:.0f} MB\n")
    print("| | time | peak memory | database |\n|---|---|---|---|")

    database = folder / "national.db"
    for name, path in (("cchc import, CSV", table), ("cchc import, XLSX", workbook)):
        database.unlink(missing_ok=True)
        measure(name, [str(CCHC), "-q", "--db", str(database), "import", str(path)], database)

    database.unlink(missing_ok=True)
    plain = f"tail -n +4 '{table}' | sqlite3 '{database}' '.import --csv /dev/stdin national'"
    measure("sqlite3 .import, CSV (no checks)", ["sh", "-c", plain], database)
    database.unlink(missing_ok=True)
    reads = "import sys, openpyxl; print(sum(1 for row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.rows for cell in row if cell.value is not None))"
    measure("openpyxl reading the cells, XLSX", [sys.executable, "-c", reads, str(workbook)])
    if len(sys.argv) < 2:
        shutil.rmtree(folder)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
