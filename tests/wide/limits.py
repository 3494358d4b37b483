#!/usr/bin/env python3
"""Tests the limits with documents and queries that would take all memory or time, and with a folder of many documents.

    python3 tests/wide/limits.py [--binary target/release/cchc] [--documents 1000]

Every document and query has to end in time, with an answer or one clear refusal (exit code 0, 1 or 4). The program and
each of its workers have to stay within 512 MB. A folder has one document in its middle that crashes its reader: the
others have to be imported all the same.

Prints the exit code, the time, and the peak memory of the program and of its workers for each run. The exit code is 1
if a limit was exceeded. Needs Linux, because the memory of running processes is read from /proc.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTES = 512
DOCUMENT_SECONDS = 10
QUERY_SECONDS = 3
# How many seconds a process may take to end on a busy machine.
GRACE = 5

TITLE = (
    "KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ, PHƯỜNG, THỊ TRẤN NĂM 2021\n"
    "(Kèm theo Quyết định số 1/QĐ-UBND ngày 05/01/2022 của Ủy ban nhân dân tỉnh X)\n"
)
HEADINGS = "STT,Tên đơn vị,Tự chấm (90),Thẩm định (90),ĐT XHH (10),Tổng cộng (100)\n"


def archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def relationship(kind, target):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + kind
    return f'<Relationships><Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'


def pdf(resources, objects, content=b"/S sh"):
    """A PDF of one page, with `objects` numbered from 10."""
    numbered = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        4: b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        **dict(enumerate(objects, 10)),
    }
    body = b"".join(b"%d 0 obj%s endobj\n" % pair for pair in numbered.items())
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n"


def stream(dictionary, content):
    packed = zlib.compress(content, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (dictionary, len(packed), packed)


def shading(functions):
    head = b"/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 1]/Function 10 0 R>>>>"
    return pdf(head, functions)


def documents():
    """The names and contents of hostile documents."""
    spreadsheet = "<office:document-content><office:body><office:spreadsheet><table:table>{}</table:table></office:spreadsheet></office:body></office:document-content>"
    cell = "<table:table-cell><text:p>1</text:p></table:table-cell>"
    wide = '<table:table-cell table:number-columns-repeated="2147483647"><text:p>1</text:p></table:table-cell>'
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    for name, rows in {
        "rows": f'<table:table-row table:number-rows-repeated="2147483647">{cell}</table:table-row>',
        "columns": f"<table:table-row>{wide}</table:table-row>",
        "text": '<table:table-row><table:table-cell><text:p><text:s text:c="2147483647"/></text:p></table:table-cell></table:table-row>',
    }.items():
        yield f"repeated-{name}.ods", archive({"mimetype": mime, "content.xml": spreadsheet.format(rows)})
    book = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationship("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationship("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>',
    }
    strings = '<sst count="1" uniqueCount="4294967295"><si><t>1</t></si></sst>'
    yield "lying-count.xlsx", archive({**book, "xl/sharedStrings.xml": strings})
    cells = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 1_048_576, 9_000))
    far = f"<worksheet><sheetData>{cells}</sheetData></worksheet>"
    yield "far-cells.xlsx", archive({**book, "xl/worksheets/sheet1.xml": far})
    yield "much-text.docx", archive({"word/document.xml": b"<w:document><w:body><w:p><w:r><w:t>" + b" " * (700 << 20)})
    table = b"<w:tbl><w:tr><w:tc>" * 200_000
    yield "nested.docx", archive({"word/document.xml": b"<w:document><w:body>" + table})
    chain = [b"<</FunctionType 3/Domain[0 1]/Bounds[]/Encode[0 1]/Functions[%d 0 R]>>" % (11 + at) for at in range(60_000)]
    yield "function-chain.pdf", shading(chain)
    fan = [
        b"<</FunctionType 3/Domain[0 1]/Bounds[%s]/Encode[%s]/Functions[%s]>>"
        % (b".1 " * 15, b"0 1 " * 16, b"%d 0 R " % (11 + at) * 16)
        for at in range(12)
    ]
    yield "function-fan.pdf", shading([*fan, b"<</FunctionType 2/Domain[0 1]/N 1>>"])
    deep = b"{" * 400_000 + b"}" * 400_000
    yield "deep-function.pdf", shading([stream(b"/FunctionType 4/Domain[0 1]/Range[0 1]", deep)])
    spaces = [b"[/Indexed %d 0 R 1 <0000>]" % (11 + at) for at in range(60_000)]
    yield "colour-spaces.pdf", pdf(b"/ColorSpace<</C 10 0 R>>", spaces, b"/C cs 0 sc")
    yield "deep-array.pdf", pdf(b"", [b"[" * 500_000 + b"]" * 500_000], b"[" * 500_000)
    yield "much-content.pdf", pdf(b"", []).replace(
        b"<</Length 5>>stream\n/S sh\nendstream", stream(b"", b"0 0 m " * (60 << 20))
    )
    yield "tables.csv", "\n".join(TITLE + HEADINGS + f"1,Xã {at},80,70,9,79\n" for at in range(100_000)).encode()
    yield "units.csv", (TITLE + HEADINGS + "".join(f"{at},Xã {at},80,70,9,79\n" for at in range(1, 800_000))).encode()
    yield "bad-figures.csv", (TITLE + HEADINGS + "".join(f"{at},Xã {at},a,b,c,d\n" for at in range(1, 700_000))).encode()
    tidy = "".join(f"Xã {at},{at} Tiêu chí,1,0,1,1,0\n" for at in range(700_000))
    yield "tidy.csv", (TITLE + "unit,criterion,max_appraised,max_survey,self,appraised,survey\n" + tidy).encode()
    yield "wide.csv", (TITLE + ",".join(f"Tự chấm ({at})" for at in range(500_000)) + "\n").encode()
    yield "nested.html", b"<html><table><tr><td>" * 300_000
    yield "spans.html", b'<table><tr><td rowspan="65534" colspan="1000">1</td></tr>' * 300 + b"</table></html>"
    yield "long-line.txt", (TITLE + "1 " * (20 << 20)).encode()


QUERIES = {
    "hex": "SELECT hex(zeroblob(33000000))",
    "printf": "SELECT printf('%.*c', 60000000, 'x')",
    "replace": "SELECT replace(hex(zeroblob(30000000)), '00', '11')",
    "instr": "SELECT instr(hex(zeroblob(30000000)), hex(zeroblob(10000000)) || '1')",
    "short instr": "SELECT instr(zeroblob(3000000), CAST(zeroblob(1500000) AS BLOB) || x'01')",
    "trim": "SELECT length(trim(printf('%.*c', 60000000, 'x'), printf('%.*c', 100000, 'y') || 'x'))",
    "rtrim": "SELECT rtrim(hex(zeroblob(20000000)), '123456789' || hex(zeroblob(1000000)))",
    "like": "SELECT hex(zeroblob(20000)) LIKE '%0%0%0%0%0%0%0%1%'",
    "glob": "SELECT hex(zeroblob(20000)) GLOB '*0*0*0*0*0*0*0*1*'",
    "json": "SELECT json_quote(printf('%.*c', 10000000, char(1)))",
    "endless": "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT max(i) FROM r",
    "cross": "SELECT count(*) FROM score a, score b, score c, score d",
    "sort": "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r LIMIT 90000000) SELECT i FROM r ORDER BY -i",
    "group_concat": "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r LIMIT 90000000) SELECT group_concat(i) FROM r",
    "large values": "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r LIMIT 900) SELECT hex(zeroblob(400000)) FROM r",
}
MILLION = (
    "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r LIMIT 1000000)"
    " SELECT i, i + 1 b, i + 2 c, i + 3 d, i + 4 e, i + 5 f, i + 6 g, i + 7 h FROM r"
)


def peak(pid):
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def children(pid):
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
        return [int(child) for task in tasks for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split()]
    except OSError:
        return []


class Run:
    """The messages, time and memory of a run of the program."""

    def __init__(self, *command, seconds=600):
        start = time.monotonic()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        messages = []
        listener = threading.Thread(target=lambda: messages.append(child.stderr.read()))
        listener.start()

        self.program, peaks = 0, {}
        while child.poll() is None:
            self.program = max(self.program, peak(child.pid))
            for worker in children(child.pid):
                peaks[worker] = max(peaks.get(worker, 0), peak(worker))
            if time.monotonic() - start > seconds:
                child.kill()
            time.sleep(0.002)

        listener.join()
        self.code, self.seconds = child.returncode, time.monotonic() - start
        self.messages = "".join(messages).strip()
        self.worker = max(peaks.values(), default=0)

    def is_within(self, seconds, codes=(0, 1, 4)):
        return (
            self.code in codes
            and self.seconds <= seconds + GRACE
            and max(self.program, self.worker) <= MEGABYTES
            and "panicked" not in self.messages
            and (self.code == 0 or self.messages)
        )

    def __str__(self):
        first = next((line for line in self.messages.splitlines() if line.startswith("error")), "").split(": ", 2)[-1]
        return f"{self.code:4} {self.seconds:7.2f} s {self.program:5.0f} MB {self.worker:5.0f} MB  {first[:70]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target" / "release" / "cchc")
    parser.add_argument("--documents", type=int, default=1000, help="number of small documents in the folder")
    options = parser.parse_args()
    binary = str(options.binary.resolve())
    exceeded = []

    def report(name, run, is_within):
        print(f"{name:22}{run}{'' if is_within else '  LIMIT EXCEEDED'}", flush=True)
        if not is_within:
            exceeded.append(name)

    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        database = str(scratch / "one.db")
        import_ = [binary, "--lang", "en", "--db", database, "import"]
        print(f"{'document':22}{'exit':>4}{'time':>10}{'program':>9}{'worker':>9}")
        hostile = {}
        for name, content in documents():
            path = scratch / name
            path.write_bytes(content)
            hostile[name] = content if len(content) < 1 << 20 else None
            run = Run(*import_, str(path))
            report(name, run, run.is_within(DOCUMENT_SECONDS))
            path.unlink()

        folder = scratch / "folder"
        folder.mkdir()
        small = (ROOT / "tests" / "fixtures" / "small.txt").read_bytes()
        for number in range(options.documents):
            (folder / f"{number:05}.txt").write_bytes(small)
        Path(database).unlink(missing_ok=True)
        run = Run(*import_, str(folder))
        report(f"{options.documents} small", run, run.is_within(600, codes=(0,)))

        (folder / f"{options.documents // 2:05}.xlsx").write_bytes(hostile["lying-count.xlsx"])
        Path(database).unlink(missing_ok=True)
        run = Run(*import_, str(folder))
        others = subprocess.run([*import_[:-1], "rank", "--format", "csv"], capture_output=True, text=True)
        are_imported = others.returncode == 0 and others.stdout.count("\n") >= 4
        report("and one that crashes", run, run.is_within(600, codes=(1,)) and are_imported)

        print(f"\n{'query':22}{'exit':>4}{'time':>10}{'program':>9}{'worker':>9}")
        sql = [binary, "--lang", "en", "--db", database, "sql", "--limit", "0"]
        for name, query in QUERIES.items():
            run = Run(*sql, "--timeout", str(QUERY_SECONDS), query)
            report(name, run, run.is_within(QUERY_SECONDS))
        for answer in ["table", "markdown", "csv", "json", "jsonl"]:
            run = Run(*sql, "--timeout", "60", "--format", answer, MILLION)
            report(f"1,000,000 × 8 {answer}", run, run.is_within(60))

    print(f"\n{len(exceeded)} limits exceeded" + (": " + ", ".join(exceeded) if exceeded else ""))
    sys.exit(1 if exceeded else 0)


if __name__ == "__main__":
    main()
