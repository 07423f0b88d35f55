"""Where the words of a submission stand in the file it came in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from avow.analysis.documents import Document, Place
from avow.web.consultation.models import Original, Recommendation, Submission


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text as shown: before, within and after the quoted words."""

    number: int
    before: str
    quoted: str
    after: str


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


def add_places(submission: Submission, rows: Iterable[Recommendation], text: str) -> None:
    """Give each recommendation ``where``: its place in the original in words, if there is one."""
    original = Original.objects.filter(submission=submission).defer("sealed").first()
    document = original.document(text) if original else None
    for row in rows:
        row.where = where(document.place(row.start)) if document else ""  # type: ignore[attr-defined]


def lines_on(
    document: Document, page: int | None, start: int, end: int, around: int = 40
) -> list[Strip]:
    """Return the lines of a page, or without pages those around the quote, the quote cut out."""
    spans = [span for span in document.spans if page is None or span.page == page]
    if page is None:
        spans = _near([(s.start, s.end, s.line) for s in spans], start, around)
    else:
        spans = [(s.start, s.end, s.line) for s in spans]
    return [_strip(document.text, *span, start, end) for span in spans]


def _near(
    spans: Sequence[tuple[int, int, int]], start: int, around: int
) -> list[tuple[int, int, int]]:
    at = max((i for i, span in enumerate(spans) if span[0] <= start), default=0)
    return list(spans[max(0, at - around) : at + around])


def _strip(text: str, first: int, last: int, number: int, start: int, end: int) -> Strip:
    left, right = max(first, min(start, last)), max(first, min(end, last))
    return Strip(number, text[first:left], text[left:right], text[right:last])
