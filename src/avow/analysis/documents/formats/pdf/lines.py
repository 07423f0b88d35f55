"""Words that stand beside each other become lines; lines of two columns stay apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from avow.analysis.documents.formats.pdf.words import Word

# A space wider than this (in sizes of letters) may be a gutter; wider than that parts cells.
_WIDEST_SPACE, _CELL = 0.8, 1.4


@dataclass(slots=True)
class Line:
    """Words on one line of one column; ``base``: where they stand, ``size``: of the longest."""

    words: list[Word]
    page: int = 0
    number: int = 0
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    base: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)

    def __post_init__(self) -> None:
        """Measure the words."""
        self.left = min(word.left for word in self.words)
        self.right = max(word.right for word in self.words)
        self.top = min(word.top for word in self.words)
        self.bottom = max(word.bottom for word in self.words)
        longest = max(self.words, key=lambda word: (len(word.text), word.size))
        self.base, self.size = longest.base, round(longest.size * 2) / 2
        self.bold = all(word.bold for word in self.words if any(map(str.isalnum, word.text)))

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def width(self) -> float:
        """From the first letter to the last, in points."""
        return self.right - self.left


def lines_of_page(words: Iterable[Word]) -> list[Line]:
    """Return the lines of a page, a space too wide for one within a line parting two."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _follows(runs[-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [Line(run) for run in _joined(runs)]


def _follows(run: Sequence[Word], word: Word) -> bool:
    before = run[-1]
    size = min(before.size, word.size)
    return _level(before, word) and -size < word.left - before.right < _WIDEST_SPACE * size


def _level(one: Word, two: Word) -> bool:
    """Whether two words stand on one line; a raised note mark does."""
    size = max(one.size, two.size)
    apart = abs(one.base - two.base)
    return apart < (0.3 if min(one.size, two.size) > 0.8 * size else 0.6) * size


def _joined(runs: list[list[Word]]) -> list[list[Word]]:
    """Join runs of one line that the page draws apart (a bullet and its text, a word in bold)."""
    rows: list[list[list[Word]]] = []
    for run in sorted(runs, key=lambda run: run[0].base):
        if rows and _level(rows[-1][0][0], run[0]):
            rows[-1].append(run)
        else:
            rows.append([run])
    joined: list[list[Word]] = []
    for row in rows:
        row.sort(key=lambda run: run[0].left)
        start = len(joined)
        for run in row:
            if len(joined) > start and _follows(joined[-1], run[0]):
                joined[-1].extend(run)
            else:
                joined.append(list(run))
    return joined


def in_rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Return lines in rows from the top down, each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if rows and abs(line.base - rows[-1][0].base) < 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def joined_rows(flow: Sequence[Line]) -> list[Line]:
    """Join what stands on one row of a column: a mark and its item, the cells of a table."""
    rows: list[Line] = []
    for line in flow:
        if rows and abs(line.base - rows[-1].base) < 0.3 * line.size and line.left > rows[-1].right:
            rows[-1] = Line([*rows[-1].words, *line.words], line.page)
        else:
            rows.append(line)
    return rows


def wide_gaps(line: Line) -> list[int]:
    """Return before which words of a line a space stands that is too wide for running text."""
    gaps = []
    for place in range(1, len(line.words)):
        before, word = line.words[place - 1], line.words[place]
        if word.left - before.right >= _CELL * max(before.size, word.size):
            gaps.append(place)
    return gaps
