"""The files of a response: written together, hashed, read back only if they are what they were."""

import json
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings

from avow.web.consultation.response import docx, html, pdf
from avow.web.consultation.response.checking import check_figures, check_written
from avow.web.consultation.response.content import Content
from avow.web.releases.files import MANIFEST, as_json, read_checked, sha256, write_folder

FORMATS = (
    ("response.html", "text/html; charset=utf-8", html.as_html, html.entries_in),
    (
        "response.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx.as_docx,
        docx.entries_in,
    ),
    ("response.pdf", "application/pdf", pdf.as_pdf, pdf.entries_in),
)
_DATA = "response.json"


def folder(number: int) -> Path:
    """Return where the files of a response lie."""
    return Path(settings.DATA_FOLDER) / "responses" / str(number)


def write(number: int, content: Content) -> tuple[dict[str, Any], str]:
    """Write every format and the data behind them; return the manifest and its hash.

    Raises:
        FiguresError: a figure does not add up, or a file does not hold every answer.
    """
    check_figures(content)
    files = {_DATA: as_json(content.as_data())}
    types = {_DATA: "application/json"}
    for name, media_type, make, entries_in in FORMATS:
        files[name], types[name] = make(content), media_type
        check_written(name, entries_in(files[name]), content)
    manifest = {
        "number": number,
        "title": content.title,
        "content": facts(content),
        "files": {
            name: {"sha256": sha256(held), "bytes": len(held), "type": types[name]}
            for name, held in sorted(files.items())
        },
    }
    written = as_json(manifest)
    write_folder(folder(number), {**files, MANIFEST: written})
    return manifest, sha256(written)


def facts(content: Content) -> str:
    """Return the hash of what the response says, whatever the day it was made on."""
    return sha256(as_json({**content.as_data(), "day": ""}))


def read(number: int, name: str, manifest: dict[str, Any]) -> bytes:
    """Return a file as it was written.

    Raises:
        KeyError: the response has no such file.
        TamperedError: it is gone or was changed.
    """
    return read_checked(folder(number), name, manifest["files"][name]["sha256"])


def read_all(number: int, manifest: dict[str, Any], expected: str) -> None:
    """Check every file and the manifest itself. Raises TamperedError."""
    kept = read_checked(folder(number), MANIFEST, expected)
    for name in json.loads(kept)["files"]:
        read(number, name, manifest)


def remove(number: int) -> None:
    """Remove the files of a draft."""
    shutil.rmtree(folder(number), ignore_errors=True)
