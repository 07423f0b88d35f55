"""A document that was read: its text, and where in the original each part of the text stands."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

PDF, DOCX, ODT, HTML = "pdf", "docx", "odt", "html"
EMAIL, MARKDOWN, TEXT = "email", "markdown", "text"
QUOTED = "quoted"


class UnreadableDocumentError(ValueError):
    """The file cannot be read as a document; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the original that holds ``text[start:end]``.

    ``page`` counts from 1 and is None where the format has no pages. ``line`` counts from 1: in a
    PDF the lines of the page in reading order, elsewhere the lines of ``Document.text``. ``box`` is
    known in a PDF only.
    """

    start: int
    end: int
    line: int
    page: int | None = None
    box: Box | None = None

    @property
    def label(self) -> str:
        """Return the place in words: "page 4, line 12"."""
        where = f"line {self.line}"
        return where if self.page is None else f"page {self.page}, {where}"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of the text that is one line of the original; ``stops`` are (offset, x) of its words.

    ``stops`` let a part of the line be boxed: between two of them, characters count as equally
    wide.
    """

    start: int
    end: int
    line: int
    page: int | None = None
    box: Box | None = None
    stops: tuple[tuple[int, float], ...] = ()

    def place(self, start: int, end: int) -> Place:
        """Return the part of the line that lies within ``start:end``."""
        start, end = max(start, self.start), min(end, self.end)
        if self.box is None:
            return Place(start, end, self.line, self.page)
        left = self.box.left if start <= self.start else self._x(start)
        right = self.box.right if end >= self.end else self._x(end)
        box = Box(left, self.box.top, max(left, right), self.box.bottom)
        return Place(start, end, self.line, self.page, box)

    def _x(self, offset: int) -> float:
        stops = [*self.stops, (self.end, self.box.right if self.box else 0.0)]
        at = max(0, bisect_right(stops, (offset, float("inf"))) - 1)
        if at + 1 >= len(stops):
            return stops[-1][1]
        (one, left), (two, right) = stops[at], stops[at + 1]
        return left + (right - left) * max(0, offset - one) / max(1, two - one)


@dataclass(frozen=True, slots=True)
class Mark:
    """A block whose kind the format itself gives: heading (with its level), item, body, quoted."""

    kind: str
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its mark, its words, and where in the text the mark stood if known."""

    mark: str
    text: str
    page: int | None = None
    at: int | None = None


@dataclass(frozen=True)
class Document:
    """A document as text that quotes are places in, with the way back to the original.

    ``text`` has plain line ends. ``marks`` is empty where the format gives no structure.
    ``furniture`` are the running heads and feet that were left out, each once.
    """

    name: str
    kind: str
    text: str
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    warnings: tuple[str, ...] = ()
    pages: int | None = None
    furniture: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.spans]

    @property
    def headings(self) -> tuple[Mark, ...]:
        """The headings that the format gives, in order."""
        return tuple(mark for mark in self.marks if mark.kind == "heading")

    @property
    def structure(self) -> tuple[Mark, ...]:
        """The kinds of all blocks, where the format gives headings; else nothing."""
        return self.marks if self.kind != EMAIL and self.headings else ()

    def place(self, offset: int) -> Place:
        """Return the line of the original that holds one character, or stands right before it."""
        at = max(0, bisect_right(self._starts, offset) - 1)
        if not self.spans:
            return Place(offset, offset, self.text.count("\n", 0, offset) + 1)
        span = self.spans[at]
        return span.place(min(max(offset, span.start), span.end), min(offset + 1, span.end))

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Return the lines of the original that hold ``text[start:end]``, in order."""
        at = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while at < len(self.spans) and self.spans[at].start < end:
            if self.spans[at].end > start:
                found.append(self.spans[at].place(start, end))
            at += 1
        return tuple(found) or (self.place(start),)

    def is_quoted(self, offset: int) -> bool:
        """Whether a character stands in the quoted history of a message."""
        return any(m.kind == QUOTED and m.start <= offset < m.end for m in self.marks)

    def to_dict(self) -> dict[str, Any]:
        """Return the document as plain lists and dictionaries, ready for JSON."""
        return {
            "name": self.name,
            "kind": self.kind,
            "text": self.text,
            "spans": [_flat(span) for span in self.spans],
            "marks": [[m.kind, m.start, m.end, m.level] for m in self.marks],
            "notes": [[n.mark, n.text, n.page, n.at] for n in self.notes],
            "warnings": list(self.warnings),
            "pages": self.pages,
            "furniture": list(self.furniture),
            "attachments": list(self.attachments),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Document":
        """Build a document from what ``to_dict`` returns."""
        return cls(
            name=data["name"],
            kind=data["kind"],
            text=data["text"],
            spans=tuple(_span(row) for row in data["spans"]),
            marks=tuple(Mark(*row) for row in data["marks"]),
            notes=tuple(Note(*row) for row in data["notes"]),
            warnings=tuple(data["warnings"]),
            pages=data["pages"],
            furniture=tuple(data["furniture"]),
            attachments=tuple(data["attachments"]),
        )


def _flat(span: Span) -> list[Any]:
    box = span.box
    edges = [round(e, 1) for e in (box.left, box.top, box.right, box.bottom)] if box else None
    stops = [[offset - span.start, round(x, 1)] for offset, x in span.stops]
    return [span.start, span.end, span.line, span.page, edges, stops]


def _span(row: list[Any]) -> Span:
    start, end, line, page, edges, stops = row
    box = Box(*edges) if edges else None
    return Span(start, end, line, page, box, tuple((start + d, x) for d, x in stops))
