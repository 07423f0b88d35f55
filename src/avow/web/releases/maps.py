"""A map: tiles for the browser, a picture for everybody else, and the classes both are drawn with.

GDAL writes no date into the tiles, so the same figures give the same file.
"""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from avow.charts.series import headline, latest, written
from avow.web.releases.files import as_json
from avow.web.releases.protection import NotPassingError, facts

COLOURS = ("#efe5f6", "#cdb3de", "#a67cc4", "#7646a0", "#4a1d66")
MISSING = "#ded9e2"
ZOOM_LEAST, ZOOM_MOST = 6, 12
LAYER = "areas"
_WIDTH = 900
# About twenty metres: finer than a pixel of the picture.
_SIMPLER = 0.0002
_PLACE = {"ward": ("borough", "ward"), "borough": ("borough",)}

Row = Mapping[str, Any]
Classes = list[dict[str, Any]]


def files_of(rows: Sequence[Row], *, by: str, unit: str, title: str) -> dict[str, bytes]:
    """Return the files of a map of the newest complete period of ``rows``.

    Raises:
        NotPassingError: no boundary of such areas is loaded.
    """
    shown = latest(rows)
    here = [row for row in rows if row["period_label"] == shown]
    places, shapes = _boundaries(by)
    by_place = {tuple(row[name] for name in _PLACE[by]): row for row in here}
    areas = [_area(place, by_place.get(place), unit) for place in places]
    breaks = classes([area["value"] for area in areas if area["value"] is not None])
    drawn = _svg(shapes, [area["value"] for area in areas], breaks, f"{title}, {shown}")
    plan = {
        "layer": LAYER,
        "period_label": shown,
        "unit": unit,
        "by": by,
        "classes": breaks,
        "missing": MISSING,
        "areas": len(areas),
        "headline": headline([by_place[place] for place in places if place in by_place], unit),
    }
    return {
        "map.json": as_json(plan),
        "map.pmtiles": _tiles(shapes, areas),
        "map.svg": drawn.encode(),
        "map.png": _png(drawn),
    }


def picture(values: Mapping[str, float | None], *, by: str, title: str) -> tuple[str, Classes]:
    """Return a map of areas by name as SVG, and the classes it is coloured by: for staff pages.

    Raises:
        NotPassingError: no boundary of such areas is loaded.
    """
    places, shapes = _boundaries(by)
    shown = [values.get(place[-1]) for place in places]
    breaks = classes([value for value in shown if value is not None])
    return _svg(shapes, shown, breaks, title), breaks


def classes(values: Sequence[float]) -> list[dict[str, Any]]:
    """Return up to five classes with about as many areas each: start, colour and words."""
    if not values:
        return []
    cuts = np.quantile(values, np.linspace(0, 1, len(COLOURS) + 1)[:-1])
    starts = list(dict.fromkeys(_round(cut) for cut in cuts))
    starts[0] = min(starts[0], _round(min(values)))
    step = max(1, (len(COLOURS) - 1) // max(1, len(starts) - 1)) if len(starts) > 1 else 1
    colours = [COLOURS[min(i * step, len(COLOURS) - 1)] for i in range(len(starts))]
    ends = [*starts[1:], None]
    return [
        {"start": start, "colour": colour, "label": _words(start, end)}
        for start, colour, end in zip(starts, colours, ends, strict=True)
    ]


def _round(value: float) -> float:
    return float(round(value)) if abs(value) >= 10 else round(float(value), 1)


def _words(start: float, end: float | None) -> str:
    return f"{start:,g} or more" if end is None else f"{start:,g} to below {end:,g}"


def _boundaries(by: str) -> tuple[list[tuple[str, ...]], list[Any]]:
    source = facts()
    if not source.has("boundaries"):
        raise NotPassingError(("No boundaries are loaded: `avow feed load boundaries FILE`.",))
    table = source.table("boundaries")
    names = _PLACE[by]
    rows = table.filter(table.kind == by).select(*names, "geometry").to_pyarrow()
    if rows.num_rows == 0:
        raise NotPassingError((f"No boundaries by {by} are loaded.",))
    pairs = sorted(
        (tuple(row[name] for name in names), row["geometry"]) for row in rows.to_pylist()
    )
    shapes = shapely.from_wkb(np.array([geometry for _, geometry in pairs], dtype=object))
    return [place for place, _ in pairs], list(shapes)


def _area(place: tuple[str, ...], row: Row | None, unit: str) -> dict[str, Any]:
    name = f"{place[1]} ({place[0]})" if len(place) > 1 else place[0]
    if row is None or row["value"] is None:
        hidden = row is not None and row["numerator_status"] == "suppressed"
        said = "Hidden, to protect people" if hidden else "No figure"
        return {"name": name, "value": None, "shown": said, "between": ""}
    return {
        "name": name,
        "value": row["value"],
        "shown": f"{written(row['value'], unit)} {unit}",
        "between": f"{written(row['low'], unit)} to {written(row['high'], unit)}",
    }


def _tiles(shapes: list[Any], areas: list[dict[str, Any]]) -> bytes:
    import pyogrio

    table = pa.table(
        {
            "name": pa.array([a["name"] for a in areas], pa.string()),
            "value": pa.array([a["value"] for a in areas], pa.float64()),
            "shown": pa.array([a["shown"] for a in areas], pa.string()),
            "between": pa.array([a["between"] for a in areas], pa.string()),
            "geometry": pa.array(shapely.to_wkb(np.array(shapes, dtype=object)), pa.binary()),
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.pmtiles"
        pyogrio.write_arrow(
            table,
            path,
            layer=LAYER,
            driver="PMTiles",
            geometry_name="geometry",
            geometry_type="Unknown",
            crs="EPSG:4326",
            dataset_options={"MINZOOM": ZOOM_LEAST, "MAXZOOM": ZOOM_MOST},
        )
        return path.read_bytes()


def _svg(
    shapes: list[Any], values: list[float | None], breaks: list[dict[str, Any]], title: str
) -> str:
    """Draw the areas, shrunk to a picture; degrees are squeezed as they are at that latitude."""
    west, south, east, north = shapely.total_bounds(shapes)
    squeeze = np.cos(np.radians((south + north) / 2))
    scale = _WIDTH / ((east - west) * squeeze)
    height = round((north - south) * scale)
    paths = []
    for shape, value in zip(shapely.simplify(shapes, _SIMPLER), values, strict=True):
        path = "".join(_ring(ring, west, north, squeeze * scale, scale) for ring in _rings(shape))
        paths.append(f'<path fill="{_colour(value, breaks)}" d="{path}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}"><title>{_escaped(title)}</title>'
        '<g stroke="#ffffff" stroke-width="0.5" fill-rule="evenodd">'
        + "".join(paths)
        + "</g></svg>"
    )


def _rings(shape: Any) -> list[Any]:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return [ring for part in parts for ring in (part.exterior, *part.interiors)]


def _ring(ring: Any, west: float, north: float, across: float, down: float) -> str:
    points = [f"{(x - west) * across:.1f} {(north - y) * down:.1f}" for x, y in ring.coords[:-1]]
    return "M" + "L".join(points) + "Z"


def _colour(value: float | None, breaks: list[dict[str, Any]]) -> str:
    if value is None:
        return MISSING
    reached = [c["colour"] for c in breaks if value >= c["start"]]
    return str(reached[-1] if reached else breaks[0]["colour"])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _png(drawn: str) -> bytes:
    import vl_convert

    made: bytes = vl_convert.svg_to_png(drawn, scale=2.0)
    return made
