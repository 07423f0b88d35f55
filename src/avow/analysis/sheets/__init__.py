"""Read one sheet of a spreadsheet in a process of its own, bounded in time and memory.

A workbook of a kilobyte can name a cell so far out that the grid before it fills all memory, which
ends the process that reads it. That is then this process, and nothing else is lost.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

SECONDS = 120
MEMORY = 3_000_000_000
_UNREADABLE = "It is damaged, or too large for a spreadsheet. Save it as CSV and send that."
_PASSED_ON = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT")
_COMMAND = ("-m", "avow.analysis.sheets.worker")


class SheetError(ValueError):
    """A spreadsheet cannot be read within the limits. The text says what to do."""


class NoSheetError(SheetError):
    """It has no sheet of the name that was asked for. Holds the names it has."""

    def __init__(self, titles: list[str]) -> None:
        super().__init__(f"There are only the sheets {', '.join(titles)}.")
        self.titles = titles


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, and its rows as text, empty cells and rows before the first included."""

    title: str
    rows: list[list[str]]


def read_sheet(
    data: bytes,
    *,
    wanted: str = "",
    most_rows: int | None = None,
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> Sheet:
    """Return the sheet called ``wanted``, or the first, of an XLSX, XLS or ODS file.

    ``seconds`` bounds the time by the processor, ``memory`` the address space in bytes.

    Raises:
        NoSheetError: there is no such sheet.
        SheetError: it cannot be read, or not within the limits.
    """
    if data.startswith(b"PK") and not zipfile.is_zipfile(io.BytesIO(data)):
        raise SheetError(_UNREADABLE)
    asked = {"wanted": wanted, "most_rows": most_rows, "seconds": seconds, "memory": memory}
    answer = _answer(json.dumps(asked).encode() + b"\n" + data, seconds)
    if "titles" in answer:
        raise NoSheetError(answer["titles"])
    return Sheet(answer["title"], answer["rows"])


def _answer(request: bytes, seconds: int) -> dict[str, Any]:
    with _output() as output:
        code = _run(request, output, seconds)
        output.seek(0)
        with suppress(ValueError):
            answer = json.load(output)
            if code == 0 and isinstance(answer, dict) and "refused" not in answer:
                return answer
    raise SheetError(_UNREADABLE)


def _output() -> IO[bytes]:
    """Return a file in memory where the system has them, so that no words touch the disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("sheet"), "w+b")
    return tempfile.TemporaryFile()


def _run(request: bytes, output: IO[bytes], seconds: int) -> int:
    """Run the worker, which gets none of the site's keys; return its exit code."""
    environment = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    with subprocess.Popen(  # noqa: S603 — the command is ours; the file goes to its input only
        [sys.executable, *_COMMAND],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.DEVNULL,
        env=environment | {"PYTHONIOENCODING": "utf-8"},
    ) as child:
        try:
            with suppress(BrokenPipeError):
                child.communicate(request, timeout=2 * seconds)
        except subprocess.TimeoutExpired:
            child.kill()
        return child.wait()
