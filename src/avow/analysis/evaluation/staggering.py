"""Difference in differences where areas begin one after the other.

One two-way estimate over all of them would compare late starters with early ones, and can have the
wrong sign where effects grow (Goodman-Bacon 2021, Journal of Econometrics 225:254). So each area is
set by its own start against places that never begin, over the same number of periods before and
after (stacked by event time, in the manner of Cengiz and others 2019, QJE 134:1405, and of the
never-treated comparison of Callaway and Sant'Anna 2021). A place that is compared with several
starts is one place in the errors, not several.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from avow.analysis.evaluation.did import Difference, of_split
from avow.analysis.evaluation.panel import Array, Kind, Panel, Split
from avow.analysis.evaluation.periods import first_after
from avow.analysis.evaluation.pilot import EvaluationError, Pilot

METHOD = (
    "Areas begin one after the other ({starts}): each is set by its own start against places that "
    "never begin, {before} periods before and {after} after. "
)


def staggered(
    panel: Panel,
    starts: Mapping[str, str],
    *,
    outcome: str,
    comparison: tuple[str, ...] = (),
    neighbours: tuple[str, ...] = (),
    kind: Kind | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> Difference:
    """Compare areas that begin at different times with places that never begin.

    ``starts`` gives each area's first period. Periods of the result are told from the start: "-1"
    is the last one before it, "+0" the first one after.

    Raises:
        EvaluationError: see ``difference``; or the starts leave no period to all areas alike.
    """
    if not starts:
        raise EvaluationError("Name at least one area in which the pilot ran.")
    areas = tuple(starts)
    pilot = Pilot(
        areas=areas,
        start=min(starts.values()),
        outcome=outcome,
        comparison=comparison,
        neighbours=neighbours,
    )
    asked, split = panel.kind(kind), Split.of(panel, pilot)
    firsts = [first_after(panel.periods, starts[area]) for area in areas]
    before, after = min(firsts), len(panel.periods) - max(firsts)
    found = of_split(_aligned(split, firsts, before, after), asked, level=level, seed=seed)
    found = _told(found, split, after)
    told = ", ".join(f"{area} {start}" for area, start in sorted(starts.items()))
    said = METHOD.format(starts=told, before=before, after=after)
    return replace(found, method=said + found.method)


def _told(found: Difference, split: Split, after: int) -> Difference:
    """Return the result with the time evaluated told as people would, not by steps from a start."""
    since = "+0" if after == 1 else f"+0 to +{after - 1}"
    kind = split.panel.period_kind
    words = f"the first {kind if after == 1 else f'{after} {kind}s'} of each"
    said = found.summary.replace(f", {since}:", f", {words}:")
    sentences = tuple(said if line == found.summary else line for line in found.sentences)
    return replace(found, summary=said, sentences=sentences)


def _aligned(split: Split, firsts: list[int], before: int, after: int) -> Split:
    """Return the panel by periods from the start; a compared place is its sum over all starts."""
    panel = split.panel
    windows = [slice(first - before, first + after) for first in firsts]

    def stacked(table: Array) -> Array:
        own = [table[i, window] for i, window in zip(split.treated, windows, strict=True)]
        others = [np.sum([table[i, window] for window in windows], axis=0) for i in split.compared]
        return np.vstack([*own, *others])

    values = stacked(panel.values)
    exposure = None if panel.exposure is None else stacked(panel.exposure)
    if exposure is None:  # so that a sum over starts stays of the size of one place
        sizes = [1.0] * len(windows) + [float(len(windows))] * len(split.compared)
        exposure = np.repeat(np.array(sizes)[:, None], values.shape[1], axis=1)
    units = tuple(panel.units[i] for i in (*split.treated, *split.compared))
    labels = tuple(
        f"{at - before:+d}" if at >= before else str(at - before) for at in range(before + after)
    )
    places = range(len(units))
    return Split(
        Panel(units, labels, values, exposure),
        split.pilot,
        tuple(places[: len(windows)]),
        tuple(places[len(windows) :]),
        before,
    )
