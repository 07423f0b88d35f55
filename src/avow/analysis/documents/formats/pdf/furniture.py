"""Running heads, running feet and page numbers: what stands at the edge of page after page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from avow.analysis.documents.formats.pdf.lines import Line

_EDGE = 0.12
_MARGIN = 72.0
_ROWS = 3
_NUMBER = re.compile(
    r"(?:page|p\.?)?\s*[-–—|(\[]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—|)\]]?(?:\s*(?:of|/|\|)\s*\d{1,4})?$",
    re.I,
)
_DIGITS = re.compile(r"\d{1,6}")
_Key = tuple[str, int]


def without_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], body: float
) -> tuple[list[list[Line]], list[str]]:
    """Return the pages without their running heads and feet, and the words left out, each once.

    A line at the edge is furniture if it is a page number, or if its words stand at the same height
    on other pages (on half of them, or on three), a number in them counting the pages. Nothing is
    furniture that is set larger than running text (``body``), starts with a note's mark, or stands
    further in than a line that is kept.
    """
    edges = [_edge_rows(lines, height) for lines, height in zip(pages, heights, strict=True)]
    seen: dict[_Key, set[int]] = defaultdict(set)
    for number, ends in enumerate(edges):
        for line in (line for end in ends for row in end for line in row):
            for key in _keys(line, number):
                seen[key].add(number)
    enough = max(2, min(3, len(pages) // 2))
    running = {key for key, on in seen.items() if len(on) >= enough}
    dropped: Counter[str] = Counter()
    kept: list[list[Line]] = []
    for number, (lines, ends) in enumerate(zip(pages, edges, strict=True)):
        out: set[int] = set()
        for end in ends:
            for row in end:
                if not all(_is_furniture(line, number, running, lines, body) for line in row):
                    break
                out |= {id(line) for line in row}
        dropped.update(line.text for line in lines if id(line) in out)
        kept.append([line for line in lines if id(line) not in out])
    shown = [text for text in dropped if not _NUMBER.match(text)]
    return kept, list(dict.fromkeys(shown))[:20]


def _edge_rows(lines: Sequence[Line], height: float) -> list[list[list[Line]]]:
    """Return the outermost rows of lines at the top and at the bottom, from the edge inwards."""
    edge = max(_EDGE * height, min(_MARGIN, height / 3))
    top = sorted((ln for ln in lines if ln.bottom <= edge), key=lambda ln: ln.base)
    foot = sorted((ln for ln in lines if ln.top >= height - edge), key=lambda ln: -ln.base)
    return [_rows(end)[:_ROWS] for end in (top, foot)]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(line.base - rows[-1][0].base) <= 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _keys(line: Line, page: int) -> Iterator[_Key]:
    """Yield the words at their height, each number in them as it is and as it follows the page.

    Heights count in steps of six points, twice, so that none falls between two steps.
    """
    text = line.text.casefold()
    numbers = [int(found) for found in _DIGITS.findall(text)][:3]
    steps = (int(line.base // 6), -int((line.base + 3) // 6) - 1)
    for follows in product((False, True), repeat=len(numbers)):
        shape = text
        for number, follow in zip(numbers, follows, strict=True):
            shape = shape.replace(str(number), f"#{number - page}", 1) if follow else shape
        yield from ((shape, step) for step in steps)


def _is_furniture(
    line: Line, page: int, running: set[_Key], lines: Sequence[Line], body: float
) -> bool:
    if line.size >= 1.12 * body or line.words[0].raised:
        return False
    return any(key in running for key in _keys(line, page)) or _is_number(line, lines)


def _is_number(line: Line, lines: Sequence[Line]) -> bool:
    """Whether an edge line is a page number: nothing else stands above or below it."""
    if not _NUMBER.match(line.text):
        return False
    above = any(other.base < line.base - 2 for other in lines)
    below = any(other.base > line.base + 2 for other in lines)
    return not (above and below)
