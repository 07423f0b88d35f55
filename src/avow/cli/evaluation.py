"""`avow evaluation`: set a pilot against what was to be expected, on any CSV or Parquet file."""

from enum import Enum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from avow.cli.evaluation_file import names, panel_of, read, refuse, write

if TYPE_CHECKING:
    import pyarrow as pa

app = typer.Typer(
    no_args_is_help=True,
    help="Did it change anything? A pilot set against what was to be expected without it.",
    epilog="Exit codes: 0 done, 2 the file cannot be read or the question not answered (the "
    "message says why).",
)


class Format(StrEnum):
    """How a result is written."""

    text = "text"
    csv = "csv"
    json = "json"


class Kind(Enum):
    """What the figures are."""

    count = "count"
    value = "value"


class Season(StrEnum):
    """How the season is allowed for."""

    harmonics = "harmonics"
    dummies = "dummies"
    none = "none"


_SeasonName = Literal["harmonics", "dummies", "none"]
_File = Annotated[Path, typer.Argument(help="CSV or Parquet file with a row per unit and period.")]
_Period = Annotated[
    str, typer.Option(help="Column of periods: 2024-06, 2024-Q2, 2024 or first days.")
]
_Outcome = Annotated[str, typer.Option(help="Column of figures.")]
_Unit = Annotated[str, typer.Option(help="Column of places.")]
_Treated = Annotated[str, typer.Option(help="Places of the pilot, with commas between.")]
_Start = Annotated[str, typer.Option(help="First period in which the pilot ran.")]
_End = Annotated[str, typer.Option(help="Last period in which it ran; else it still runs.")]
_Comparison = Annotated[str, typer.Option(help="Places to compare with; else all others.")]
_Neighbours = Annotated[
    str, typer.Option(help="Places next to the pilot, left out of the comparison.")
]
_Exposure = Annotated[str, typer.Option(help="Column that the figures are a rate of.")]
_Kind = Annotated[
    Kind | None, typer.Option("--as", help="What the figures are; else seen from them.")
]
_Level = Annotated[float, typer.Option(min=0.5, max=0.999, help="Level of the intervals.")]
_AddUp = Annotated[bool, typer.Option("--add-up", help="Add up rows of one unit and period.")]
_Format = Annotated[Format, typer.Option(help="How to write it.")]
_Chart = Annotated[Path | None, typer.Option(help="Draw the chart into this SVG file.")]


@app.command(
    help="Compare the change in the pilot with the change elsewhere.\n\n"
    "All places of the pilot begin at one start. Intervals allow for correlation in time within "
    "a place and for few places.\n\n"
    "Examples:\n\n"
    "avow evaluation did counts.csv --unit borough --period month --outcome offences "
    '--treated "Camden,Islington" --start 2024-06\n\n'
    "avow evaluation did counts.csv --unit borough --period month --outcome offences "
    '--treated Camden --neighbours "Brent,Haringey" --start 2024-06 --exposure residents '
    "--chart gap.svg"
)
def did(  # noqa: PLR0913 - each is a question the user answers
    file: _File,
    *,
    unit: _Unit,
    period: _Period,
    outcome: _Outcome,
    treated: _Treated,
    start: _Start,
    end: _End = "",
    comparison: _Comparison = "",
    neighbours: _Neighbours = "",
    exposure: _Exposure = "",
    kind: _Kind = None,
    level: _Level = 0.95,
    add_up: _AddUp = False,
    format: _Format = Format.text,  # noqa: A002 - the option's name
    chart: _Chart = None,
) -> None:
    """Print a difference in differences."""
    from avow.analysis.evaluation import EvaluationError, Pilot, difference

    rows = read(file, (unit, period, outcome, exposure))
    try:
        panel = panel_of(
            rows, unit=unit, period=period, outcome=outcome, exposure=exposure, add_up=add_up
        )
        pilot = Pilot(
            areas=names(treated),
            start=start,
            end=end or None,
            outcome=outcome,
            comparison=names(comparison),
            neighbours=names(neighbours),
        )
        found = difference(panel, pilot, kind=_plain(kind), level=level)
    except EvaluationError as error:
        refuse(f"{file}: {error}")
    write(found, format, chart)


@app.command(
    help="Compare a place with its own course before the start.\n\n"
    "Needs no other place, and so cannot tell the pilot from whatever else changed at its "
    "start.\n\n"
    "Examples:\n\n"
    "avow evaluation series camden.csv --period month --outcome offences --start 2024-06\n\n"
    "avow evaluation series counts.csv --unit borough --treated Camden --period month "
    "--outcome offences --start 2024-06 --no-slope --format json"
)
def series(  # noqa: PLR0913 - each is a question the user answers
    file: _File,
    *,
    period: _Period,
    outcome: _Outcome,
    start: _Start,
    unit: _Unit = "",
    treated: _Treated = "",
    end: _End = "",
    exposure: _Exposure = "",
    kind: _Kind = None,
    season: Annotated[
        Season | None, typer.Option(help="How the season is allowed for; else as fits.")
    ] = None,
    slope: Annotated[
        bool, typer.Option("--slope/--no-slope", help="Let the course change, not the level alone.")
    ] = True,
    level: _Level = 0.95,
    add_up: _AddUp = False,
    format: _Format = Format.text,  # noqa: A002 - the option's name
    chart: _Chart = None,
) -> None:
    """Print an interrupted series."""
    if bool(unit) != bool(treated):
        refuse("Give --unit and --treated together, or neither where the file is of one place.")
    from avow.analysis.evaluation import EvaluationError, Pilot
    from avow.analysis.evaluation import series as interrupted

    rows = read(file, (unit, period, outcome, exposure))
    try:
        panel = panel_of(
            rows, unit=unit, period=period, outcome=outcome, exposure=exposure, add_up=add_up
        )
        pilot = Pilot(
            areas=names(treated) or panel.units, start=start, end=end or None, outcome=outcome
        )
        found = interrupted(
            panel,
            pilot,
            kind=_plain(kind),
            season=cast("_SeasonName | None", season and season.value),
            slope=slope,
            level=level,
        )
    except EvaluationError as error:
        refuse(f"{file}: {error}")
    write(found, format, chart)


@app.command(
    help="Compare the pilot with the mix of other places that ran most like it before.\n\n"
    "For one or few places of the pilot and many others. Name the pilot's neighbours, so that "
    "what moved there is not taken for what would have been.\n\n"
    "Example:\n\n"
    "avow evaluation synthetic counts.csv --unit borough --period month --outcome offences "
    '--treated Camden --neighbours "Brent,Islington" --start 2024-06 --exposure residents '
    "--predictors deprivation,young"
)
def synthetic(  # noqa: PLR0913 - each is a question the user answers
    file: _File,
    *,
    unit: _Unit,
    period: _Period,
    outcome: _Outcome,
    treated: _Treated,
    start: _Start,
    end: _End = "",
    comparison: _Comparison = "",
    neighbours: _Neighbours = "",
    exposure: _Exposure = "",
    predictors: Annotated[
        str, typer.Option(help="Columns whose means before the start should be alike too.")
    ] = "",
    kind: _Kind = None,
    level: _Level = 0.95,
    add_up: _AddUp = False,
    format: _Format = Format.text,  # noqa: A002 - the option's name
    chart: _Chart = None,
) -> None:
    """Print a synthetic control."""
    from avow.analysis.evaluation import EvaluationError, Pilot
    from avow.analysis.evaluation import synthetic as mixed

    alike = names(predictors)
    rows = read(file, (unit, period, outcome, exposure, *alike))
    try:
        panel = panel_of(
            rows, unit=unit, period=period, outcome=outcome, exposure=exposure, add_up=add_up
        )
        pilot = Pilot(
            areas=names(treated),
            start=start,
            end=end or None,
            outcome=outcome,
            comparison=names(comparison),
            neighbours=names(neighbours),
        )
        traits = {name: _means(rows, unit, period, name, start) for name in alike}
        found = mixed(panel, pilot, predictors=traits, kind=_plain(kind), level=level)
    except EvaluationError as error:
        refuse(f"{file}: {error}")
    write(found, format, chart)


@app.command(
    help="Did it move next door? Pilot and the buffer around it, each against a control.\n\n"
    "Example:\n\n"
    "avow evaluation displacement counts.csv --unit ward --period month --outcome offences "
    '--treated "High Street" --buffer "Park,Station" --control "Mill,Hill" --start 2024-06'
)
def displacement(  # noqa: PLR0913 - each is a question the user answers
    file: _File,
    *,
    unit: _Unit,
    period: _Period,
    outcome: _Outcome,
    treated: _Treated,
    start: _Start,
    control: Annotated[str, typer.Option(help="Places like the pilot, not next to it.")],
    buffer: Annotated[str, typer.Option(help="Places around the pilot.")] = "",
    buffer_control: Annotated[str, typer.Option(help="Places like the buffer.")] = "",
    end: _End = "",
    level: _Level = 0.95,
    add_up: _AddUp = False,
    format: _Format = Format.text,  # noqa: A002 - the option's name
    chart: _Chart = None,
) -> None:
    """Print a weighted displacement difference and quotient."""
    from avow.analysis.evaluation import EvaluationError, Pilot
    from avow.analysis.evaluation import displacement as moved

    rows = read(file, (unit, period, outcome))
    try:
        panel = panel_of(
            rows, unit=unit, period=period, outcome=outcome, exposure="", add_up=add_up
        )
        pilot = Pilot(
            areas=names(treated),
            start=start,
            end=end or None,
            outcome=outcome,
            comparison=names(control),
        )
        found = moved(
            panel,
            pilot,
            buffer=names(buffer),
            buffer_control=names(buffer_control),
            level=level,
        )
    except EvaluationError as error:
        refuse(f"{file}: {error}")
    write(found, format, chart)


def _plain(kind: Kind | None) -> Literal["count", "value"] | None:
    if kind is None:
        return None
    return "count" if kind is Kind.count else "value"


def _means(rows: "pa.Table", unit: str, period: str, name: str, start: str) -> dict[str, float]:
    """Return each unit's mean of a column before the start; cells may be empty.

    Raises:
        EvaluationError: a cell is neither empty nor a number.
    """
    from avow.analysis.evaluation import EvaluationError

    found: dict[str, list[float]] = {}
    columns = (rows[column].to_pylist() for column in (unit, period, name))
    for number, (place, label, cell) in enumerate(zip(*columns, strict=True), start=2):
        if cell in (None, "") or str(label) >= start:
            continue
        try:
            found.setdefault(str(place), []).append(float(cell))
        except ValueError:
            raise EvaluationError(f"Row {number}, column {name}: “{cell}” is no number.") from None
    return {place: sum(cells) / len(cells) for place, cells in found.items()}
