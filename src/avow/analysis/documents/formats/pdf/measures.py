"""How a document is set: the size of its running text, its line spacing, its heading styles."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from avow.analysis.documents.formats.pdf.lines import Line

_LARGER = 1.12


@dataclass(frozen=True, slots=True)
class Setting:
    """``body``: size of running text; ``spacing``: line to line, in sizes; ``bold``: it is bold."""

    body: float
    spacing: float
    bold: bool

    def stands_out(self, line: Line) -> bool:
        """Whether a line is set larger or heavier than running text."""
        larger = line.size >= _LARGER * self.body
        heavier = line.bold and not self.bold and line.size >= 0.95 * self.body
        return larger or heavier


def setting_of(flows: Iterable[Sequence[Line]]) -> Setting:
    """Return how most letters of the document are set."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    gaps: Counter[float] = Counter()
    for flow in flows:
        for line in flow:
            sizes[line.size] += len(line.text)
            bold[line.bold] += len(line.text)
        for one, two in pairwise(flow):
            apart = (two.base - one.base) / max(one.size, 1)
            if one.size == two.size and 0.8 < apart < 2.6:
                gaps[round(apart, 1)] += 1
    body = max(sizes, key=lambda size: (sizes[size], size), default=11.0)
    # Where two spacings are about as frequent, the closer one is the lines', the other paragraphs'.
    most = max(gaps.values(), default=0)
    spacing = min((gap for gap, times in gaps.items() if times >= 0.5 * most), default=1.3)
    return Setting(body, spacing, bold[True] > bold[False])


def levels(styles: Iterable[tuple[float, bool]]) -> dict[tuple[float, bool], int]:
    """Return a level from 1 for each heading style: the larger, then the bolder, the higher."""
    ordered = sorted(set(styles), key=lambda style: (-style[0], not style[1]))
    return {style: min(6, place) for place, style in enumerate(ordered, 1)}
