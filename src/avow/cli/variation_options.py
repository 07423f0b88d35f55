"""What may be asked of `avow variation`: kinds, and options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Form(StrEnum):
    """How a result is written."""

    text = "text"
    csv = "csv"
    json = "json"


class FunnelKind(StrEnum):
    """What units are compared by."""

    proportion = "proportion"
    rate = "rate"
    ratio = "ratio"


class SmallKind(StrEnum):
    """What small areas are compared by."""

    rate = "rate"
    proportion = "proportion"


class Overdispersion(StrEnum):
    """How usual differences between units widen the limits."""

    auto = "auto"
    none = "none"
    additive = "additive"
    multiplicative = "multiplicative"


class Kind(StrEnum):
    """Kinds of control chart."""

    xmr = "xmr"
    p = "p"
    p_laney = "p-laney"
    c = "c"
    u = "u"
    u_laney = "u-laney"
    t = "t"
    g = "g"


class Rules(StrEnum):
    """Sets of run rules."""

    wheeler = "wheeler"
    limits = "limits"
    western_electric = "western-electric"
    nelson = "nelson"
    nhs = "nhs"


class Limits(StrEnum):
    """How limits of a control chart are made."""

    auto = "auto"
    sigma = "sigma"
    exact = "exact"


class Model(StrEnum):
    """How the mix is allowed for."""

    auto = "auto"
    strata = "strata"
    regression = "regression"


File = Annotated[Path, typer.Argument(help="CSV or Parquet file.")]
Unit = Annotated[str, typer.Option(help="Column with the unit's name.")]
Numerator = Annotated[str, typer.Option(help="Column with what is counted.")]
Denominator = Annotated[str, typer.Option(help="Column with what it is counted out of.")]
Per = Annotated[float, typer.Option(help="Figures are per so many: 100 for percent.")]
Level = Annotated[float, typer.Option(help="Level of the intervals, between 0 and 1.")]
As = Annotated[Form, typer.Option(help="How to write it.")]
Chart = Annotated[Path | None, typer.Option(help="Draw it into this SVG file.")]
LookAt = Annotated[str, typer.Option(help="What to look at where there is a signal.")]
