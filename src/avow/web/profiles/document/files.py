"""The files of a fixed edition: written together, hashed, read back only if they are as written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from avow.web.profiles.document.content import Content, Signal, from_data
from avow.web.profiles.document.html import as_html
from avow.web.profiles.document.pdf import as_pdf
from avow.web.releases.files import MANIFEST, as_json, read_checked, sha256, write_folder

if TYPE_CHECKING:
    from avow.web.profiles.models import Edition

_DATA = "profile.json"
FORMATS = {
    "profile.html": "text/html; charset=utf-8",
    "profile.pdf": "application/pdf",
    _DATA: "application/json",
}
# What partners are given has its own names, so that nobody sends the wrong file.
PARTNERS = "partners-"


def folder(edition: "Edition") -> Path:
    """Return where the files of an edition lie."""
    return Path(settings.DATA_FOLDER) / "profiles" / str(edition.pk)


def made(
    *, exact: Content, partners: Content, day: str, attestations: Sequence[str]
) -> dict[str, bytes]:
    """Return both versions in every format, by the names of their files.

    Raises:
        UnwritableError: the PDF cannot be set.
    """
    texts = tuple(attestations)
    exact = replace(exact, day=day, attestations=texts)
    partners = replace(partners, day=day, attestations=texts)
    return _files(exact, "") | _files(partners, PARTNERS)


def write(
    edition: "Edition", files: Mapping[str, bytes], *, day: str, signals: Sequence[Signal]
) -> tuple[dict[str, Any], str]:
    """Write the files of an edition; return the manifest and its hash."""
    manifest = {
        "unit": edition.unit,
        "number": edition.number,
        "period": edition.period_label,
        "day": day,
        "signals": [asdict(signal) for signal in signals],
        "files": {
            name: {
                "sha256": sha256(held),
                "bytes": len(held),
                "type": FORMATS[name.removeprefix(PARTNERS)],
            }
            for name, held in sorted(files.items())
        },
    }
    written = as_json(manifest)
    write_folder(folder(edition), {**files, MANIFEST: written})
    return manifest, sha256(written)


def _files(content: Content, prefix: str) -> dict[str, bytes]:
    return {
        prefix + "profile.html": as_html(content),
        prefix + "profile.pdf": as_pdf(content),
        prefix + _DATA: as_json(content.as_data()),
    }


def read(edition: "Edition", name: str) -> bytes:
    """Return a file as it was written.

    Raises:
        KeyError: the edition has no such file.
        TamperedError: it is gone or was changed.
    """
    return read_checked(folder(edition), name, edition.manifest["files"][name]["sha256"])


def content(edition: "Edition", *, exact: bool) -> Content:
    """Return what a fixed edition says. Raises TamperedError."""
    return from_data(json.loads(read(edition, ("" if exact else PARTNERS) + _DATA)))


def check_all(edition: "Edition") -> None:
    """Check every file and the manifest itself. Raises TamperedError."""
    kept = json.loads(read_checked(folder(edition), MANIFEST, edition.sha256))
    for name in kept["files"]:
        read(edition, name)
