"""Tables of a comparison: exact with intervals and bounds, or protected."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pyarrow as pa
from django.utils.translation import gettext as _

from avow.analysis.disparity import Disparity
from avow.analysis.disparity.sentences import said
from avow.web.core.components import Cell, Column, Table

Row = dict[str, Any]


def verdict(word: str) -> str:
    """Return a verdict as it is shown."""
    return {
        "less often": _("Less often"),
        "more often": _("More often"),
        "at the edge": _("At the edge of chance"),
        "no difference shown": _("No difference shown"),
        "too few to say": _("Too few to say"),
        "reference": _("Reference"),
    }[word]


def _stages(rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    for (step, out_of), of_stage in groupby(rows, key=lambda r: (r["step"], r["out_of"])):
        yield (
            _("%(step)s, counted from %(start)s")
            % {"step": _upper(said(step)), "start": said(out_of)},
            list(of_stage),
        )


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def exact(found: Disparity) -> list[Table]:
    """Return a table a stage: who reached it, and whether that differs."""
    within = {(r["step"], r["since"], r["group"]): r for r in found.adjusted.to_pylist()}
    return [
        Table(
            caption=caption,
            columns=_columns(found),
            rows=[_row(r, within.get((r["step"], r["since"], r["group"])), found) for r in rows],
            absent="–",
        )
        for caption, rows in _stages(found.table.to_pylist())
    ]


def _columns(found: Disparity) -> list[Column]:
    like = [Column(label=_("Ratio, like with like"), numeric=True)] if found.strata else []
    return [
        Column(label=_("Group")),
        Column(label=_("Reached it"), numeric=True),
        Column(label=_("Of"), numeric=True),
        Column(label=_("Share"), numeric=True),
        Column(label=_("Ratio"), numeric=True),
        Column(label=_("Difference"), numeric=True),
        Column(label=_("Ratio, whoever the unknown are"), numeric=True),
        *like,
        Column(label=_("What it says")),
    ]


def _row(row: Row, like: Row | None, found: Disparity) -> list[Any]:
    made = row["p"] is not None
    cells: list[Any] = [
        row["group"],
        row["reached"],
        row["of"],
        _share(row),
        _ratio(row, "ratio") if made else None,
        _points(row) if made else None,
        _span(row["bound_low"], row["bound_high"]) if made else None,
    ]
    if found.strata:
        shown = like is not None and like["adjusted"] is not None
        cells.append(_ratio(like, "adjusted") if shown and like else None)
    return [*cells, verdict(row["verdict"])]


def _share(row: Row) -> Cell | None:
    if row["rate"] is None:
        return None
    low, high = (f"{row[f'rate_{end}'] * 100:.1f}" for end in ("low", "high"))
    note = _("%(low)s to %(high)s%%") % {"low": low, "high": high}
    return Cell(text=f"{row['rate'] * 100:.1f}%", note=note)


def _ratio(row: Row, name: str) -> Cell | None:
    if row[name] is None:
        return None
    return Cell(text=_number(row[name]), note=_span(row[f"{name}_low"], row[f"{name}_high"]) or "")


def _points(row: Row) -> Cell:
    low, high = (f"{row[f'difference_{end}'] * 100:+.1f}" for end in ("low", "high"))
    note = _("%(low)s to %(high)s points") % {"low": low, "high": high}
    return Cell(text=f"{row['difference'] * 100:+.1f}", note=note)


def _span(low: float | None, high: float | None) -> str | None:
    if low is None:
        return None
    if high is None or high == float("inf"):
        return _("%(low)s or more") % {"low": _number(low)}
    return _("%(low)s to %(high)s") % {"low": _number(low), "high": _number(high)}


def _number(value: float) -> str:
    return _("no limit") if value == float("inf") else f"{value:.2f}"


def ratios(found: Disparity) -> Table:
    """Return the ratios as one table: what the chart shows."""
    return Table(
        caption=_("Ratios to %(reference)s") % {"reference": found.reference},
        columns=[
            Column(label=_("Step and group")),
            Column(label=_("Ratio"), numeric=True),
            Column(label=_("Whoever the unknown are"), numeric=True),
        ],
        rows=[
            [
                f"{_upper(said(row['step']))}, {said(row['out_of'])}: {row['group']}",
                _ratio(row, "ratio"),
                _span(row["bound_low"], row["bound_high"]),
            ]
            for row in found.table.to_pylist()
            if row["p"] is not None
        ],
        absent="–",
    )


def protected(found: Disparity, table: pa.Table) -> list[Table]:
    """Return a table a stage from protected counts, with the verdict in words alone."""
    known = {(r["step"], r["since"], r["group"]): r["verdict"] for r in found.table.to_pylist()}
    withheld = Cell(text=_("not shown"), gap=True)
    return [
        Table(
            caption=caption,
            columns=[
                Column(label=_("Group")),
                Column(label=_("Reached it"), numeric=True),
                Column(label=_("Of"), numeric=True),
                Column(label=_("Share"), numeric=True),
                Column(label=_("Ratio"), numeric=True),
                Column(label=_("What it says")),
            ],
            rows=[
                [
                    row["group"],
                    withheld if row["reached"] is None else row["reached"],
                    withheld if row["of"] is None else row["of"],
                    _share(row),
                    None if row["ratio"] is None else _number(row["ratio"]),
                    withheld
                    if row["rate"] is None
                    else verdict(known[row["step"], row["since"], row["group"]]),
                ]
                for row in rows
            ],
            absent="–",
        )
        for caption, rows in _stages(table.to_pylist())
    ]
