#!/usr/bin/env python3
"""Measures the site of `cchc serve`.

    benches/site.py [--binary target/release/cchc] [--db FILE] [--pages 600] [--minutes 0]

Without `--db`, six simulated years of 26 units are built. Follows the links from the first page, asks each page twice
and prints, per kind of page, how many there are, the median and the slowest time to make it, the median time the second
time, when it is kept, and the largest size. Then it prints the time from the start of the process to the first answer,
the requests per second of one page on all cores (with wrk, if that is installed), and, with `--minutes`, the memory of
the server under a mixed load for so long.
"""

import argparse
import collections
import html
import http.client
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r'href="(/[^"#]*)')


class Site:
    """A server on a port of its own choice."""

    def __init__(self, binary, db):
        begun = time.monotonic()
        self.process = subprocess.Popen([binary, "--db", db, "serve", "--port", "0", "--no-open"],
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            found = re.search(r"http://[^/: ]+:(\d+)", line)
            if found:
                self.port = int(found[1])
                break
        threading.Thread(target=lambda: [None for _ in self.process.stdout], daemon=True).start()
        self.get(self.connect(), "/", follow=True)
        self.started = time.monotonic() - begun

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, connection, path, follow=False):
        """The status, the seconds, the body and the type of an answer."""
        begun = time.monotonic()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        seconds = time.monotonic() - begun
        if follow and answer.status in (302, 303, 307):
            return self.get(connection, answer.getheader("location"), follow)
        return answer.status, seconds, body, answer.getheader("content-type") or ""

    def memory(self):
        """The resident memory in MB. None where there is no /proc."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return None
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def kind(path):
    parts = urlsplit(path).path.strip("/").split("/")
    return "/".join(part for part in parts[:2]) + (Path(parts[-1]).suffix if len(parts) > 1 else "")


def crawl(site, most):
    connection = site.connect()
    waiting, known, pages = collections.deque(["/vi"]), {"/vi"}, []
    per_kind = collections.Counter()
    while waiting and len(pages) < most:
        path = waiting.popleft()
        per_kind[kind(path)] += 1
        if per_kind[kind(path)] > 40:
            continue
        times = []
        for _ in range(2):
            status, seconds, body, content = site.get(connection, path)
            times.append(seconds)
        if status in (302, 303, 307):
            continue
        pages.append((path, status, times, len(body)))
        if content.startswith("text/html"):
            for link in LINK.findall(body.decode()):
                link = html.unescape(link)
                if link not in known:
                    known.add(link)
                    waiting.append(link)
    return pages


def show(pages):
    kinds = collections.defaultdict(list)
    for page in pages:
        kinds[kind(page[0])].append(page)
    print(f"{'page':<34} {'count':>5} {'median ms':>10} {'slowest ms':>11} {'kept ms':>8} {'largest kB':>11}")
    for name, found in sorted(kinds.items()):
        middle = statistics.median(times[0] for _, _, times, _ in found)
        slowest = max(times[0] for _, _, times, _ in found)
        kept = statistics.median(times[1] for _, _, times, _ in found)
        print(f"{name[:34]:<34} {len(found):>5} {1000 * middle:>10.1f} {1000 * slowest:>11.1f} {1000 * kept:>8.1f} "
              f"{max(size for *_, size in found) / 1000:>11.1f}")
    for path, status, *_ in pages:
        if status != 200:
            print(f"{status} {path}")


def load(site, paths, minutes):
    """Asks for the pages in turn from four connections, and prints the memory ten times."""
    end = time.monotonic() + 60 * minutes
    done, failed = [0], [0]

    def ask(first):
        connection = site.connect()
        number = first
        while time.monotonic() < end:
            number += 1
            try:
                status, *_ = site.get(connection, paths[number % len(paths)])
                failed[0] += status >= 500
            except (OSError, http.client.HTTPException):
                failed[0] += 1
                connection = site.connect()
            done[0] += 1

    workers = [threading.Thread(target=ask, args=(7 * number,)) for number in range(4)]
    for worker in workers:
        worker.start()
    for step in range(10):
        time.sleep(6 * minutes)
        print(f"after {(step + 1) * minutes / 10:5.1f} min: {done[0]} requests, {failed[0]} failed, "
              f"{site.memory():.0f} MB", flush=True)
    for worker in workers:
        worker.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=ROOT / "target/release/cchc")
    parser.add_argument("--db")
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--minutes", type=float, default=0)
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        db = options.db
        if not db:
            db = f"{folder}/cchc.db"
            run = [str(options.binary), "-q", "--db", db]
            subprocess.run([*run, "simulate", "--years", "2019-2024", "--out", f"{folder}/sim"], check=True)
            subprocess.run([*run, "import", f"{folder}/sim"], check=True)
        site = Site(str(options.binary), db)
        try:
            pages = crawl(site, options.pages)
            show(pages)
            print(f"\nstart to first answer: {1000 * site.started:.0f} ms; memory {site.memory() or 0:.0f} MB")
            if shutil.which("wrk"):
                address = f"http://127.0.0.1:{site.port}/vi"
                run = subprocess.run(["wrk", "-t2", "-c8", "-d10s", "--latency", address], capture_output=True, text=True)
                print(run.stdout)
            if options.minutes:
                load(site, [path for path, status, times, _ in pages if status == 200], options.minutes)
        finally:
            site.process.terminate()
            site.process.wait()


if __name__ == "__main__":
    main()
