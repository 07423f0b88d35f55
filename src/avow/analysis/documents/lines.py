"""Lines of a document with their offsets, and how the document was laid out."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

BULLET = re.compile(r"(?:[-–—•*◦▪●·‣➢➤✓■□\uf0b7]|o(?=\s{1,4}[A-Z]))\s+")
NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})(?:[.):]\s*|\s+)(?=[^\s\d])")
LETTER = re.compile(r"(?:\(([a-z]|[ivx]{1,4})\)|([a-z]|[ivx]{1,4})[).])\s+")
LABEL = re.compile(
    r"(?P<label>[A-Z][A-Za-z]+(?: [a-z]+)?|Q)\s*(?P<number>\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,4})"
    r"(?=\s*(?:[:.–—|-]|$)|\s)"
)
_NAMED = re.compile(
    r"(?:Action|Recommendation|Step|Deliverable|Milestone|Commitment|Objective|Pledge|Promise|Priority|"
    r"Pillar|Theme) [A-Z]?\d"
)
HASHES = re.compile(r"#{1,6}\s+")
TERMINAL = re.compile(r"[.!?…][\"'”’)\]*_]*$")
LOWER = re.compile(r"[“\"'‘(]?[a-z]")
_URL = re.compile(r"(?:\[?\d{0,3}\]?\s*)?(?:https?://|www\.)\S+$")
_PAGE = re.compile(
    r"(?:page\s*)?[-–—]?\s*\d{1,3}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,3})?$|[|\s]+$", re.I
)
_PAGED = re.compile(r"\bpage\s*\d+|\|\s*\d+$|^\d+\s*\|", re.I)
_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its stripped span, indent and the blank lines before it."""

    start: int
    end: int
    text: str
    indent: int
    gap: int
    furniture: bool = False

    @property
    def closed(self) -> bool:
        """Whether the line ends a sentence or leads into a list."""
        return bool(TERMINAL.search(self.text)) or self.text[-1] in ":;"

    @property
    def lower(self) -> bool:
        """Whether the line starts in lower case, as the rest of a wrapped sentence does."""
        return bool(LOWER.match(self.text))

    @property
    def listed(self) -> bool:
        """Whether the line starts with the mark of a list item."""
        return any(mark.match(self.text) for mark in (BULLET, NUMBER, LETTER, _NAMED))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document breaks its lines: usual width, wrapped or not, doubled blank lines or not."""

    width: int
    wrapped: bool
    doubled: bool

    def apart(self, line: Line) -> bool:
        """Whether real space, more than the document's own line spacing, stands before a line."""
        return line.gap > (1 if self.doubled else 0)


def read_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, page furniture marked."""
    found: list[Line] = []
    position = gap = 0
    for stop in [*_BREAK.finditer(text), None]:
        end = stop.start() if stop else len(text)
        raw = text[position:end]
        body = raw.strip(" \t\xa0\ufeff\u200b")
        if body:
            start = position + raw.index(body)
            found.append(Line(start, start + len(body), body, start - position, gap))
            gap = 0
        else:
            gap += 1
        position = stop.end() if stop else end
    return _mark_furniture(found, text)


def _mark_furniture(lines: list[Line], text: str) -> list[Line]:
    """Mark page numbers, lone web addresses and running heads or feet."""
    shapes = [re.sub(r"\d+", "#", line.text) for line in lines]
    times = Counter(shapes)
    edges = _page_edges(lines, text)
    at_edge = Counter(shape for shape, edge in zip(shapes, edges, strict=True) if edge)
    marked = []
    for line, shape in zip(lines, shapes, strict=True):
        running = times[shape] >= 2 and (
            _PAGED.search(line.text) or (at_edge[shape] >= 2 and 2 * at_edge[shape] >= times[shape])
        )
        furniture = bool(_URL.match(line.text) or _PAGE.match(line.text) or running)
        marked.append(replace(line, furniture=True) if furniture else line)
    return marked


def _page_edges(lines: list[Line], text: str) -> list[bool]:
    """Say of each line whether it stands next to a page number or a form feed."""
    page = [bool(_PAGE.match(line.text) or _PAGED.search(line.text)) for line in lines]
    feeds = ["\f" in text[one.end : two.start] for one, two in pairwise(lines)]
    before = [False, *(p or f for p, f in zip(page, feeds, strict=False))]
    after = [*(p or f for p, f in zip(page[1:], feeds, strict=True)), False]
    return [
        (one or two) and not line.listed and not line.closed
        for line, one, two in zip(lines, before, after, strict=False)
    ]


def layout(lines: list[Line]) -> Layout:
    """Work out from the lines themselves how the document was wrapped."""
    body = [line for line in lines if not line.furniture]
    if len(body) < 2:
        return Layout(80, wrapped=False, doubled=False)
    lengths = sorted(len(line.text) for line in body)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    singles = sum(line.gap == 1 for line in body[1:])
    adjacent = sum(line.gap == 0 for line in body[1:])
    run_on = dict.fromkeys((0, 1), 0)
    for before, line in pairwise(body):
        if line.gap in run_on and line.lower and not before.closed:
            run_on[line.gap] += 1
    doubled = len(body) >= 12 and singles > 5 * adjacent and run_on[1] >= 0.25 * max(1, singles)
    wrapped = doubled or (width <= 140 and run_on[0] >= max(1, 0.12 * adjacent))
    return Layout(width, wrapped, doubled)
