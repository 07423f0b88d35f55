"""A map of the wards of a unit as SVG, drawn from the boundaries as the gate draws them."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import shapely
from django.utils.translation import gettext as _

from avow.web.profiles.reading import State, state, table
from avow.web.releases.maps import MISSING, classes

_WIDTH = 720
_MOST_HEIGHT = 640
_SIMPLER = 0.0002
_IN_ROW = 3
Place = tuple[str, str]


def picture(values: Mapping[Place, float | None], title: str) -> tuple[str, list[str]]:
    """Return the map and its legend in words; empty where no boundary is loaded."""
    shapes = _shapes(tuple(sorted(values)), state())
    if not shapes:
        return "", [_("No boundaries of wards are loaded, so there is no map.")]
    breaks = classes([v for v in values.values() if v is not None])
    legend = [_("Darker is more. Wards without a figure, or hidden, are grey.")]
    return _drawn(shapes, values, breaks, title), legend


@lru_cache(maxsize=32)
def _shapes(places: tuple[Place, ...], now: State) -> dict[Place, shapely.Geometry]:
    from avow.analysis.engine import NoFactsError

    try:
        held = table("boundaries")
    except NoFactsError:
        return {}
    inside = held.filter((held.kind == "ward") & held.borough.isin({place[0] for place in places}))
    rows = inside.select("borough", "ward", "geometry").to_pyarrow().to_pylist()
    wanted = {
        (row["borough"], row["ward"]): row["geometry"]
        for row in rows
        if (row["borough"], row["ward"]) in set(places)
    }
    shapes = shapely.from_wkb(np.array(list(wanted.values()), dtype=object))
    return dict(zip(wanted, shapely.simplify(shapes, _SIMPLER), strict=True))


def _drawn(
    shapes: Mapping[Place, shapely.Geometry],
    values: Mapping[Place, float | None],
    breaks: list[dict[str, object]],
    title: str,
) -> str:
    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    squeeze = float(np.cos(np.radians((south + north) / 2)))
    scale = min(_WIDTH / ((east - west) * squeeze), _MOST_HEIGHT / (north - south))
    width, height = round((east - west) * squeeze * scale), round((north - south) * scale)
    paths = "".join(
        f'<path fill="{_colour(values[place], breaks)}" '
        f'd="{_path(shape, west, north, scale, squeeze)}">'
        f"<title>{_escaped(_words(place, values[place]))}</title></path>"
        for place, shape in shapes.items()
    )
    swatches = _swatches(breaks, width)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height + 60}" '
        f'viewBox="0 0 {width} {height + 60}"><title>{_escaped(title)}</title>'
        f'<g stroke="#ffffff" stroke-width="1" fill-rule="evenodd">{paths}</g>'
        f'<g transform="translate(0 {height + 10})" font-family="Liberation Sans, sans-serif" '
        f'font-size="13" fill="#2b2430">{swatches}</g></svg>'
    )


def _swatches(breaks: list[dict[str, object]], width: int) -> str:
    entries = [(str(b["colour"]), str(b["label"])) for b in breaks]
    entries.append((MISSING, _("no figure")))
    # Two rows of three, so that no label runs into the next.
    step = width / _IN_ROW
    return "".join(
        f'<g transform="translate({at % _IN_ROW * step:.0f} {at // _IN_ROW * 22})">'
        f'<rect width="14" height="14" fill="{colour}"/>'
        f'<text x="20" y="12">{_escaped(label)}</text></g>'
        for at, (colour, label) in enumerate(entries)
    )


def _path(shape: shapely.Geometry, west: float, north: float, scale: float, squeeze: float) -> str:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return "".join(
        "M"
        + "L".join(
            f"{(x - west) * squeeze * scale:.1f} {(north - y) * scale:.1f}"
            for x, y in ring.coords[:-1]
        )
        + "Z"
        for ring in rings
    )


def _colour(value: float | None, breaks: list[dict[str, object]]) -> str:
    if value is None:
        return MISSING
    reached = [str(b["colour"]) for b in breaks if value >= float(str(b["start"]))]
    return reached[-1] if reached else str(breaks[0]["colour"])


def _words(place: Place, value: float | None) -> str:
    return f"{place[1]}, {place[0]}: " + (_("no figure") if value is None else f"{value:,.0f}")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
