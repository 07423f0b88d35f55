"""Put the blocks of a document together: its text, its marks and the map back to the original."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from avow.analysis.documents.document import Box, Document, Mark, Note, Span

HEADING, ITEM, BODY = "heading", "item", "body"


@dataclass(slots=True)
class Piece:
    """The part of a block that stands on one line of the original."""

    text: str
    line: int = 0
    page: int | None = None
    box: Box | None = None
    stops: tuple[tuple[int, float], ...] = ()


@dataclass(slots=True)
class Block:
    """A heading, paragraph or list item in pieces; ``refs`` are note marks with their offsets."""

    kind: str
    pieces: list[Piece]
    level: int = 0
    indent: int = 0
    tight: bool = False
    refs: list[tuple[str, int]] = field(default_factory=list)

    @classmethod
    def plain(
        cls, kind: str, text: str, page: int | None = None, *, level: int = 0, indent: int = 0
    ) -> "Block":
        """Return a block of one piece, from a format whose lines are not fixed."""
        return cls(kind, [Piece(text, page=page)], level, indent)

    @property
    def text(self) -> str:
        """The words of the block."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Draft:
    """What a format's reader found, before places are worked out."""

    kind: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    pages: int | None = None
    furniture: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)


def build(draft: Draft, name: str) -> Document:
    """Return the document: blocks parted by a blank line, items of a list by a line end."""
    parts: list[str] = []
    marks: list[Mark] = []
    spans: list[Span] = []
    refs: dict[str, list[int]] = {}
    at = 0
    before: Block | None = None
    for block in draft.blocks:
        if not block.text.strip():
            continue
        gap = _gap(before, block) + " " * block.indent
        at += len(gap)
        marks.append(Mark(block.kind, at, at + len(block.text.rstrip()), block.level))
        parts.append(gap)
        block.pieces[-1].text = block.pieces[-1].text.rstrip()
        for mark, offset in block.refs:
            refs.setdefault(mark, []).append(at + min(offset, len(block.text)))
        for piece in block.pieces:
            spans.append(_span(piece, at))
            parts.append(piece.text)
            at += len(piece.text)
        before = block
    text = "".join(parts)
    return Document(
        name=name,
        kind=draft.kind,
        text=text,
        spans=tuple(spans) if any(s.line for s in spans) else lines_of(text, spans),
        marks=tuple(marks) if _telling(marks) else (),
        notes=tuple(_anchored(draft.notes, refs)),
        warnings=tuple(draft.warnings),
        pages=draft.pages,
        furniture=tuple(draft.furniture),
        attachments=tuple(draft.attachments),
    )


def _gap(before: Block | None, block: Block) -> str:
    if before is None:
        return ""
    together = block.tight or (before.kind == ITEM and block.kind == ITEM)
    return "\n" if together else "\n\n"


def _span(piece: Piece, at: int) -> Span:
    end = at + len(piece.text.rstrip())
    stops = tuple((at + offset, x) for offset, x in piece.stops)
    return Span(at, max(at, end), piece.line, piece.page, piece.box, stops)


def _telling(marks: Sequence[Mark]) -> bool:
    """Whether the format gave any structure; if not, the lines themselves must tell it."""
    return any(mark.kind != BODY for mark in marks)


def _anchored(notes: list[Note], refs: dict[str, list[int]]) -> list[Note]:
    """Give each note the place of its mark: the first with that mark that no other note has."""
    return [
        Note(note.mark, note.text, note.page, refs[note.mark].pop(0))
        if refs.get(note.mark)
        else note
        for note in notes
    ]


def lines_of(text: str, pages: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Return a span for each line of the text; ``pages`` says on which page a part stands."""
    found = []
    start, at = 0, 0
    for number, line in enumerate(text.split("\n"), 1):
        while at + 1 < len(pages) and pages[at + 1].start <= start + len(line) - len(line.lstrip()):
            at += 1
        if line.strip():
            page = pages[at].page if pages else None
            found.append(Span(start, start + len(line), number, page))
        start += len(line) + 1
    return tuple(found)
