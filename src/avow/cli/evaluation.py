"""`avow evaluation`: set a pilot against what was to be expected, on any CSV or Parquet file."""

from typing import Annotated, cast

import typer

from avow.cli.evaluation_file import (
    kind_of,
    means_before,
    names,
    panel_of,
    starts_of,
    write,
)
from avow.cli.evaluation_options import (
    AddUpOption,
    ChartOption,
    ComparisonOption,
    EndOption,
    ExposureOption,
    FileOption,
    Format,
    FormatOption,
    KindOption,
    LevelOption,
    NeighboursOption,
    OutcomeOption,
    PeriodOption,
    Season,
    SeasonName,
    StartOption,
    TreatedOption,
    UnitOption,
)
from avow.cli.table_file import read_columns, refuse

app = typer.Typer(
    no_args_is_help=True,
    help="Did it change anything? A pilot set against what was to be expected without it.",
    epilog="Exit codes: 0 done, 2 the file cannot be read or the question not answered (the "
    "message says why).",
)


@app.command(
    help="Compare the change in the pilot with the change elsewhere.\n\n"
    "Places may begin at different times. Intervals allow for correlation in time within "
    "a place and for few places.\n\n"
    "Examples:\n\n"
    "avow evaluation did counts.csv --unit borough --period month --outcome offences "
    '--treated "Camden,Islington" --start 2024-06\n\n'
    "avow evaluation did counts.csv --unit borough --period month --outcome offences "
    '--treated Camden --neighbours "Brent,Haringey" --start 2024-06 --exposure residents '
    "--chart gap.svg\n\n"
    "avow evaluation did counts.csv --unit borough --period month --outcome offences "
    '--treated "Camden=2024-06,Islington=2024-09"'
)
def did(  # noqa: PLR0913 - each is a question the user answers
    file: FileOption,
    *,
    unit: UnitOption,
    period: PeriodOption,
    outcome: OutcomeOption,
    treated: Annotated[
        str, typer.Option(help="Places of the pilot, with commas; PLACE=START where they differ.")
    ],
    start: Annotated[str, typer.Option(help="First period in which the pilot ran.")] = "",
    end: EndOption = "",
    comparison: ComparisonOption = "",
    neighbours: NeighboursOption = "",
    exposure: ExposureOption = "",
    kind: KindOption = None,
    level: LevelOption = 0.95,
    add_up: AddUpOption = False,
    format: FormatOption = Format.text,  # noqa: A002 - the option's name
    chart: ChartOption = None,
) -> None:
    """Print a difference in differences."""
    from avow.analysis.evaluation import EvaluationError, Pilot, difference, staggered

    starts = starts_of(treated, start, end)
    rows = read_columns(file, (unit, period, outcome, exposure))
    try:
        panel = panel_of(
            rows, unit=unit, period=period, outcome=outcome, exposure=exposure, add_up=add_up
        )
        compared, beside = names(comparison), names(neighbours)
        if len(set(starts.values())) > 1:
            found = staggered(
                panel,
                starts,
                outcome=outcome,
                comparison=compared,
                neighbours=beside,
                kind=kind_of(panel, kind and kind.value, outcome),
                level=level,
            )
        else:
            pilot = Pilot(
                areas=tuple(starts),
                start=next(iter(starts.values()), start),
                end=end or None,
                outcome=outcome,
                comparison=compared,
                neighbours=beside,
            )
            found = difference(
                panel, pilot, kind=kind_of(panel, kind and kind.value, outcome), level=level
            )
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
    file: FileOption,
    *,
    period: PeriodOption,
    outcome: OutcomeOption,
    start: StartOption,
    unit: UnitOption = "",
    treated: TreatedOption = "",
    end: EndOption = "",
    exposure: ExposureOption = "",
    kind: KindOption = None,
    season: Annotated[
        Season | None, typer.Option(help="How the season is allowed for; else as fits.")
    ] = None,
    slope: Annotated[
        bool, typer.Option("--slope/--no-slope", help="Let the course change, not the level alone.")
    ] = True,
    level: LevelOption = 0.95,
    add_up: AddUpOption = False,
    format: FormatOption = Format.text,  # noqa: A002 - the option's name
    chart: ChartOption = None,
) -> None:
    """Print an interrupted series."""
    if bool(unit) != bool(treated):
        refuse("Give --unit and --treated together, or neither where the file is of one place.")
    from avow.analysis.evaluation import EvaluationError, Pilot
    from avow.analysis.evaluation import series as interrupted

    rows = read_columns(file, (unit, period, outcome, exposure))
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
            kind=kind_of(panel, kind and kind.value, outcome),
            season=cast("SeasonName | None", season and season.value),
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
    file: FileOption,
    *,
    unit: UnitOption,
    period: PeriodOption,
    outcome: OutcomeOption,
    treated: TreatedOption,
    start: StartOption,
    end: EndOption = "",
    comparison: ComparisonOption = "",
    neighbours: NeighboursOption = "",
    exposure: ExposureOption = "",
    predictors: Annotated[
        str, typer.Option(help="Columns whose means before the start should be alike too.")
    ] = "",
    kind: KindOption = None,
    level: LevelOption = 0.95,
    add_up: AddUpOption = False,
    format: FormatOption = Format.text,  # noqa: A002 - the option's name
    chart: ChartOption = None,
) -> None:
    """Print a synthetic control."""
    from avow.analysis.evaluation import EvaluationError, Pilot
    from avow.analysis.evaluation import synthetic as mixed

    alike = names(predictors)
    rows = read_columns(file, (unit, period, outcome, exposure, *alike))
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
        traits = {name: means_before(rows, unit, period, name, start) for name in alike}
        found = mixed(
            panel,
            pilot,
            predictors=traits,
            kind=kind_of(panel, kind and kind.value, outcome),
            level=level,
        )
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
    file: FileOption,
    *,
    unit: UnitOption,
    period: PeriodOption,
    outcome: OutcomeOption,
    treated: TreatedOption,
    start: StartOption,
    control: Annotated[str, typer.Option(help="Places like the pilot, not next to it.")],
    buffer: Annotated[str, typer.Option(help="Places around the pilot.")] = "",
    buffer_control: Annotated[str, typer.Option(help="Places like the buffer.")] = "",
    end: EndOption = "",
    level: LevelOption = 0.95,
    add_up: AddUpOption = False,
    format: FormatOption = Format.text,  # noqa: A002 - the option's name
    chart: ChartOption = None,
) -> None:
    """Print a weighted displacement difference and quotient."""
    from avow.analysis.evaluation import EvaluationError, Pilot
    from avow.analysis.evaluation import displacement as moved

    rows = read_columns(file, (unit, period, outcome))
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
