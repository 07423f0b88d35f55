"""What the recorded-crime files say about themselves: the quality report's findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.feeds import crime_names
from avow.analysis.feeds.names import Geography
from avow.analysis.feeds.report import Finding

if TYPE_CHECKING:
    from avow.analysis.feeds.recorded_crime import Judged

_TABLE = ("recorded_crime",)
_SHOWN = 100


def findings(judged: Sequence[Judged], rows: pa.Table, known: Geography) -> list[Finding]:
    """Return every finding on the files, in the order of the report."""
    return [
        _coverage(judged),
        *_revised(judged),
        *_renamed(judged),
        *_stepped(judged),
        *_elsewhere(judged, known),
        *_levels(rows),
    ]


def month_name(month: int) -> str:
    """Return a numbered month as year and month."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def _coverage(judged: Sequence[Judged]) -> Finding:
    shown: list[list[Any]] = []
    gaps = []
    for level in sorted({one.sheet.level for one in judged}):
        own = [one for one in judged if one.sheet.level == level]
        months = {month for one in own for month in one.sheet.months}
        absent = [month_name(m) for m in range(min(months), max(months)) if m not in months]
        gaps += [f"{level} {month}" for month in absent]
        for one in own:
            counts = one.sheet.months
            label = f"{month_name(min(counts))} to {month_name(max(counts))}"
            used = int((~one.superseded).any(axis=0).sum())
            shown.append([level, one.sheet.name, one.sheet.vintage, label, used])
    sentence = f"{len(shown)} files at {len({row[0] for row in shown})} levels."
    if gaps:
        sentence += f" Missing: {', '.join(gaps)}."
    columns = ("level", "file", "vintage", "months", "months that count")
    return Finding("coverage", "Months covered", sentence, _TABLE, bool(gaps), columns, shown)


def _revised(judged: Sequence[Judged]) -> list[Finding]:
    """Compare months that stand in two vintages."""
    shown: list[list[Any]] = []
    for one in judged:
        for other in judged:
            if one.sheet.level != other.sheet.level or not _newer(other, one):
                continue
            for month in sorted(set(one.sheet.months) & set(other.sheet.months)):
                old, new = _total(one, month), _total(other, month)
                shown.append([one.sheet.level, month_name(month), old, new, new - old])
    if not shown:
        return []
    before, after = sum(row[2] for row in shown), sum(row[3] for row in shown)
    changed = sum(row[4] != 0 for row in shown)
    sentence = (
        f"{len(shown)} months stand in two files; the one that ends later counts. It changed "
        f"{changed} of them: {before:,} offences became {after:,} ({(after - before):+,})."
    )
    columns = ("level", "month", "earlier file", "later file", "difference")
    title = "Months published twice"
    return [Finding("revised", title, sentence, _TABLE, bool(changed), columns, shown)]


def _newer(one: Judged, other: Judged) -> bool:
    return max(one.sheet.months) > max(other.sheet.months)


def _total(one: Judged, month: int) -> int:
    column = one.sheet.counts[:, one.sheet.months.index(month)]
    return int(np.where(one.repeated, 0, np.maximum(column, 0)).sum())


def _renamed(judged: Sequence[Judged]) -> list[Finding]:
    earlier: Counter[tuple[str, str]] = Counter()
    unknown: Counter[tuple[str, str]] = Counter()
    for one in judged:
        totals = np.where(one.counts, one.sheet.counts, 0).sum(axis=1).tolist()
        for given, total in zip(one.sheet.given, totals, strict=True):
            named = crime_names.category(given[0], given[1])
            if named.how == "earlier":
                earlier[given[1] or "", named.minor] += total
            elif named.how == "unknown":
                unknown[given[0] or "", given[1] or ""] += total
    found = []
    if earlier:
        sentence = (
            f"{len(earlier)} earlier names of categories stand for "
            f"{len({new for _, new in earlier})} present ones "
            f"(definitions/categories/{crime_names.DEFINITION})."
        )
        shown = [[*names, total] for names, total in sorted(earlier.items())]
        columns = ("earlier name", "present name", "offences")
        found.append(
            Finding("renamed", "Renamed categories", sentence, _TABLE, False, columns, shown)
        )
    if unknown:
        sentence = (
            f"{len(unknown)} categories stand nowhere in the definition and keep their names: "
            "say under definitions/categories what they are."
        )
        shown = [[*names, total] for names, total in sorted(unknown.items())]
        columns = ("major", "minor", "offences")
        found.append(
            Finding("unknown", "Categories not known", sentence, _TABLE, True, columns, shown)
        )
    return found


def _stepped(judged: Sequence[Judged]) -> list[Finding]:
    found = []
    for number, step in enumerate(crime_names.steps(), start=1):
        touched = any(
            crime_names.is_touched(step, given[1], one.sheet.vintage)
            for one in judged
            if one.counts.any()
            for given in one.sheet.given
        )
        if touched:
            title = "A category changed what it counts"
            found.append(Finding(f"step_{number}", title, step.sentence, _TABLE, True))
    return found


def _elsewhere(judged: Sequence[Judged], known: Geography) -> list[Finding]:
    from avow.analysis.feeds.recorded_crime import places

    odd = places(judged)
    if not odd:
        return []
    shown = [[level, name, total] for (level, name), total in sorted(odd.items())][:_SHOWN]
    sentence = (
        f"{sum(odd.values()):,} offences stand under {len(odd)} places that are no borough of the "
        f"{known.force}: their borough is left empty."
    )
    columns = ("level", "place as published", "offences")
    return [Finding("elsewhere", "Places outside", sentence, _TABLE, True, columns, shown)]


def _levels(rows: pa.Table) -> list[Finding]:
    """Compare what the levels count in the months that they share."""
    months: dict[str, set[object]] = {}
    for level in pc.unique(rows["level"]).to_pylist():
        own = rows.filter(pc.equal(rows["level"], level))
        months[level] = set(pc.unique(own["month"]).to_pylist())
    shared = set.intersection(*months.values())
    if len(months) < 2 or not shared:
        return []
    both = rows.filter(pc.is_in(rows["month"], pa.array(sorted(shared, key=str), pa.date32())))
    summed = both.group_by("level").aggregate([("offences", "sum")]).sort_by("level").to_pylist()
    shown = [[row["level"], row["offences_sum"]] for row in summed]
    figures = ", ".join(f"{total:,} by {level}" for level, total in shown)
    sentence = f"In the {len(shared)} months that all levels share: {figures}."
    columns = ("level", "offences")
    title = "What the levels leave out"
    return [Finding("levels", title, sentence, _TABLE, True, columns, shown)]
