"""Columns: where the gutter of a page runs, and its lines in the order in which they are read.

A gutter is a strip that few lines cross and beside which lines fill their column, as running text
does and the cells of a table do not. Lines that cross it (a title over both columns) part the page
into bands, each read column by column: an XY-cut whose cuts are proven by the lines (Nagy and Seth
1984).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from avow.analysis.documents.formats.pdf.lines import Line, in_rows

_BIN = 2.0
_FEWEST = 4
_FULL = 0.55


@dataclass(frozen=True, slots=True)
class Gutter:
    """A strip between two columns, in points from the left."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Where the strip is cut."""
        return (self.left + self.right) / 2


def gutter_of(lines: Sequence[Line]) -> Gutter | None:
    """Return the gutter that the lines of a page (or a column) leave open, if any."""
    if len(lines) < 2 * _FEWEST:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    bins = int((right - left) / _BIN) + 1
    cover = [0] * (bins + 1)
    for line in lines:
        for i in range(int((line.left - left) / _BIN), int((line.right - left) / _BIN) + 1):
            cover[i] += 1
    inner = range(int(0.2 * bins), int(0.8 * bins))
    if not inner:
        return None
    least = min(cover[i] for i in inner)
    runs = _runs([i for i in inner if cover[i] <= least])
    for first, last in sorted(runs, key=lambda run: run[0] - run[1]):
        found = Gutter(left + first * _BIN, left + (last + 1) * _BIN)
        if _proven(lines, found, left, right):
            return found
    return None


def _runs(places: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _proven(lines: Sequence[Line], gutter: Gutter, left: float, right: float) -> bool:
    """Whether enough lines on both sides fill their column and few cross."""
    before, after, across = parted(lines, gutter)
    if gutter.right - gutter.left < 2 * _BIN or 2 * len(across) > len(before) + len(after):
        return False
    return _filled(before, gutter.left - left) and _filled(after, right - gutter.right)


def _filled(side: Sequence[Line], width: float) -> bool:
    """Whether the lines beside a gutter fill their column, or are columns in their turn."""
    full = sum(line.width >= _FULL * width for line in side)
    if len(side) >= _FEWEST and full >= max(3, 0.4 * len(side)):
        return True
    return gutter_of(side) is not None


def parted(lines: Sequence[Line], gutter: Gutter) -> tuple[list[Line], list[Line], list[Line]]:
    """Return the lines left of a gutter, right of it, and those across it."""
    before = [line for line in lines if line.right <= gutter.middle]
    after = [line for line in lines if line.left >= gutter.middle]
    across = [line for line in lines if line.left < gutter.middle < line.right]
    return before, after, across


def usual_gutter(found: Sequence[Gutter | None]) -> Gutter | None:
    """Return the gutter that most pages share, for those with too few lines to prove their own."""
    middles = Counter(round(gutter.middle / 4) for gutter in found if gutter)
    if not middles:
        return None
    place, times = middles.most_common(1)[0]
    near = [g for g in found if g and abs(round(g.middle / 4) - place) <= 1]
    return near[0] if times >= 2 or len(found) <= 2 else None


def in_reading_order(lines: Sequence[Line], usual: Gutter | None = None) -> list[list[Line]]:
    """Return the lines of a page in flows: each a column, or a full-width part, from top down."""
    gutter = gutter_of(lines) or (usual if _respected(lines, usual) else None)
    if gutter is None:
        return [[line for row in in_rows(lines) for line in row]] if lines else []
    flows: list[list[Line]] = []
    band: list[Line] = []
    for line in (line for row in in_rows(lines) for line in row):
        if line.left < gutter.middle < line.right:
            flows += [*_both(band, gutter), [line]]
            band = []
        else:
            band.append(line)
    return _merged([*flows, *_both(band, gutter)])


def _respected(lines: Sequence[Line], gutter: Gutter | None) -> bool:
    """Whether a page of a two-column document keeps its gutter free, but for a few lines."""
    if gutter is None:
        return False
    before, after, across = parted(lines, gutter)
    return bool(after) and len(before) >= 2 and len(across) <= 0.25 * len(lines)


def _both(band: list[Line], gutter: Gutter) -> list[list[Line]]:
    before, after, _ = parted(band, gutter)
    return [flow for side in (before, after) for flow in in_reading_order(side)]


def _merged(flows: list[list[Line]]) -> list[list[Line]]:
    """Put full-width lines that follow each other into one flow."""
    merged: list[list[Line]] = []
    wide = False
    for flow in flows:
        single = len(flow) == 1
        if single and wide and merged:
            merged[-1].extend(flow)
        else:
            merged.append(list(flow))
        wide = single
    return merged
