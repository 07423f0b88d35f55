"""Split a document into headings, paragraphs and list items that know their place in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from avow.analysis.documents.document import Mark
from avow.analysis.documents.lines import (
    BULLET,
    HASHES,
    LABEL,
    LETTER,
    NUMBER,
    Layout,
    Line,
    layout,
    read_lines,
)

HEADING, ITEM, BODY, FURNITURE = "heading", "item", "body", "furniture"
_LONGEST_HEADING, _LONGEST_HEADLINE = 16, 25
_OPEN_END = re.compile(
    r"\b(?:a|an|the|of|to|for|in|on|at|by|with|and|or|who|that|which|their|our|its|from|is|are)$"
)
_SPOKEN = re.compile(r"[.!?;:,…][\"'”’)*_]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text: ``kind`` heading, item, body or furniture; offsets into the document.

    ``marker`` is the bullet or number that a heading or item starts with; ``body`` is where the
    words after it begin; ``section`` is the heading above; ``level`` is a heading's where the
    format gives it, else 0.
    """

    kind: str
    start: int
    end: int
    body: int
    marker: str
    indent: int
    gap: int
    section: str = ""
    level: int = 0


def paragraphs(text: str, known: Sequence[Mark] = ()) -> list[Paragraph]:
    """Return every block of the document in order; nothing is left out.

    ``known`` are the blocks that the document's format gives (``Document.structure``); without
    them, the lines themselves tell what is what.
    """
    if known:
        return _with_sections(text, [_known(text, mark) for mark in known])
    lines = read_lines(text)
    shape = layout(lines)
    kinds = _Kinds([line for line in lines if not line.furniture], shape)
    blocks: list[Paragraph] = []
    last: tuple[Line, int] | None = None
    for line in lines:
        if line.furniture:
            blocks.append(_block(line, FURNITURE, ""))
            continue
        if last and _joins(last[0], line, blocks[last[1]].kind, shape):
            blocks[last[1]] = replace(blocks[last[1]], end=line.end)
            last = (line, last[1])
            continue
        kind, marker = kinds.of(line)
        blocks.append(_block(line, kind, marker))
        last = (line, len(blocks) - 1)
    return _with_sections(text, _without_swallowed(blocks))


def _block(line: Line, kind: str, marker: str) -> Paragraph:
    skipped = len(marker)
    while skipped < len(line.text) and line.text[skipped].isspace():
        skipped += 1
    return Paragraph(
        kind, line.start, line.end, line.start + skipped, marker.strip(), line.indent, line.gap
    )


def _known(text: str, mark: Mark) -> Paragraph:
    """Return a block that the format gives, with the mark that its own words start with."""
    words = text[mark.start : mark.end]
    found = None
    if mark.kind in (HEADING, ITEM):
        found = BULLET.match(words) or LETTER.match(words) or NUMBER.match(words)
    marker = found.group() if found else ""
    line_start = text.rfind("\n", 0, mark.start) + 1
    kind = mark.kind if mark.kind in (HEADING, ITEM) else BODY
    start = mark.start
    return Paragraph(
        kind, start, mark.end, start + len(marker), marker.strip(), start - line_start, 1,
        level=mark.level,
    )  # fmt: skip


def _without_swallowed(blocks: list[Paragraph]) -> list[Paragraph]:
    """Drop furniture that lies inside a paragraph broken over two pages."""
    kept: list[Paragraph] = []
    for block in blocks:
        if block.kind == FURNITURE and any(b.end > block.end for b in kept):
            continue
        kept.append(block)
    return kept


def _with_sections(text: str, blocks: list[Paragraph]) -> list[Paragraph]:
    section = ""
    placed = []
    for block in blocks:
        if block.kind == HEADING:
            section = " ".join(text[block.body : block.end].replace("*", "").split())
        placed.append(replace(block, section=section))
    return placed


def _joins(before: Line, line: Line, kind: str, shape: Layout) -> bool:
    """Whether a line carries on the paragraph of the line before."""
    if line.listed and not (line.lower and not before.closed and NUMBER.match(line.text)):
        return False
    open_lower = line.lower and not before.closed
    if shape.apart(line):
        return open_lower and kind != HEADING and len(before.text) >= 0.4 * shape.width
    if kind == HEADING or not shape.wrapped:
        return open_lower and not HASHES.match(before.text)
    return _wraps(before, line, kind, shape)


def _wraps(before: Line, line: Line, kind: str, shape: Layout) -> bool:
    """Whether a line right under another is its continuation, by case, comma and width."""
    if before.text.endswith(":") or HASHES.match(line.text):
        return False
    if line.lower or before.text.endswith(","):
        return True
    if kind == ITEM and line.indent < before.indent:
        return False
    return len(before.text) + len(line.text.split(maxsplit=1)[0]) >= 0.8 * shape.width


class _Kinds:
    """Tell headings, items and body apart, from each line and its neighbours."""

    def __init__(self, lines: list[Line], shape: Layout) -> None:
        self._index = {line.start: i for i, line in enumerate(lines)}
        self._lines = lines
        self._shape = shape

    def of(self, line: Line) -> tuple[str, str]:
        """Return the kind of block that starts with this line, and its marker."""
        if mark := HASHES.match(line.text):
            return HEADING, mark.group()
        if mark := BULLET.match(line.text):
            return ITEM, mark.group()
        if mark := LETTER.match(line.text):
            return ITEM, mark.group()
        if mark := NUMBER.match(line.text):
            return self._numbered(line, mark.group())
        return (HEADING if self._stands_alone(line) else BODY), ""

    def _near(self, line: Line, step: int) -> Line | None:
        i = self._index[line.start] + step
        return self._lines[i] if 0 <= i < len(self._lines) else None

    def _numbered(self, line: Line, marker: str) -> tuple[str, str]:
        """A numbered line is a heading when it is short, no sentence, and text stands under it."""
        after = self._near(line, 1)
        rest = line.text[len(marker) :]
        asked = rest.endswith("?") and self._shape.apart(line)
        spoken = _SPOKEN.search(rest) and not asked
        short = len(rest.split()) <= _LONGEST_HEADING and not spoken
        run_on = after is not None and after.lower and not self._shape.apart(after)
        if run_on and after and self._shape.wrapped and len(line.text) >= 0.7 * self._shape.width:
            short = False
        if not short or after is None or not rest[:1].isupper() or _OPEN_END.search(rest):
            return ITEM, marker
        before = self._near(line, -1)
        under = before is not None and not self._shape.apart(line) and NUMBER.match(before.text)
        sibling = NUMBER.match(after.text) and not after.text.startswith(marker.strip(" .):"))
        return (ITEM if sibling or under else HEADING), marker

    def _stands_alone(self, line: Line) -> bool:
        """A short line, no sentence, with space or a finished paragraph before it."""
        plain = line.text.replace("*", "")
        words = plain.split()
        before, after = self._near(line, -1), self._near(line, 1)
        longest = _LONGEST_HEADING if before else _LONGEST_HEADLINE
        if not plain or len(words) > longest or after is None:
            return False
        if _SPOKEN.search(plain) and not _labelled_question(plain):
            return False
        if not plain[0].isupper() and not plain[0].isdigit():
            return False
        if after.lower or _OPEN_END.search(plain):
            return False
        if self._shape.wrapped and len(line.text) >= 0.8 * self._shape.width:
            return False
        return before is None or self._shape.apart(line) or before.closed or line.gap > 0


def _labelled_question(text: str) -> bool:
    found = LABEL.match(text)
    return bool(found) and found["label"] in {"Q", "Question"} if found else False
