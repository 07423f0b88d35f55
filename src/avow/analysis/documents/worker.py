"""What runs in the confined process: one request from standard input, one answer to the output.

A request is a line of JSON and then the file's bytes; an answer is JSON. Never a pickle: what comes
back from a process that read a hostile file is data, not code.
"""

import base64
import json
import resource
import sys
from typing import Any

from avow.analysis.documents.building import Draft, build
from avow.analysis.documents.document import DOCX, EMAIL, HTML, ODT, PDF, UnreadableDocumentError
from avow.analysis.documents.limits import Limits


def main() -> None:
    """Take the limits on, read the request, answer it."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    _confine(limits)
    try:
        answer = answer_to(request, sys.stdin.buffer.read(), limits)
    except UnreadableDocumentError as error:
        answer = {"refused": str(error)}
    except MemoryError:
        answer = {"memory": True}
    json.dump(answer, sys.stdout)
    sys.stdout.flush()


def answer_to(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    """Return the document, or the picture of a page, that a request asks for.

    Raises:
        UnreadableDocumentError: it cannot be given; ``{name}`` stands for the file's name.
    """
    if request["ask"] == "page":
        from avow.analysis.documents.formats.pdf import page_png

        png, across, down = page_png(data, request["page"], request["width"], limits)
        return {"png": base64.b64encode(png).decode(), "across": across, "down": down}
    document = build(_draft(request["kind"], data, limits), request["name"])
    if len(document.text) > limits.characters:
        raise UnreadableDocumentError(
            f"{{name}} holds more than {limits.characters:,} letters. Split it."
        )
    return {"document": document.to_dict()}


def _draft(kind: str, data: bytes, limits: Limits) -> Draft:
    if kind == HTML:
        from avow.analysis.documents.formats.html import read_html

        return read_html(data)
    if kind == EMAIL:
        from avow.analysis.documents.formats.email import read_email

        return read_email(data)
    if kind == PDF:
        from avow.analysis.documents.formats.pdf import read_pdf as read
    elif kind == DOCX:
        from avow.analysis.documents.formats.docx import read_docx as read
    elif kind == ODT:
        from avow.analysis.documents.formats.odt import read_odt as read
    else:
        raise ValueError(kind)
    return read(data, limits)


def _confine(limits: Limits) -> None:
    """Bound this process for good: processor time, memory, what it may write; no crash files."""
    bounds = {
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_FSIZE: limits.answer,
        resource.RLIMIT_CORE: 0,
    }
    for what, bound in bounds.items():
        hard = resource.getrlimit(what)[1]
        allowed = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        try:
            resource.setrlimit(what, (allowed, allowed))
        except (ValueError, OSError):  # a system without this bound; the clock still holds
            continue


if __name__ == "__main__":
    main()
