"""The table of a campaign: what was tried, how often, what survived, and the most time and memory."""

import json

HEADINGS = ["fault", "tried", "survived", "longest s", "most MB"]
WIDTHS = [30, 8, 10, 12, 10]


def shown(rows):
    """The table of some rows: name, tried, survived, seconds, megabytes."""
    lines = [HEADINGS] + [[name, tried, survived, f"{seconds:.2f}", f"{megabytes:.0f}"]
                          for name, tried, survived, seconds, megabytes in rows]
    cells = lambda line: [f"{cell:<{WIDTHS[0]}}" if at == 0 else f"{cell:>{WIDTHS[at]}}" for at, cell in enumerate(line)]
    return "\n".join("".join(cells(line)) for line in lines)


def keep(path, rows):
    """Adds rows to a file for a table of several campaigns."""
    if path:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)


def kept(path):
    """The rows of such a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
