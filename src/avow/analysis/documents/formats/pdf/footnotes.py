"""Footnotes: smaller lines at the foot of a column, the first of them with a note's mark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from avow.analysis.documents.formats.pdf.lines import Line

_MARK = re.compile(r"(\d{1,3}|[*†‡§]{1,3}|\[\d{1,3}\])[.)]?$")


@dataclass(slots=True)
class FootLines:
    """The lines of one footnote and its mark."""

    mark: str
    lines: list[Line]


def split_notes(flow: Sequence[Line], body: float) -> tuple[list[Line], list[FootLines]]:
    """Return a column without its footnotes, and these. ``body`` is the usual size of letters."""
    first = len(flow)
    while first and flow[first - 1].size < 0.93 * body and not _same_row(flow, first):
        first -= 1
    while first < len(flow) and not _mark(flow[first]):
        first += 1
    notes: list[FootLines] = []
    for line in flow[first:]:
        if mark := _mark(line):
            notes.append(FootLines(mark, [line]))
        else:
            notes[-1].lines.append(line)
    return list(flow[:first]), notes


def _same_row(flow: Sequence[Line], first: int) -> bool:
    """Whether the line shares its row with full-size text, as a raised mark in a table may."""
    line = flow[first - 1]
    return any(abs(other.base - line.base) < 1 and other.size > line.size for other in flow)


def _mark(line: Line) -> str:
    """Return the note's mark that a line starts with: raised, or set apart from its words."""
    if len(line.words) < 2:
        return ""
    found = _MARK.match(line.words[0].text)
    return found[1].strip("[]") if found else ""
