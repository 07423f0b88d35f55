"""Running heads, running feet and page numbers: what stands at the edge of page after page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from avow.analysis.documents.formats.pdf.lines import Line

_EDGE = 0.12
_NUMBER = re.compile(
    r"(?:page|p\.?)?\s*[-–—|(\[]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—|)\]]?(?:\s*(?:of|/|\|)\s*\d{1,4})?$",
    re.I,
)


def without_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[str]]:
    """Return the pages without their running heads and feet, and the words left out, each once.

    A line at the edge is furniture if it is a page number, or if its words (digits aside) stand at
    the same height on another page: on half of the pages, or on three.
    """
    edges: list[list[Line]] = [
        list(_edge_lines(lines, height)) for lines, height in zip(pages, heights, strict=True)
    ]
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, edge in enumerate(edges):
        for line in edge:
            for slot in _slots(line):
                seen[slot].add(number)
    enough = max(2, min(3, len(pages) // 2))
    dropped: Counter[str] = Counter()
    kept: list[list[Line]] = []
    for lines, edge in zip(pages, edges, strict=True):
        out = {id(line) for line in edge if _runs(line, seen, enough) or _is_number(line, lines)}
        dropped.update(line.text for line in lines if id(line) in out)
        kept.append([line for line in lines if id(line) not in out])
    shown = [text for text in dropped if not _NUMBER.match(text)]
    return kept, list(dict.fromkeys(shown))[:20]


def _edge_lines(lines: Sequence[Line], height: float) -> Iterator[Line]:
    """Yield the outermost lines of a page, at most three rows at each end."""
    for here in (
        sorted((ln for ln in lines if ln.bottom <= _EDGE * height), key=lambda ln: ln.base),
        sorted((ln for ln in lines if ln.top >= (1 - _EDGE) * height), key=lambda ln: -ln.base),
    ):
        rows = 0
        base: float | None = None
        for line in here:
            if base is None or abs(line.base - base) > 2:
                rows, base = rows + 1, line.base
            if rows > 3:
                break
            yield line


def _slots(line: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """The words without digits, at their height in steps of six points, each step counted twice."""
    shape = re.sub(r"\d+", "#", line.text).casefold()
    return (shape, int(line.base // 6)), (shape, -int((line.base + 3) // 6) - 1)


def _runs(line: Line, seen: dict[tuple[str, int], set[int]], enough: int) -> bool:
    return any(len(seen[slot]) >= enough for slot in _slots(line))


def _is_number(line: Line, lines: Sequence[Line]) -> bool:
    """Whether an edge line is a page number: nothing else stands above or below it."""
    if not _NUMBER.match(line.text):
        return False
    above = any(other.base < line.base - 2 for other in lines)
    below = any(other.base > line.base + 2 for other in lines)
    return not (above and below)
