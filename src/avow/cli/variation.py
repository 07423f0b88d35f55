"""`avow variation`: tell signal from chance on any CSV or Parquet file."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from avow.cli import variation_options as o
from avow.cli.evaluation_file import names
from avow.cli.result_file import draw
from avow.cli.table_file import refuse
from avow.cli.variation_file import Rows, added_up, say_added_up, words_of, written
from avow.cli.variation_series import days_between_or_values, words_and_table

if TYPE_CHECKING:
    from avow.analysis.variation import ControlChart

app = typer.Typer(
    no_args_is_help=True,
    help="Tell signal from chance: between units, over time, in small areas, given the mix.",
    epilog="Exit codes: 0 done, 2 the file cannot be read or the question not answered (the "
    "message says why).",
)


@app.command(
    help="Compare units of different size: which differ by more than chance and the usual "
    "differences between units explain? Rows of the same unit are added up.\n\n"
    "Examples:\n\n"
    "avow variation funnel units.csv --unit borough --numerator charged --denominator cases\n\n"
    "avow variation funnel units.csv --unit bcu --numerator offences --denominator residents "
    "--kind rate --per 1000 --limits 0.95,0.99 --chart funnel.svg\n\n"
    "avow variation funnel units.csv --unit bcu --numerator seen --expected expected --kind ratio"
)
def funnel(  # noqa: PLR0913 - each is a question the user answers
    file: o.File,
    *,
    unit: o.Unit = "unit",
    numerator: o.Numerator = "numerator",
    denominator: Annotated[
        str, typer.Option(help="Column with what it is counted out of; not for a ratio.")
    ] = "",
    expected: Annotated[
        str, typer.Option(help="Column with the expected count, for a ratio.")
    ] = "",
    kind: Annotated[o.FunnelKind, typer.Option(help="What is compared.")] = o.FunnelKind.proportion,
    limits: Annotated[str, typer.Option(help="Levels of the limits.")] = "0.95,0.998",
    overdispersion: Annotated[
        o.Overdispersion, typer.Option(help="How usual differences widen the limits.")
    ] = o.Overdispersion.auto,
    fdr: Annotated[
        float | None, typer.Option(help="Mark discoveries at this rate of false ones, say 0.05.")
    ] = None,
    per: o.Per = 1.0,
    look_at: o.LookAt = "",
    format: o.As = o.Form.text,  # noqa: A002 - the option's name
    chart: o.Chart = None,
) -> None:
    """Print a funnel."""
    from avow.analysis.variation import VariationError
    from avow.analysis.variation import funnel as made

    if expected and kind is not o.FunnelKind.ratio:
        refuse("Expected counts make a ratio: add --kind ratio.")
    size = expected if kind is o.FunnelKind.ratio else denominator or "denominator"
    if not size:
        refuse("A ratio needs --expected, the column with the expected counts.")
    rows = Rows(file, (unit, numerator, size))
    names_ = rows.names(unit)
    units, (above, below) = added_up(names_, rows.numbers(numerator), rows.numbers(size))
    say_added_up(names_)
    more: dict[str, Any] = {"look_at": look_at} if look_at else {}
    try:
        found = made(
            units,
            above,
            below,
            kind=kind.value,
            limits=tuple(_number(level, "--limits") for level in names(limits)),
            overdispersion=overdispersion.value,
            per=per,
            fdr=fdr,
            **more,
        )
    except VariationError as error:
        refuse(f"{file}: {error}")
    draw("of_funnel", found, chart, unit=numerator, size=size)
    about = words_of(found)
    told = zip(found.sentences, found.table["verdict"].to_pylist(), strict=True)
    # Signals first, then what lies at the edge.
    first = sorted(told, key=lambda s: (not s[1].startswith("signal"), "at the edge" not in s[0]))
    about["sentences"] = [sentence for sentence, _verdict in first]
    typer.echo(written(about, found.table, format.value), nl=False)


@app.command(
    name="chart",
    help="Follow a series over time: which points are signals, which are chance?\n\n"
    "Kinds: xmr single values; p counts out of a size; c counts; u counts over a size; p-laney "
    "and u-laney the same where neighbouring points vary more than chance; t times between rare "
    "events (without --value, days between the dates in --period); g cases between rare events.\n\n"
    "Examples:\n\n"
    "avow variation chart months.csv --period month --value offences --seasonal --days\n\n"
    "avow variation chart months.csv --kind p --period month --value charged --size cases "
    "--unit bcu --phase 2024-06 --rules nhs\n\n"
    "avow variation chart deaths.csv --kind t --period date --chart between.svg",
)
def chart_(  # noqa: PLR0913 - each is a question the user answers
    file: o.File,
    *,
    kind: Annotated[o.Kind, typer.Option(help="Kind of chart.")] = o.Kind.xmr,
    period: Annotated[str, typer.Option(help="Column with the period or date.")] = "period",
    value: Annotated[str, typer.Option(help="Column with the value or count.")] = "",
    size: Annotated[str, typer.Option(help="Column with the size, for p and u charts.")] = "",
    unit: Annotated[str, typer.Option(help="Column with the unit: one chart for each.")] = "",
    only: Annotated[str, typer.Option(help="Only the chart of this unit.")] = "",
    phase: Annotated[
        list[str] | None, typer.Option(help="Period at which new limits begin; may be repeated.")
    ] = None,
    rules: Annotated[o.Rules, typer.Option(help="Set of run rules.")] = o.Rules.wheeler,
    limits: Annotated[o.Limits, typer.Option(help="How limits are made.")] = o.Limits.auto,
    seasonal: Annotated[
        bool, typer.Option("--seasonal", help="Allow for the time of the year.")
    ] = False,
    days: Annotated[bool, typer.Option("--days", help="Allow for the length of months.")] = False,
    per: o.Per = 1.0,
    look_at: o.LookAt = "",
    format: o.As = o.Form.text,  # noqa: A002 - the option's name
    chart: o.Chart = None,
) -> None:
    """Print control charts."""
    from avow.analysis.variation import VariationError, control_chart

    if kind in (o.Kind.p, o.Kind.p_laney, o.Kind.u, o.Kind.u_laney) and not size:
        refuse(f"A {kind} chart needs --size, the column that says what each count is out of.")
    given = days_between_or_values(file, kind, unit, period, value, size)
    if only and only not in given:
        refuse(f"{file}, column {unit or '(none given)'}: there is no {only}.")
    made: dict[str, ControlChart] = {}
    for name in [only] if only else given:
        labels, values, sizes = given[name]
        try:
            made[name] = control_chart(
                values,
                labels,
                sizes,
                kind=kind.value,
                rules=rules.value,
                limits=limits.value,
                phases=tuple(phase or ()),
                seasonal=seasonal,
                days=days,
                per=per,
                look_at=look_at,
            )
        except VariationError as error:
            refuse(f"{file}{f', {name}' if unit else ''}: {error}")
    if chart is not None and len(made) > 1:
        refuse("A drawing holds one unit: name it with --only.")
    first = next(iter(made.values()))
    draw("of_control_chart", first, chart, unit=value or "days between")
    about, table = words_and_table(made)
    typer.echo(written(about, table, format.value), nl=False)


@app.command(
    help="Draw the figures of small areas towards what their neighbours have in common, as far as "
    "chance demands.\n\n"
    "Example: avow variation shrink wards.csv --unit ward --group borough --numerator offences "
    "--denominator residents --per 1000"
)
def shrink(  # noqa: PLR0913 - each is a question the user answers
    file: o.File,
    *,
    unit: o.Unit = "unit",
    group: Annotated[str, typer.Option(help="Column with the unit's group.")] = "",
    numerator: o.Numerator = "numerator",
    denominator: o.Denominator = "denominator",
    kind: Annotated[o.SmallKind, typer.Option(help="What is compared.")] = o.SmallKind.rate,
    level: o.Level = 0.95,
    per: o.Per = 1.0,
    format: o.As = o.Form.text,  # noqa: A002 - the option's name
    chart: o.Chart = None,
) -> None:
    """Print small areas drawn together."""
    from avow.analysis.variation import VariationError
    from avow.analysis.variation import shrink as made

    rows = Rows(file, (unit, group, numerator, denominator))
    keys = list(zip(rows.names(group), rows.names(unit), strict=True))
    say_added_up([f"{name} ({part})" if group else name for part, name in keys])
    keys, (above, below) = added_up(keys, rows.numbers(numerator), rows.numbers(denominator))
    groups = [key[0] for key in keys] if group else None
    try:
        found = made(
            [key[1] for key in keys],
            above,
            below,
            groups=groups,
            kind=kind.value,
            level=_between(level, "--level"),
            per=per,
        )
    except VariationError as error:
        refuse(f"{file}: {error}")
    draw("of_shrunk", found, chart, unit=numerator)
    typer.echo(written(words_of(found), found.table, format.value), nl=False)


@app.command(
    help="Does the difference between units go away with the mix of cases? Each row of FILE is a "
    "unit and a stratum with its counts.\n\n"
    "Example: avow variation adjust cases.csv --unit bcu --strata offence_group,domestic_abuse "
    "--numerator charged --denominator cases --per 100"
)
def adjust(  # noqa: PLR0913 - each is a question the user answers
    file: o.File,
    *,
    strata: Annotated[str, typer.Option(help="Columns to adjust for, with commas between.")],
    unit: o.Unit = "unit",
    numerator: o.Numerator = "numerator",
    denominator: o.Denominator = "denominator",
    kind: Annotated[o.SmallKind, typer.Option(help="What is compared.")] = o.SmallKind.proportion,
    model: Annotated[
        o.Model, typer.Option(help="Strata as they are, or a regression.")
    ] = o.Model.auto,
    level: o.Level = 0.95,
    per: o.Per = 1.0,
    format: o.As = o.Form.text,  # noqa: A002 - the option's name
    chart: o.Chart = None,
) -> None:
    """Print raw and adjusted figures."""
    from avow.analysis.variation import VariationError
    from avow.analysis.variation import adjust as made

    layers = names(strata)
    rows = Rows(file, (unit, numerator, denominator, *layers))
    try:
        found = made(
            rows.names(unit),
            rows.numbers(numerator),
            rows.numbers(denominator),
            {layer: rows.words(layer) for layer in layers},
            kind=kind.value,
            model=model.value,
            level=_between(level, "--level"),
            per=per,
        )
    except VariationError as error:
        refuse(f"{file}: {error}")
    draw("of_adjusted", found, chart, unit=numerator)
    typer.echo(written(words_of(found), found.table, format.value), nl=False)


def _number(text: str, option: str) -> float:
    try:
        return float(text)
    except ValueError:
        refuse(f"{option}: “{text}” is no number.")


def _between(level: float, option: str) -> float:
    if not 0 < level < 1:
        refuse(f"{option}: {level:g} does not lie between 0 and 1.")
    return level
