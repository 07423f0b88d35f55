"""What runs in the confined process: a request and a file from standard input, rows as JSON out."""

import io
import json
import resource
import sys
from datetime import date, datetime, time
from typing import Any


def main() -> None:
    """Take the limits on, read the request, answer it."""
    asked = json.loads(sys.stdin.buffer.readline())
    confine(asked["seconds"], asked["memory"])
    answer = answer_to(sys.stdin.buffer.read(), asked["wanted"], asked["most_rows"])
    json.dump(answer, sys.stdout)
    sys.stdout.flush()


def confine(seconds: int, memory: int) -> None:
    """Bound this process for good: processor time, memory; no crash files."""
    wanted = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CORE: 0,
    }
    for what, bound in wanted.items():
        hard = resource.getrlimit(what)[1]
        allowed = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        try:
            resource.setrlimit(what, (allowed, allowed))
        except (ValueError, OSError):  # a system without this bound; the clock still holds
            continue


def answer_to(data: bytes, wanted: str, most_rows: int | None) -> dict[str, Any]:
    """Return the sheet's title and rows; the titles there are, or that it cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        titles = book.sheet_names
        if wanted and wanted not in titles:
            return {"titles": titles}
        title = wanted or titles[0]
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False, nrows=most_rows)
    except (CalamineError, OSError, IndexError, ValueError, MemoryError):
        return {"refused": True}
    return {"title": title, "rows": [[text_of(cell) for cell in row] for row in rows]}


def text_of(cell: Any) -> str:
    """Return a cell as text; whole numbers without a point, dates as year-month-day."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


if __name__ == "__main__":
    main()
