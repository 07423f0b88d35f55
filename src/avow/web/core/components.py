"""What the page components show: plain values that any room fills and `{% load avow %}` draws.

No figure, chart or map can be drawn without what keeps it honest: a definition, a table, notes.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Column:
    """Head of a table column.

    `decimals` is the number of digits after the point; without it whole numbers have none and
    others have one.
    """

    label: str
    numeric: bool = False
    decimals: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A table cell that is more than its text: a link, a note beneath, or a withheld value."""

    text: str
    href: str = ""
    note: str = ""
    gap: bool = False


Value = str | int | float | Cell | None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a caption; the first cell of a row names the row unless `row_heads` is false.

    `None` is shown as `absent`, so that a missing value is never an empty cell.
    """

    caption: str
    columns: Sequence[Column | str]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()
    absent: str = ""
    row_heads: bool = True


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file to take away: its format ("CSV"), its address, and its size in words."""

    label: str
    url: str
    size: str = ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart as a picture with its table; live in the browser when `spec_url` is given.

    `alt` tells what the chart shows, in a sentence. The picture is `svg_url` or inline `svg`, on
    phones `svg_narrow` where it is given.
    """

    id: str
    title: str
    alt: str
    table: Table
    svg_url: str = ""
    svg: str = ""
    svg_narrow: str = ""
    spec_url: str = ""
    notes: Sequence[str] = ()
    downloads: Sequence[Download] = ()


@dataclass(frozen=True, kw_only=True)
class MapClass:
    """A colour of a map: values of `start` and above, up to the next class."""

    start: float
    colour: str
    label: str


@dataclass(frozen=True, kw_only=True)
class MapDetail:
    """A property of the tiles that is told of the area under the pointer."""

    property: str
    label: str


@dataclass(frozen=True, kw_only=True)
class MapFigure:
    """A map as a picture with its table; live in the browser when `tiles_url` is given.

    `layer` is the layer in the PMTiles file, `value` the property that colours an area, `name` the
    property that names it (unique in the layer). `classes` run from low to high.
    """

    id: str
    title: str
    alt: str
    table: Table
    classes: Sequence[MapClass]
    image_url: str = ""
    tiles_url: str = ""
    layer: str = "areas"
    value: str = "value"
    name: str = "name"
    details: Sequence[MapDetail] = ()
    missing_colour: str = "#ded9e2"
    missing_label: str = ""
    notes: Sequence[str] = ()
    downloads: Sequence[Download] = ()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure with what must travel with it: definition, uncertainty and the data's faults."""

    label: str
    value: str
    definition: str
    uncertainty: str
    unit: str = ""
    period: str = ""
    faults: Sequence[str] = ()
    source: str = ""
    href: str = ""
    kind: str = ""
