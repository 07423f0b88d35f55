"""Read a file in a process of its own, bounded in time and memory.

A parser that crashes, hangs or eats memory on a hostile file takes down that process and nothing
else. It is given no environment but the path to the library: none of the site's keys are in it.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from avow.analysis.documents.document import Document, UnreadableDocumentError
from avow.analysis.documents.limits import Limits

_PASSED_ON = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT")
_COMMAND = ["-m", "avow.analysis.documents.worker"]
_BROKEN = (
    "{name} could not be read: its contents made the reader stop. It may be damaged. Save it "
    "again, as PDF or DOCX, or ask for it again."
)


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture (PNG), and its size in points, which boxes are measured in."""

    png: bytes
    width: float
    height: float


def read_confined(data: bytes, kind: str, name: str, limits: Limits) -> Document:
    """Return the document that a file of this kind holds.

    Raises:
        UnreadableDocumentError: it cannot be read within the limits; ``{name}`` in the message
            stands for the file's name.
    """
    request = {"ask": "document", "kind": kind, "name": name}
    return Document.from_dict(_answer(request, data, limits)["document"])


def draw_confined(data: bytes, page: int, width: int, limits: Limits) -> PageImage:
    """Return a page (from 1) of a PDF as a picture, ``width`` dots wide.

    Raises:
        UnreadableDocumentError: it cannot be drawn within the limits.
    """
    request = {"ask": "page", "page": page, "width": width}
    answer = _answer(request, data, limits)
    return PageImage(base64.b64decode(answer["png"]), answer["across"], answer["down"])


def _answer(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    head = json.dumps({**request, "limits": limits.to_dict()}).encode() + b"\n"
    with _output() as output:
        code = _run(head + data, output, limits)
        output.seek(0)
        try:
            answer = json.load(output)
        except (ValueError, RecursionError):
            answer = None
    if code < 0 and -code in (24, 9):
        raise UnreadableDocumentError(_too_slow(limits))
    if isinstance(answer, dict) and answer.get("memory"):
        raise UnreadableDocumentError(_too_much(limits))
    if code or not isinstance(answer, dict):
        raise UnreadableDocumentError(_BROKEN)
    if "refused" in answer:
        raise UnreadableDocumentError(str(answer["refused"]))
    return answer


def _output() -> IO[bytes]:
    """Return a file in memory where the system has them, so that no words touch the disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("document"), "w+b")
    return tempfile.TemporaryFile()


def _run(request: bytes, output: IO[bytes], limits: Limits) -> int:
    """Run the worker; return its exit code, negative for the signal that ended it."""
    environment = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    with subprocess.Popen(  # noqa: S603 - the command is ours; the file goes to its input only
        [sys.executable, *_COMMAND],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.DEVNULL,
        env=environment | {"PYTHONIOENCODING": "utf-8"},
    ) as child:
        try:
            with suppress(BrokenPipeError):
                child.communicate(request, timeout=2 * limits.seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            raise UnreadableDocumentError(_too_slow(limits)) from None
        return child.wait()


def _too_slow(limits: Limits) -> str:
    return (
        f"{{name}} took longer than {limits.seconds} seconds to read, and was given up. Split it, "
        "or save it as a plain PDF."
    )


def _too_much(limits: Limits) -> str:
    return (
        f"{{name}} needs more than {limits.memory // 1_000_000:,} MB of memory to read, and was "
        "given up. Split it, or save it as a plain PDF."
    )
