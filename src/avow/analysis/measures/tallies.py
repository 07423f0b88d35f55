"""What is counted, as plain data: a tally is a whole number summed over the rows of a source.

An expression turns a definition's parameters into a ``Plan``: tallies and how they make a figure.
Because tallies are data, those of many measures that read the same source are counted in one
query, and a tally that two measures share is counted once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from avow.analysis.measures.conditions import ANY_ROW, Conditions

How = Literal["whole", "last"]


@dataclass(frozen=True)
class Source:
    """Rows of one contract table.

    ``value`` names a column by whose values the counts are also laid out (a histogram). With
    ``cases`` the rows are counted case by case, of cases that hold several.
    """

    table: str
    value: str = ""
    cases: bool = False


@dataclass(frozen=True)
class Tally:
    """The sum over the rows of ``source`` that meet ``where``.

    Of 1 for each row; or of the columns ``add``; or of ``add`` times ``times``, where each stands
    for the sum of its columns. Rows with an empty cell in these columns are left out. Of a source
    by ``cases``: how many pairs of different rows of one case there are, the first of which meets
    ``where`` and the second ``beside``.
    """

    source: Source
    where: Conditions = ANY_ROW
    add: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    beside: Conditions = ANY_ROW


@dataclass(frozen=True)
class Plan:
    """How a measure is made of tallies.

    ``tallies`` by what they are for: ``numerator``, ``denominator``; for a median ``values``; for
    a ratio of sums also ``rows`` and the sums of products ``aa``, ``ab`` and ``bb``; where people
    are counted also pairs of those of one case (see ``people``).
    ``covered_by`` are the tables that must have facts for a month; ``interval`` is a key of
    ``intervals.METHODS``. ``how`` says whether the months of a period are added up (``whole``) or
    its last snapshot stands for it (``last``).
    """

    tallies: Mapping[str, Tally]
    covered_by: tuple[str, ...]
    interval: str
    how: How = "whole"

    def sources(self) -> Iterable[Source]:
        """Return the sources to read, those that say which months are covered included."""
        wanted = [*(Source(name) for name in self.covered_by)]
        wanted += [tally.source for tally in self.tallies.values()]
        return dict.fromkeys(wanted)
