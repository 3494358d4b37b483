#!/usr/bin/env python3
"""Writes documents in many layouts and formats with other programs' libraries, imports each into a
database of its own and compares every figure with what was written.

    pip install python-docx openpyxl pymupdf
    python3 tests/trial/documents.py target/release/cchc [FOLDER]

If LibreOffice is installed, it saves each Word document and workbook again in its own way and in
other formats, and these are tried as well.

All names and figures are made up, and every document says so. Exits with 1 if a document was read
wrong. A document that is refused is listed: it may be refused, but never read wrong."""

import csv, html, json, random, shutil, subprocess, sys, tempfile
from decimal import Decimal as D
from pathlib import Path

import docx
import openpyxl
import pymupdf

UNITS = ["Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Xây dựng", "Ban Dân tộc", "Thanh tra tỉnh"]
AREAS = [("Cải cách thể chế", 20, ["Rà soát văn bản", "Theo dõi thi hành pháp luật"]),
         ("Cải cách thủ tục hành chính", 30, ["Kiểm soát thủ tục", "Công khai thủ tục", "Một cửa"]),
         ("Cải cách tài chính công", 50, ["Tự chủ tài chính", "Giải ngân đầu tư công"])]
REFERENCE = "(Kèm theo Quyết định số 9/QĐ-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh Ví dụ)"
SIMULATED = "(Số liệu mô phỏng)"
TITLE = "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ, BAN, NGÀNH NĂM 2023"


def vi(number, digits=2):
    return f"{number:.{digits}f}".replace(".", ",")


class Figures:
    """Scores of units on parts of areas; those of an area are their sums."""

    def __init__(self, seed):
        draw = random.Random(seed)
        self.most, self.self, self.appraised = {}, {}, {}
        for area, most, parts in AREAS:
            left = most
            for at, part in enumerate(parts):
                share = left if at == len(parts) - 1 else D(most) // len(parts)
                left -= share
                self.most[part] = D(share)
        for unit in UNITS:
            for part, most in self.most.items():
                own = most - D(draw.randrange(0, 9)) / 4
                self.self[unit, part] = own
                self.appraised[unit, part] = own - D(draw.randrange(0, 5)) / 4
        for area, most, parts in AREAS:
            self.most[area] = D(most)
            for unit in UNITS:
                for scores in (self.self, self.appraised):
                    scores[unit, area] = sum(scores[unit, part] for part in parts)

    def total(self, scores, unit):
        return sum(scores[unit, area] for area, _, _ in AREAS)

    def expected(self, kinds, parts):
        names = [area for area, _, _ in AREAS] + ([p for _, _, ps in AREAS for p in ps] if parts else [])
        return {(unit, name): tuple(getattr(self, kind)[unit, name] if kind in kinds else None
                                    for kind in ("self", "appraised"))
                for unit in UNITS for name in names}


# --- layouts: a list of tables (lines above, rows; `None` repeats the cell to its left) -----------

def wide(f):
    head = [["STT", "Tên đơn vị"], ["STT", "Tên đơn vị"]]
    for area, most, _ in AREAS:
        head[0] += [f"{area} (Tối đa {most} điểm)", None]
        head[1] += ["Tự chấm", "Thẩm định"]
    head[0] += ["Tổng điểm"]
    head[1] += ["Tổng điểm"]
    rows = [[str(at), unit] + [vi(s[unit, area]) for area, _, _ in AREAS for s in (f.self, f.appraised)]
            + [vi(f.total(f.appraised, unit))] for at, unit in enumerate(UNITS, 1)]
    return [([TITLE, REFERENCE, SIMULATED], head + rows)], f.expected(("self", "appraised"), False), []


def wide_numbered(f):
    """A row of column numbers below the headings, and one of maxima."""
    tables, expected, options = wide(f)
    lines, rows = tables[0]
    width = len(rows[1])
    most = ["", "Điểm tối đa"] + [str(m) for _, m, _ in AREAS for _ in (0, 1)] + ["100"]
    plain = [[(c or "").split(" (Tối đa")[0] or None for c in rows[0]]]
    numbers = [f"({at})" for at in range(1, width + 1)]
    return [(lines, plain + rows[1:2] + [numbers, most] + rows[2:])], expected, options


def one_column(f):
    rows = [["STT", "Đơn vị"] + [f"{area} (Tối đa {most} điểm)" for area, most, _ in AREAS] + ["Tổng điểm", "Xếp hạng"]]
    totals = sorted((f.total(f.appraised, unit) for unit in UNITS), reverse=True)
    for at, unit in enumerate(UNITS, 1):
        total = f.total(f.appraised, unit)
        rows.append([str(at), unit] + [vi(f.appraised[unit, area]) for area, _, _ in AREAS]
                    + [vi(total), str(totals.index(total) + 1)])
    return [([TITLE, REFERENCE, SIMULATED], rows)], f.expected(("appraised",), False), []


def with_words(f):
    """Figures with `điểm` behind them, and the maximum beside them: `57,5/60`."""
    rows = [["STT", "Đơn vị"] + [area for area, _, _ in AREAS] + ["Tổng điểm"]]
    head = [[c for c in rows[0]]]
    for at, unit in enumerate(UNITS, 1):
        rows.append([str(at), unit] + [f"{vi(f.appraised[unit, area])} điểm" for area, _, _ in AREAS]
                    + [f"{vi(f.total(f.appraised, unit))} điểm"])
    head[0][2:5] = [f"{area} (Tối đa {most} điểm)" for area, most, _ in AREAS]
    return [([TITLE, REFERENCE, SIMULATED], head + rows[1:])], f.expected(("appraised",), False), []


def crossed(f):
    rows = [["STT", "Tiêu chí", "Điểm tối đa"] + UNITS]
    number = 0
    for area, most, parts in AREAS:
        number += 1
        rows.append([["I", "II", "III"][number - 1], area, str(most)] + [vi(f.appraised[u, area]) for u in UNITS])
        for at, part in enumerate(parts, 1):
            rows.append([str(at), part, str(f.most[part])] + [vi(f.appraised[u, part]) for u in UNITS])
    rows.append(["", "Tổng điểm", "100"] + [vi(f.total(f.appraised, u)) for u in UNITS])
    return [([TITLE, REFERENCE, SIMULATED], rows)], f.expected(("appraised",), True), []


def crossed_kinds(f):
    units = UNITS[:3]
    rows = [["STT", "Lĩnh vực/Tiêu chí", "Điểm tối đa"] + [c for u in units for c in (u, None)],
            ["STT", "Lĩnh vực/Tiêu chí", "Điểm tối đa"] + ["Tự chấm", "Thẩm định"] * len(units)]
    for at, (area, most, parts) in enumerate(AREAS, 1):
        for number, name in [(str(at), area)] + [(f"{at}.{k}", part) for k, part in enumerate(parts, 1)]:
            rows.append([number, name, str(f.most[name])]
                        + [vi(s[u, name]) for u in units for s in (f.self, f.appraised)])
    rows.append(["", "Tổng cộng", "100"] + [vi(f.total(s, u)) for u in units for s in (f.self, f.appraised)])
    expected = {k: v for k, v in f.expected(("self", "appraised"), True).items() if k[0] in units}
    return [([TITLE, REFERENCE, SIMULATED], rows)], expected, []


def form(f, unit, appraised, style):
    head = [["TT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Điểm tối đa", "Điểm tự đánh giá", "Điểm thẩm định", "Tài liệu kiểm chứng"],
            ["STT", "Nội dung", "Điểm chuẩn", "Tự chấm", "Thẩm định", "Giải trình"]][style % 2]
    rows = [head]
    for at, (area, most, parts) in enumerate(AREAS, 1):
        for number, name in [(str(at), area)] + [(f"{at}.{k}", part) for k, part in enumerate(parts, 1)]:
            second = vi(f.appraised[unit, name]) if appraised else ""
            rows.append([number, name, str(f.most[name]), vi(f.self[unit, name]), second,
                         "" if name == area else f"BC số {at}/BC, trang {len(name)}"])
    rows.append(["", "Tổng cộng", "100", vi(f.total(f.self, unit)),
                 vi(f.total(f.appraised, unit)) if appraised else "", ""])
    lines = [[unit.upper(), "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023"],
             ["BIỂU CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023", f"Đơn vị: {unit}"],
             [f"KẾT QUẢ TỰ ĐÁNH GIÁ CHỈ SỐ CCHC CỦA {unit.upper()} NĂM 2023"]][style % 3]
    return lines + [f"(Kèm theo Báo cáo số {style + 3}/BC ngày 0{style % 9 + 1}/11/2023)", SIMULATED], rows


def grouped(f):
    tables, expected, options = one_column(f)
    lines, rows = tables[0]
    width = len(rows[0])
    merged = lambda text: [text] + [None] * (width - 1)
    body = [row[:-1] for row in rows]
    width -= 1
    merged = lambda text: [text] + [None] * (width - 1)
    return [(lines, body[:1] + [merged("I. Nhóm thứ nhất")] + body[1:4]
             + [merged("II. Nhóm thứ hai")] + [[str(k)] + row[1:] for k, row in enumerate(body[4:], 1)])], expected, options


def tidy(f):
    rows = [["unit", "criterion", "parent", "max_appraised", "self", "appraised"]]
    for unit in UNITS:
        for area, most, parts in AREAS:
            rows.append([unit, area, "", str(most), str(f.self[unit, area]), str(f.appraised[unit, area])])
            for part in parts:
                rows.append([unit, part, area, str(f.most[part]), str(f.self[unit, part]), str(f.appraised[unit, part])])
    return [([TITLE, REFERENCE, SIMULATED], rows)], f.expected(("self", "appraised"), True), []


def years_beside(f):
    rows = [["STT", "Đơn vị", "Năm 2022", None, "Năm 2023", None, "Tăng/giảm"],
            ["STT", "Đơn vị", "Điểm", "Xếp hạng", "Điểm", "Xếp hạng", "Tăng/giảm"]]
    now = {u: f.total(f.appraised, u) for u in UNITS}
    then = {u: now[u] - D(at + 1) / 2 for at, u in enumerate(UNITS)}
    rank = lambda of, u: str(1 + sum(1 for other in of.values() if other > of[u]))
    for at, u in enumerate(UNITS, 1):
        rows.append([str(at), u, vi(then[u]), rank(then, u), vi(now[u]), rank(now, u), vi(now[u] - then[u])])
    expected = {(u, None): now[u] for u in UNITS}
    return [([TITLE, REFERENCE, SIMULATED], rows)], expected, []


def ranked(totals, unit):
    return str(1 + sum(1 for other in totals.values() if other > totals[unit]))


def side_by_side(f):
    """The first units on the left, the others on the right."""
    totals = {u: f.total(f.appraised, u) for u in UNITS}
    half = (len(UNITS) + 1) // 2
    part = lambda at: [str(at + 1), UNITS[at], vi(totals[UNITS[at]]), ranked(totals, UNITS[at])] if at < len(UNITS) else [""] * 4
    rows = [["TT", "Đơn vị", "Điểm", "Xếp hạng"] * 2] + [part(at) + part(at + half) for at in range(half)]
    return [([TITLE, REFERENCE, SIMULATED], rows)], {(u, None): totals[u] for u in UNITS}, []


def score_over_areas(f):
    """Each score over the areas, and its sum."""
    areas = [f"{area} ({most})" for area, most, _ in AREAS]
    rows = [["STT", "Đơn vị"] + ["Điểm tự chấm"] + [None] * 3 + ["Điểm thẩm định"] + [None] * 3,
            ["STT", "Đơn vị"] + (areas + ["Tổng"]) * 2]
    for at, u in enumerate(UNITS, 1):
        rows.append([str(at), u] + [vi(x) for s in (f.self, f.appraised)
                                    for x in [s[u, area] for area, _, _ in AREAS] + [f.total(s, u)]])
    return [([TITLE, REFERENCE, SIMULATED], rows)], f.expected(("self", "appraised"), False), []


def area_ranks(f):
    """Points, rank and share of each area, and of the total."""
    top, low = ["STT", "Đơn vị"], ["STT", "Đơn vị"]
    for name in [f"{area} (Tối đa {most} điểm)" for area, most, _ in AREAS] + ["Tổng hợp"]:
        top += [name, None, None]
        low += ["Điểm", "%", "Hạng"]
    rows = [top, low]
    columns = [(lambda u, a=a: f.appraised[u, a], m) for a, m, _ in AREAS] + [(lambda u: f.total(f.appraised, u), 100)]
    for at, u in enumerate(UNITS, 1):
        row = [str(at), u]
        for points, most in columns:
            row += [vi(points(u)), vi(points(u) * 100 / most), ranked({v: points(v) for v in UNITS}, u)]
        rows.append(row)
    return [([TITLE, REFERENCE, SIMULATED], rows)], f.expected(("appraised",), False), []


def bare_maxima(f):
    tables, expected, options = one_column(f)
    lines, rows = tables[0]
    head = [c.split(" (Tối đa")[0] for c in rows[0]]
    most = ["", ""] + [f"({m})" for _, m, _ in AREAS] + ["(100)", ""]
    return [(lines, [head, most] + rows[1:])], expected, options


def graded_rows(f):
    totals = {u: f.total(f.appraised, u) for u in UNITS}
    order = sorted(UNITS, key=lambda u: -totals[u])
    merged = lambda text: [text] + [None] * 3
    rows = [["TT", "Đơn vị", "Tổng điểm", "Xếp hạng"]]
    for at, u in enumerate(order):
        if at in (0, 3):
            rows.append(merged(["I. Xếp loại Xuất sắc", "II. Xếp loại Tốt"][at // 3]))
        rows.append([str(at + 1), u, vi(totals[u]), ranked(totals, u)])
    return [([TITLE, REFERENCE, SIMULATED], rows)], {(u, None): totals[u] for u in UNITS}, []


def crossed_pages(f):
    """The criteria again for other units."""
    tables, expected, options = crossed(f)
    lines, rows = tables[0]
    pages = [(lines, [row[:3] + row[3:6] for row in rows]), (["(Tiếp theo)"], [row[:3] + row[6:] for row in rows])]
    return pages, expected, options


def crossed_levels(f):
    """Numbers and maxima in a column for each level; the score behind the name of the unit."""
    units = UNITS[:3]
    rows = [["STT", None, "Nội dung", "Điểm tối đa lĩnh vực", "Điểm tối đa tiêu chí"]
            + [f"{u} ({kind})" for u in units for kind in ("Tự chấm", "Thẩm định")]]
    for at, (area, most, parts) in enumerate(AREAS):
        for number, name in [((["I", "II", "III"][at], ""), area)] + [(("", str(k)), part) for k, part in enumerate(parts, 1)]:
            maxima = [str(most), ""] if name == area else ["", str(f.most[name])]
            rows.append([*number, name, *maxima] + [vi(s[u, name]) for u in units for s in (f.self, f.appraised)])
    rows.append(["", "", "Tổng điểm", "100", ""] + [vi(f.total(s, u)) for u in units for s in (f.self, f.appraised)])
    expected = {k: v for k, v in f.expected(("self", "appraised"), True).items() if k[0] in units}
    return [([TITLE, REFERENCE, SIMULATED], rows)], expected, []


def areas_apart(f):
    """A table of the totals, and one for each area."""
    totals = {u: f.total(f.appraised, u) for u in UNITS}
    tables = [([TITLE, REFERENCE, SIMULATED],
               [["TT", "Đơn vị", "Tổng điểm", "Xếp hạng"]]
               + [[str(at), u, vi(totals[u]), ranked(totals, u)] for at, u in enumerate(UNITS, 1)])]
    for number, (area, most, _) in enumerate(AREAS, 1):
        order = sorted(UNITS, key=lambda u: -f.appraised[u, area])
        rows = [["TT", "Đơn vị", "Tự chấm", "Thẩm định"]]
        rows += [[str(at), u, vi(f.self[u, area]), vi(f.appraised[u, area])] for at, u in enumerate(order, 1)]
        tables.append(([f"{number}. Lĩnh vực {area} (tối đa {most} điểm)"], rows))
    return tables, f.expected(("self", "appraised"), False), []


LAYOUTS = [wide, wide_numbered, one_column, with_words, crossed, crossed_kinds, grouped, tidy, years_beside,
           side_by_side, score_over_areas, area_ranks, bare_maxima, graded_rows, crossed_pages, crossed_levels, areas_apart]

FONT = Path(__file__).resolve().parents[2] / "src/chart/font/NotoSans-Vietnamese.ttf"

# --- formats ---------------------------------------------------------------------------------------

def spans(row):
    """Cells with the number of columns that each spans."""
    cells = []
    for text in row:
        if text is None:
            cells[-1][1] += 1
        else:
            cells.append([text, 1])
    return cells


def write_docx(path, tables):
    document = docx.Document()
    for lines, rows in tables:
        for line in lines:
            document.add_paragraph(line)
        table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for r, row in enumerate(rows):
            at = 0
            for text, width in spans(row):
                cell = table.cell(r, at)
                if width > 1:
                    cell = cell.merge(table.cell(r, at + width - 1))
                cell.text = text
                at += width
    document.save(path)


def write_sheets(path, tables):
    """A workbook with a sheet for each table."""
    write_xlsx(path, tables, apart=True)


def write_xlsx(path, tables, apart=False):
    book = openpyxl.Workbook()
    sheet = book.active
    for at, (lines, rows) in enumerate(tables):
        if apart and at:
            sheet = book.create_sheet()
        if apart:
            sheet.title = f"Biểu {at + 1}"
        for line in lines:
            sheet.append([line])
        sheet.append([])
        for row in rows:
            sheet.append([])
            number, at = sheet.max_row + 1, 1
            for text, width in spans(row):
                plain = text.replace(",", ".")
                value = text
                if text and text.replace(",", "").isdigit() and len(plain.split(".")) <= 2:
                    value = float(plain) if "." in plain else int(plain)
                cell = sheet.cell(number, at, value)
                if isinstance(value, float):
                    cell.number_format = "0.00"
                if width > 1:
                    sheet.merge_cells(start_row=number, end_row=number, start_column=at, end_column=at + width - 1)
                at += width
    book.save(path)


def as_html(tables):
    parts = ["<html><head><meta charset='utf-8'></head><body>"]
    for lines, rows in tables:
        parts += [f"<p>{html.escape(line)}</p>" for line in lines]
        parts.append("<table border='1' style='border-collapse: collapse'>")
        for row in rows:
            cells = "".join(f"<td colspan='{width}'>{html.escape(text)}</td>" for text, width in spans(row))
            parts.append(f"<tr>{cells}</tr>")
        parts.append("</table>")
    return "\n".join(parts + ["</body></html>"])


def write_html(path, tables):
    path.write_text(as_html(tables), encoding="utf-8")


def write_csv(path, tables):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        for lines, rows in tables:
            for line in lines:
                writer.writerow([line])
            for row in rows:
                full = []
                for text, width in spans(row):
                    full += [text] * width
                writer.writerow(full)


def write_pdf(path, tables):
    """Draws the cells with their borders, as a word processor prints them."""
    document = pymupdf.open()
    font = pymupdf.Font(fontfile=str(FONT))
    page = document.new_page(width=1400, height=900)
    top = 40
    for lines, rows in tables:
        writer = pymupdf.TextWriter(page.rect)
        for line in lines:
            writer.append((40, top), line, font=font, fontsize=10)
            top += 18
        columns = len(rows[0])
        widths = [40] + [240] + [(1400 - 360) / max(columns - 2, 1)] * (columns - 2)
        edges = [40]
        for width in widths[:columns]:
            edges.append(edges[-1] + width)
        for row in rows:
            at = 0
            for text, width in spans(row):
                rect = pymupdf.Rect(edges[at], top, edges[at + width], top + 22)
                page.draw_rect(rect, width=0.5)
                size = 8 if font.text_length(text, 8) < rect.width - 6 else 8 * (rect.width - 6) / font.text_length(text, 8)
                writer.append((rect.x0 + 3, top + 14), text, font=font, fontsize=size)
                at += width
            top += 22
        writer.write_text(page)
        top += 20
    document.save(path)


FORMATS = {"docx": write_docx, "xlsx": write_xlsx, "html": write_html, "csv": write_csv, "pdf": write_pdf}

# What LibreOffice makes of a file, by its ending.
CONVERTED = {"docx": ["docx", "pdf", "html"], "xlsx": ["xlsx", "ods", "xls", "pdf"]}


def converted(path, folder):
    """The files that LibreOffice makes of a document; none if it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return []
    files = []
    for ending in CONVERTED.get(path.suffix[1:], []):
        out = folder / f"office-{path.stem}-{path.suffix[1:]}"
        subprocess.run([office, "--headless", "--convert-to", ending, "--outdir", out, path],
                       capture_output=True, check=True, timeout=120)
        files.append(out / f"{path.stem}.{ending}")
    return files


# --- the trial -------------------------------------------------------------------------------------

def run(binary, *arguments):
    return subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True)


def read_back(binary, db):
    sql = "SELECT unit, criterion, self, appraised FROM scores UNION ALL SELECT unit, criterion, self, NULL FROM self_scores"
    rows = json.loads(run(binary, "--db", db, "sql", "--format", "json", sql).stdout or "[]")
    number = lambda value: None if value is None else D(str(value)).normalize()
    found = {(r["unit"], r["criterion"]): (number(r["self"]), number(r["appraised"])) for r in rows}
    totals = json.loads(run(binary, "--db", db, "sql", "--format", "json", "SELECT unit, total FROM rankings").stdout or "[]")
    return found, {r["unit"]: number(r["total"]) for r in totals}


def differences(expected, found, totals):
    plain = lambda values: tuple(None if v is None else v.normalize() for v in values)
    wrong = []
    for key, values in expected.items():
        if key[1] is None:
            if totals.get(key[0]) != values.normalize():
                wrong.append((key, values, totals.get(key[0])))
        elif found.get(key) != plain(values):
            wrong.append((key, plain(values), found.get(key)))
    if not any(name is None for _, name in expected):
        wrong += [(key, None, found[key]) for key in found if key not in expected]
    return wrong


def main():
    binary = Path(sys.argv[1]).resolve()
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    outcomes = []

    def trial(name, paths, expected, options=()):
        db = folder / f"{name}.db"
        db.unlink(missing_ok=True)
        for path in paths:
            done = run(binary, "--db", db, "--lang", "en", "import", path, *options)
            if done.returncode:
                outcomes.append((name, "refused", (done.stderr or done.stdout).strip()[:400]))
                return
        wrong = differences(expected, *read_back(binary, db))
        outcomes.append((name, "WRONG" if wrong else "right", str(wrong[:2]) if wrong else ""))

    for at, layout in enumerate(LAYOUTS):
        for ending, write in FORMATS.items():
            figures = Figures(at * 10 + len(ending))
            tables, expected, options = layout(figures)
            path = folder / f"{layout.__name__}.{ending}"
            write(path, tables)
            trial(f"{layout.__name__}-{ending}", [path], expected, options)
            for again in converted(path, folder):
                name = f"{layout.__name__}-{ending}-office-{again.suffix[1:]}"
                trial(name, [again], expected, options)
        if len(tables) > 1:
            path = folder / f"{layout.__name__}-sheets.xlsx"
            write_sheets(path, tables)
            trial(f"{layout.__name__}-sheets", [path], expected, options)

    # A folder of forms, first with self scores only, then appraised.
    for ending, write in FORMATS.items():
        figures = Figures(100 + len(ending))
        folders = []
        for stage, appraised in [("self", False), ("appraised", True)]:
            forms = folder / f"forms-{ending}-{stage}"
            forms.mkdir(exist_ok=True)
            for at, unit in enumerate(UNITS):
                write(forms / f"{at + 1:02}.{ending}", [form(figures, unit, appraised, at)])
            folders.append(forms)
        authority = ["--authority", "UBND tỉnh Ví dụ"]
        trial(f"forms-self-{ending}", folders[:1], figures.expected(("self",), True), authority)
        trial(f"forms-both-{ending}", folders, figures.expected(("self", "appraised"), True), authority)

    for name, outcome, text in outcomes:
        print(f"{outcome:8} {name:28} {text}")
    counts = {kind: sum(outcome == kind for _, outcome, _ in outcomes) for kind in ("right", "refused", "WRONG")}
    print(counts)
    return 1 if counts["WRONG"] else 0


if __name__ == "__main__":
    sys.exit(main())
