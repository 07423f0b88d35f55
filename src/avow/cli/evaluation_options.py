"""Options that the commands of `avow evaluation` share."""

from enum import Enum, StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer


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


SeasonName = Literal["harmonics", "dummies", "none"]
FileOption = Annotated[
    Path, typer.Argument(help="CSV or Parquet file with a row per unit and period.")
]
PeriodOption = Annotated[
    str, typer.Option(help="Column of periods: 2024-06, 2024-Q2, 2024 or first days.")
]
OutcomeOption = Annotated[str, typer.Option(help="Column of figures.")]
UnitOption = Annotated[str, typer.Option(help="Column of places.")]
TreatedOption = Annotated[str, typer.Option(help="Places of the pilot, with commas between.")]
StartOption = Annotated[str, typer.Option(help="First period in which the pilot ran.")]
EndOption = Annotated[str, typer.Option(help="Last period in which it ran; else it still runs.")]
ComparisonOption = Annotated[str, typer.Option(help="Places to compare with; else all others.")]
NeighboursOption = Annotated[
    str, typer.Option(help="Places next to the pilot, left out of the comparison.")
]
ExposureOption = Annotated[str, typer.Option(help="Column that the figures are a rate of.")]
KindOption = Annotated[
    Kind | None, typer.Option("--as", help="What the figures are; else seen from them.")
]
LevelOption = Annotated[float, typer.Option(min=0.5, max=0.999, help="Level of the intervals.")]
AddUpOption = Annotated[bool, typer.Option("--add-up", help="Add up rows of one unit and period.")]
FormatOption = Annotated[Format, typer.Option(help="How to write it.")]
ChartOption = Annotated[Path | None, typer.Option(help="Draw the chart into this SVG file.")]
