"""Simulated years of national size: 4,500 communes × 88 sub-criteria × 3 scores of each year, as CSV and as XLSX.

The figures come from a fixed seed per year, so every run writes the same files.
"""

import csv
import random

UNITS, AREAS, PARTS = 4_500, 8, 11
HEADER = ["unit", "criterion", "max_appraised", "max_survey", "self", "appraised", "survey"]
FIRST_YEAR = 2005


def caption(year):
    return [
        "SỐ LIỆU MÔ PHỎNG",
        f"KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ, PHƯỜNG, THỊ TRẤN NĂM {year}",
        f"(Kèm theo Quyết định số {year - FIRST_YEAR + 1}/QĐ-UBND ngày 05/01/{year + 1} của Ủy ban nhân dân tỉnh Mô phỏng)",
    ]


def rows(year, units=UNITS, parts=PARTS):
    """One row per unit and sub-criterion. The maxima add up to 88 points of appraisal and 12 of survey."""
    dice = random.Random(year)
    all_parts = [(f"{area}.{part}", area, part) for area in range(1, AREAS + 1) for part in range(1, parts + 1)]
    # Hundredths of a point: what is left of 100 points is spread over the surveys.
    left = 10_000 - 100 * len(all_parts)
    share, extra = divmod(left, len(all_parts))
    for unit in range(1, units + 1):
        for index, (number, area, part) in enumerate(all_parts):
            max_survey = share + (1 if index < extra else 0)
            self_score = dice.randint(60, 100)
            appraised = max(0, self_score - dice.choice([0, 0, 0, 5, 10]))
            survey = dice.randint(max_survey // 2, max_survey)
            yield [
                f"Xã Mô phỏng {unit:04}",
                f"{number} Tiêu chí {part} của lĩnh vực {area}",
                "1.00",
                f"{max_survey / 100:.2f}",
                f"{self_score / 100:.2f}",
                f"{appraised / 100:.2f}",
                f"{survey / 100:.2f}",
            ]


def write_csv(path, year, units=UNITS, parts=PARTS):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([line] for line in caption(year))
        writer.writerow(HEADER)
        writer.writerows(rows(year, units, parts))


def write_xlsx(path, year):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Xã, phường, thị trấn")
    for line in caption(year):
        sheet.append([line])
    sheet.append(HEADER)
    for row in rows(year):
        sheet.append(row[:2] + [float(figure) for figure in row[2:]])
    book.save(path)
