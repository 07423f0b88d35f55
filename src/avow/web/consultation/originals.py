"""Where the words of a submission stand in the file it came in."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from avow.analysis.documents import Box, Document, PageImage, Place
from avow.web.consultation.models import Original, Recommendation, Submission

_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text as shown: before, within and after the quoted words, if they reach into it.

    ``first``: the quoted words begin here.
    """

    number: int
    before: str
    quoted: str
    after: str
    first: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a document; ``earlier`` and ``later`` are places to look on from, if any."""

    strips: list[Strip]
    earlier: int | None = None
    later: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as a picture with the boxes of the quoted words, in points."""

    source: str
    width: float
    height: float
    boxes: list[Box]


def where(place: Place) -> str:
    """Return a place in words."""
    if place.page is None:
        return _("line %(line)s") % {"line": place.line}
    if place.box is None:
        return _("page %(page)s, line %(line)s of the text") % {
            "page": place.page,
            "line": place.line,
        }
    return _("page %(page)s, line %(line)s") % {"page": place.page, "line": place.line}


def add_places(submission: Submission, rows: Iterable[Recommendation]) -> None:
    """Give each recommendation ``where``: its place in the original in words, if there is one."""
    original = Original.objects.filter(submission=submission).defer("sealed").first()
    rows = list(rows)
    document = original.around(row.start for row in rows) if original else None
    for row in rows:
        row.where = where(document.place(row.start)) if document else ""  # type: ignore[attr-defined]


def lines_on(document: Document, page: int | None, start: int, end: int) -> Lines:
    """Return the lines of a page; without pages those around the quote, which is cut out."""
    spans = [span for span in document.spans if page is None or span.page == page]
    first, last = 0, len(spans)
    if page is None:
        at = max((i for i, span in enumerate(spans) if span.start <= start), default=0)
        first, last = max(0, at - _SHOWN // 2), min(len(spans), at + _SHOWN // 2)
    strips = [
        _strip(document.text, (span.start, span.end), span.line, start, end)
        for span in spans[first:last]
    ]
    return Lines(
        strips,
        spans[max(0, first - _SHOWN // 2)].start if first else None,
        spans[min(len(spans) - 1, last + _SHOWN // 2)].start if last < len(spans) else None,
    )


def _strip(text: str, line: tuple[int, int], number: int, start: int, end: int) -> Strip:
    first, last = line
    left, right = max(first, min(start, last)), max(first, min(end, last))
    begins = left < right and start >= first
    return Strip(number, text[first:left], text[left:right], text[right:last], begins)


def sheet(image: PageImage, document: Document, page: int, start: int, end: int) -> Sheet:
    """Return a page's picture, ready to stand in the page's own markup."""
    places = document.places(start, end) if end > start else ()
    return Sheet(
        f"data:image/png;base64,{base64.b64encode(image.png).decode()}",
        image.width,
        image.height,
        [place.box for place in places if place.box and place.page == page],
    )
