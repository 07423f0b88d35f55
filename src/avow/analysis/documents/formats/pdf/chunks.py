"""Lines become chunks: a heading, a paragraph, a list item or a row of a table each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from avow.analysis.documents.formats.pdf.lines import Line, wide_gaps
from avow.analysis.documents.formats.pdf.measures import Setting
from avow.analysis.documents.lines import BULLET, LABEL, LETTER, NUMBER, TERMINAL

HEADING, ITEM, BODY, ROW = "heading", "item", "body", "row"
_ONLY_MARK = re.compile(
    r"(?:[-–—•*◦▪●·‣➢➤✓■□\uf0a7\uf0b7]|o|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4})[.):]?)$"
)
_LOOSE = 1.25


@dataclass(slots=True)
class Chunk:
    """Lines that belong together; ``edge`` and ``margin``: left and right of their column."""

    kind: str
    lines: list[Line]
    edge: float
    margin: float

    @property
    def text(self) -> str:
        """The words, lines joined by a space."""
        return " ".join(line.text for line in self.lines)


def chunks_of(rows: Sequence[Line], setting: Setting) -> list[Chunk]:
    """Return the chunks of one column, from its top down."""
    if not rows:
        return []
    edge = min(row.left for row in rows)
    rights = sorted(row.right for row in rows)
    margin = rights[int(0.95 * (len(rights) - 1))]
    found: list[Chunk] = []
    for row in rows:
        if found and not _breaks(found[-1], row, setting):
            found[-1].lines.append(row)
        else:
            found.append(Chunk(_kind(row, setting), [row], edge, margin))
    return [_settled(chunk, setting) for chunk in found]


def _kind(row: Line, setting: Setting) -> str:
    gaps = wide_gaps(row)
    marked = bool(_ONLY_MARK.match(row.words[0].text)) and len(row.words) > 1
    if gaps and not (marked and gaps == [1]):
        return ROW
    if setting.stands_out(row):
        return HEADING
    return ITEM if is_item(row) else BODY


def is_item(row: Line) -> bool:
    """Whether a line starts with the mark of a list item."""
    text = row.text
    if BULLET.match(text) or text.startswith(("\uf0b7 ", "\uf0a7 ")):
        return True
    found = NUMBER.match(text)
    marked = found and (row.words[0].text[-1:] in ".):" or "." in found[1])
    return bool(marked or LETTER.match(text)) and len(row.words) > 1


def _breaks(chunk: Chunk, row: Line, setting: Setting) -> bool:
    """Whether a line starts something new."""
    before = chunk.lines[-1]
    size = max(before.size, row.size)
    kind = _kind(row, setting)
    if ROW in (chunk.kind, kind) or abs(before.size - row.size) > 0.1 * size:
        return True
    gap = (row.base - before.base) / size
    if gap > _LOOSE * setting.spacing or gap < 0:
        return True
    ended = _ended(before, row, chunk.margin)
    if chunk.kind != kind and HEADING in (chunk.kind, kind):
        return ended or not _closely(gap, setting)
    if kind == ITEM and (ended or chunk.kind == ITEM or BULLET.match(row.text)):
        return True
    if chunk.kind == HEADING:
        return _another_heading(before, row, ended=ended)
    return ended or _indented(chunk, row, size)


def _another_heading(before: Line, row: Line, *, ended: bool) -> bool:
    """Whether a heading under a heading is its own, not the rest of it."""
    numbered = NUMBER.match(row.text) or TERMINAL.search(before.text)
    return bool(LABEL.match(row.text) or (ended and numbered))


def _closely(gap: float, setting: Setting) -> bool:
    return gap <= 1.08 * setting.spacing


def _ended(before: Line, row: Line, margin: float) -> bool:
    """Whether a line stopped although the next word would have fitted."""
    if row.text[:1].islower() and not TERMINAL.search(before.text):
        return False
    first = row.words[0]
    room = margin - before.right
    closed = bool(TERMINAL.search(before.text)) or before.text[-1] in ":;"
    return room > (first.right - first.left) + (0.4 if closed else 1.2) * before.size


def _indented(chunk: Chunk, row: Line, size: float) -> bool:
    """Whether a line is set in as the first of a paragraph, or set back after an item."""
    first, before = chunk.lines[0], chunk.lines[-1]
    if chunk.kind == ITEM:
        hang = first.words[1].left
        closed = bool(TERMINAL.search(before.text)) or len(chunk.lines) > 1
        return closed and row.left < hang - 0.5 * size and row.text[:1].isupper()
    inward = row.left - before.left
    return 0.6 * size < inward < 5 * size and row.left > chunk.edge + 0.6 * size


def _settled(chunk: Chunk, setting: Setting) -> Chunk:
    """Take for text what stands out but is too long, or too much of a sentence, for a heading."""
    if chunk.kind != HEADING:
        return chunk
    words, text = len(chunk.text.split()), chunk.text
    larger = chunk.lines[0].size >= 1.12 * setting.body
    sentence = bool(re.search(r"[.;,:]$", text)) and words > (12 if larger else 7)
    if words > (40 if larger else 18) or sentence or not re.search(r"\w", text):
        chunk.kind = ITEM if is_item(chunk.lines[0]) else BODY
    return chunk


def carries_on(before: Chunk, after: Chunk) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    if before.kind not in (BODY, ITEM) or after.kind != BODY:
        return False
    last, first = before.lines[-1], after.lines[0]
    if abs(last.size - first.size) > 0.05 * last.size or TERMINAL.search(last.text):
        return False
    if first.text[:1].islower() or last.words[-1].text.endswith("-"):
        return True
    return last.text[-1] not in ":;" and last.right > before.margin - 4 * last.size
