"""The texts of a survey as a file for a translator, and the file that comes back."""

import csv
import io
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

from avow.analysis.sheets import SheetError, read_sheet
from avow.web.core.spreadsheets import as_csv
from avow.web.core.words import one_line
from avow.web.surveys.languages import name_of
from avow.web.surveys.models import Survey
from avow.web.surveys.texts import texts

LARGEST = 2_000_000
_MOST_ROWS = 5_000
_MOST_UNPACKED = 50_000_000


class StringsError(ValueError):
    """The file that came back cannot be read. The text says where and what to do."""


def as_file(survey: Survey, language: str) -> str:
    """Return a CSV of every text: key, where it stands, the words, and their translation."""
    first = name_of(survey.languages[0])
    head = ["key", _("where"), first, f"{name_of(language)} [{language}]"]
    return as_csv(
        head,
        ([t.key, t.where, t.source, t.translations.get(language, "")] for t in texts(survey)),
    )


def read(name: str, data: bytes, language: str) -> dict[str, str]:
    """Return translations by key from a file that came back; rows without one are left out.

    Raises:
        StringsError: it is too large, neither CSV nor XLSX, or for another language.
    """
    if len(data) > LARGEST:
        raise StringsError(
            _("%(name)s is larger than 2 MB. Is it the right file?") % {"name": name}
        )
    rows = _sheet(name, data) if data[:2] == b"PK" else _csv(name, data)
    head = next(rows, [])
    if len(head) < 4 or head[0].strip().lower() != "key":
        raise StringsError(
            _("%(name)s does not begin with the columns of the file you downloaded.")
            % {"name": name}
        )
    if f"[{language}]" not in head[3]:
        raise StringsError(
            _("%(name)s: row 1, column 4 says “%(head)s”, but this is the page of %(language)s.")
            % {"name": name, "head": one_line(head[3]), "language": name_of(language)}
        )
    return {row[0].strip(): _plain(row[3]) for row in rows if len(row) > 3 and row[3].strip()}


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from running it."""
    shielded = cell.startswith("'") and cell[1:2] in ("=", "+", "-", "@")
    return (cell[1:] if shielded else cell).replace("\r\n", "\n").strip()


def _csv(name: str, data: bytes) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise StringsError(
            _("%(name)s is not UTF-8. Save it as “CSV UTF-8” or as XLSX.") % {"name": name}
        ) from error
    line = text.partition("\n")[0]
    delimiter = max(",;\t", key=line.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise StringsError(
            _("%(name)s is not a CSV file: %(error)s.") % {"name": name, "error": error}
        ) from error
    return iter(rows[:_MOST_ROWS])


def _sheet(name: str, data: bytes) -> Iterator[list[str]]:
    unreadable = _("%(name)s cannot be read as a spreadsheet. Save it again as XLSX or CSV.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise StringsError(unreadable % {"name": name}) from error
    if unpacked > _MOST_UNPACKED:
        raise StringsError(_("%(name)s is far too large unpacked.") % {"name": name})
    try:
        return iter(read_sheet(data, most_rows=_MOST_ROWS).rows)
    except SheetError as error:
        raise StringsError(unreadable % {"name": name}) from error
