"""Take the columns of a file as places by periods, and write what was found."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from avow.cli.result_file import as_csv, draw
from avow.cli.table_file import british_day, refuse
from avow.cli.wrapping import wrapped

if TYPE_CHECKING:
    import pyarrow as pa

    from avow.analysis.evaluation import Panel, Result
    from avow.analysis.evaluation.panel import Kind

# The head of a CSV file is its row 1.
_FIRST_ROW = 2
_ONE_PLACE = "All"


def names(text: str) -> tuple[str, ...]:
    """Return what stands between commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def starts_of(treated: str, start: str, end: str) -> dict[str, str]:
    """Return the start of each place: its own after "=", else the one for all."""
    pairs = [name.partition("=") for name in names(treated)]
    found = {place.strip(): own.strip() or start for place, _sign, own in pairs}
    without = [place for place, first in found.items() if not first]
    if without:
        refuse(f"When did it begin in {', '.join(without)}? Give --start, or PLACE=START.")
    if end and len(set(found.values())) > 1:
        refuse("An --end is for places with one start; leave out later rows of the file instead.")
    return found


def panel_of(
    rows: "pa.Table", *, unit: str, period: str, outcome: str, exposure: str, add_up: bool
) -> "Panel":
    """Return the panel of a table's columns, one row per unit and period.

    With ``add_up`` rows of the same unit and period are added up, outcome and exposure alike.

    Raises:
        EvaluationError: see ``Panel.of``.
    """
    from avow.analysis.evaluation import Panel

    columns = {name: rows[name].to_pylist() for name in (period, outcome, *_given(unit, exposure))}
    columns[period] = [british_day(cell) for cell in columns[period]]
    places = columns[unit] if unit else [_ONE_PLACE] * rows.num_rows
    sizes = columns[exposure] if exposure else None
    if add_up:
        return _added_up(places, columns[period], columns[outcome], sizes)
    return Panel.of(
        places,
        columns[period],
        columns[outcome],
        sizes,
        first_row=_FIRST_ROW,
        names=(outcome, exposure),
    )


def kind_of(panel: "Panel", asked: "Kind | None", outcome: str) -> "Kind | None":
    """Return how the figures are taken; whole ones below zero are a mistake unless said not to be.

    Counts are never negative, and values, such as shares or days, are seldom all whole.

    Raises:
        EvaluationError: a figure is negative, and all look like counts.
    """
    import numpy as np

    from avow.analysis.evaluation import EvaluationError

    values = panel.values
    if asked is None and (values < 0).any() and (values == np.round(values)).all():
        at, time = np.argwhere(values < 0)[0]
        raise EvaluationError(
            f"{panel.units[at]} in {panel.periods[time]}: {outcome} is {values[at, time]:g}, and "
            "counts are never negative. If these are no counts, say --as value."
        )
    return asked


def _added_up(
    places: list[Any], periods: list[Any], outcome: list[Any], sizes: list[Any] | None
) -> "Panel":
    from avow.analysis.evaluation import EvaluationError, Panel

    sums: dict[tuple[str, str], list[float]] = {}
    for number, cells in enumerate(
        zip(places, periods, outcome, sizes or [1] * len(places), strict=True), start=_FIRST_ROW
    ):
        place, label, top, below = cells
        both = sums.setdefault((str(place), str(label)), [0.0, 0.0])
        for at, cell in enumerate((top, below)):
            try:
                both[at] += float(cell)
            except (TypeError, ValueError):
                raise EvaluationError(
                    f"Row {number}, {place} in {label}: “{cell}” is no number that could be "
                    "added up."
                ) from None
    keys = list(sums)
    below_ = [sums[key][1] for key in keys] if sizes else None
    return Panel.of([k[0] for k in keys], [k[1] for k in keys], [sums[k][0] for k in keys], below_)


def _given(*columns: str) -> tuple[str, ...]:
    return tuple(column for column in columns if column)


def means_before(
    rows: "pa.Table", unit: str, period: str, name: str, start: str
) -> dict[str, float]:
    """Return each unit's mean of a column before the start; cells may be empty.

    Raises:
        EvaluationError: a cell is neither empty nor a number.
    """
    from avow.analysis.evaluation import EvaluationError, periods

    found: dict[str, list[float]] = {}
    times = [british_day(each) for each in rows[period].to_pylist()]
    columns = (rows[unit].to_pylist(), times, rows[name].to_pylist())
    labels = [periods.label(each) for each in times]
    written, line = periods.ordered(labels)
    before = set(line[: periods.first_after(line, start)])
    for number, (place, label, cell) in enumerate(zip(*columns, strict=True), start=_FIRST_ROW):
        if cell in (None, "") or written[periods.label(label)] not in before:
            continue
        try:
            found.setdefault(str(place), []).append(float(cell))
        except ValueError:
            raise EvaluationError(f"Row {number}, column {name}: “{cell}” is no number.") from None
    return {place: sum(cells) / len(cells) for place, cells in found.items()}


def write(found: "Result", form: str, chart: Path | None) -> None:
    """Print a result as text, its table as CSV, or everything as JSON; draw the chart if asked."""
    draw("of_evaluation", found, chart)
    if form == "json":
        typer.echo(json.dumps(found.as_dict(), indent=2, ensure_ascii=False))
    elif form == "csv":
        typer.echo(as_csv(found.table), nl=False)
    else:
        typer.echo(_text(found), nl=False)


def _text(found: "Result") -> str:
    parts = [wrapped(found.summary), ""]
    parts += [wrapped(sentence) for sentence in found.sentences if sentence != found.summary]
    parts += ["", "What could be wrong:"]
    parts += [wrapped(f"{t.name} ({t.state}): {t.sentence}", "- ") for t in found.threats]
    return "\n".join([*parts, "", "Method:", wrapped(found.method)]) + "\n"
