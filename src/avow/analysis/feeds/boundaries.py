"""Boundaries of wards and boroughs, and the command units and forces that they make up.

Files may be GeoJSON of wards (properties ``WD..CD``, ``WD..NM``, ``LAD..NM``) or boroughs
(``LAD..CD``, ``LAD..NM``), in longitude and latitude, of any year; and a look-up as CSV (columns
``bcu_location``, ``borough_name``). Without a look-up, ``definitions/geography`` says which
boroughs a unit has.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from avow.analysis.feeds import names
from avow.analysis.feeds.base import Feed, Mapped, Progress, Refused
from avow.analysis.feeds.contract import checked
from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import Input, parts, read_json
from avow.analysis.feeds.report import Finding, TableSummary
from avow.analysis.tables.places import Areas, Boundaries

LOOKUP = ("bcu_location", "borough_name")
_SEAM = 0.00015  # degrees, 10 to 17 m in London: closes the gaps that simplifying leaves
_SLIVER = 5e-7  # square degrees, about 4,000 square metres in London: too small to be drawn


@dataclass(frozen=True)
class Area:
    """An area and its boundary."""

    kind: str
    code: str | None
    force: str
    bcu: str | None
    borough: str | None
    ward: str | None
    boundary: BaseGeometry

    def key(self) -> tuple[int, str, str, str, str]:
        """Return what areas are sorted by: forces first, wards last."""
        order = ("force", "bcu", "borough", "ward").index(self.kind)
        return order, self.force, self.bcu or "", self.borough or "", self.ward or ""


def read(inputs: Sequence[Input], known: names.Geography, progress: Progress) -> Mapped:
    """Map boundary files to areas and boundaries.

    Raises:
        FeedError: a file is neither kind, is not in longitude and latitude, or none has a boundary.
    """
    maps = [given for given in inputs if given.kind == "json"]
    lookups = [given for given in inputs if given.kind != "json"]
    for given in lookups:
        known = known.with_units(_pairs(given))
    areas: dict[tuple[int, str, str, str, str], Area] = {}
    refused: list[Refused] = []
    mended = 0
    rows_by_file = dict.fromkeys((given.path.name for given in inputs), 0)
    for given in maps:
        progress(f"Reading {given.path.name}")
        features = _features(given)
        rows_by_file[given.path.name] = len(features)
        for number, feature in enumerate(features, start=1):
            area, reason = _area(known, feature)
            if area is not None and area.key() in areas:
                area, reason = None, "an earlier feature bounds the same area"
            if area is None:
                values = feature.get("properties") or {}
                refused.append(Refused(given.path.name, "", number, "boundaries", reason, values))
                continue
            mended += reason == _MENDED
            areas[area.key()] = area
    if not areas:
        raise FeedError(_nothing_usable(inputs, refused))
    progress("Joining boroughs into command units and forces")
    given_areas = len(areas)
    every = [*areas.values(), *_larger(known, list(areas.values()))]
    every.sort(key=Area.key)
    tables = _tables(every)
    summaries = [
        TableSummary("boundaries", given_areas + len(refused), given_areas, 0, len(refused)),
    ]
    rows_by_file |= {given.path.name: len(_pairs(given)) for given in lookups}
    return Mapped(tables, summaries, refused, _findings(known, every, mended), rows_by_file)


_MENDED = "mended"


def _pairs(given: Input) -> list[tuple[str, str]]:
    (part,) = parts(given, LOOKUP)
    found = set(part.rows.column_names)
    if not set(LOOKUP) <= found:
        raise FeedError(
            f"{part.name} is no look-up of command units: it needs the columns "
            f"{' and '.join(LOOKUP)}. Columns found: {', '.join(sorted(found))}."
        )
    units, boroughs = (part.rows[name].to_pylist() for name in LOOKUP)
    return [(u, b) for u, b in zip(units, boroughs, strict=True) if u and b]


def _features(given: Input) -> list[dict[str, Any]]:
    content = read_json(given)
    features = content.get("features")
    if content.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise FeedError(
            f"{given.path} is JSON but no GeoJSON FeatureCollection: export it as GeoJSON."
        )
    return [f if isinstance(f, dict) else {} for f in features]


def _area(known: names.Geography, feature: Mapping[str, Any]) -> tuple[Area | None, str]:
    """Return the area of a feature, or why it is none."""
    properties = feature.get("properties") or {}
    given_borough = _property(properties, r"LAD\d*NM")
    ward = _property(properties, r"WD\d*NM")
    if given_borough is None:
        found = ", ".join(sorted(properties)) or "none"
        return None, f"it names no borough (a property such as LAD25NM); properties: {found}"
    borough = known.borough(given_borough)
    force = known.force_of(borough)
    if force is None:
        return None, f"no force polices {borough!r}: add it to the look-up of command units"
    boundary, reason = _boundary(feature.get("geometry"))
    if boundary is None:
        return None, reason
    code = _property(properties, r"WD\d*CD" if ward else r"LAD\d*CD")
    kind = "ward" if ward else "borough"
    return Area(kind, code, force, known.bcu_of(borough), borough, ward, boundary), reason


def _property(properties: Mapping[str, Any], pattern: str) -> str | None:
    for name, value in properties.items():
        if re.fullmatch(pattern, name, re.IGNORECASE) and value:
            return str(value).strip()
    return None


def _boundary(geometry: Any) -> tuple[BaseGeometry | None, str]:
    if not geometry:
        return None, "it has no geometry"
    try:
        boundary = shape(geometry)
    except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.ShapelyError):
        return None, "its geometry cannot be read"
    if boundary.is_empty or boundary.geom_type not in ("Polygon", "MultiPolygon"):
        return None, f"its geometry is not a polygon but {boundary.geom_type}"
    west, south, east, north = boundary.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return (
            None,
            "its coordinates are not longitude and latitude (WGS 84): export it as EPSG:4326",
        )
    if boundary.is_valid:
        return boundary, ""
    polygons = _polygons(shapely.make_valid(boundary))
    return (polygons, _MENDED) if not polygons.is_empty else (None, "its geometry has no surface")


def _larger(known: names.Geography, given: Sequence[Area]) -> list[Area]:
    """Return boroughs that only wards were given for, the command units, and the forces."""
    boroughs = {a.borough: a for a in given if a.kind == "borough"}
    missing = sorted({a.borough for a in given if a.borough} - set(boroughs), key=str)
    made = [
        Area(
            "borough",
            None,
            known.force_of(borough or "") or known.force,
            known.bcu_of(borough or ""),
            borough,
            None,
            _union(a.boundary for a in given if a.borough == borough),
        )
        for borough in missing
    ]
    every = [*boroughs.values(), *made]
    units = sorted({(a.force, a.bcu) for a in every if a.bcu})
    bcus = [
        Area("bcu", None, force, bcu, None, None, _union(a.boundary for a in every if a.bcu == bcu))
        for force, bcu in units
    ]
    forces = [
        Area("force", None, f, None, None, None, _union(a.boundary for a in every if a.force == f))
        for f in sorted({a.force for a in every})
    ]
    return [*made, *bcus, *forces]


def _union(boundaries: Iterable[BaseGeometry]) -> BaseGeometry:
    """Join boundaries, closing the hairline gaps between neighbours simplified one by one."""
    wide = shapely.union_all([shapely.buffer(b, _SEAM, join_style="mitre") for b in boundaries])
    joined = _polygons(shapely.make_valid(shapely.buffer(wide, -_SEAM, join_style="mitre")))
    return _without_slivers(joined)


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    pieces = [p for p in shapely.get_parts(geometry) if p.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(pieces) if len(pieces) != 1 else pieces[0]


def _without_slivers(geometry: BaseGeometry) -> BaseGeometry:
    kept = [
        shapely.Polygon(
            piece.exterior, [r for r in piece.interiors if shapely.Polygon(r).area > _SLIVER]
        )
        for piece in shapely.get_parts(geometry)
        if piece.area > _SLIVER
    ]
    return shapely.union_all(kept) if kept else geometry


def _tables(areas: Sequence[Area]) -> dict[str, pa.Table]:
    fields = ("kind", "code", "force", "bcu", "borough", "ward")
    columns = {name: pa.array([getattr(a, name) for a in areas], pa.string()) for name in fields}
    geometry = pa.array([shapely.to_wkb(shapely.normalize(a.boundary)) for a in areas], pa.binary())
    return {
        "areas": checked(Areas, pa.table(columns)),
        "boundaries": checked(Boundaries, pa.table(columns | {"geometry": geometry})),
    }


def _findings(known: names.Geography, areas: Sequence[Area], mended: int) -> list[Finding]:
    counted = [
        (force, kind, sum(a.force == force and a.kind == kind for a in areas))
        for force in sorted({a.force for a in areas})
        for kind in ("bcu", "borough", "ward")
    ]
    met = {kind: n for force, kind, n in counted if force == known.force}
    made = sum(a.code is None for a in areas)
    both = ("areas", "boundaries")
    found = [
        Finding(
            "areas",
            "Areas by force",
            f"{known.force}: {met.get('bcu', 0)} command units, {met.get('borough', 0)} boroughs, "
            f"{met.get('ward', 0)} wards; {made} areas were joined from smaller ones.",
            both,
            columns=("force", "kind", "areas"),
            rows=[list(row) for row in counted],
        )
    ]
    covered = {a.borough for a in areas if a.kind == "borough"}
    absent = sorted(b for names_ in known.boroughs.values() for b in names_ if b not in covered)
    if absent:
        sentence = f"No boundary was given for {len(absent)} boroughs: {', '.join(absent)}."
        found.append(
            Finding("absent", "Boroughs without a boundary", sentence, both, is_fault=True)
        )
    if mended:
        sentence = f"{mended} boundaries crossed themselves and were mended."
        found.append(Finding("mended", "Boundaries mended", sentence, both))
    return found


def _nothing_usable(inputs: Sequence[Input], refused: Sequence[Refused]) -> str:
    files = ", ".join(given.path.name for given in inputs)
    if not refused:
        return (
            f"{files}: no boundary found. Give at least one GeoJSON file of wards or boroughs; a "
            "look-up of command units alone draws nothing."
        )
    reasons = "; ".join(sorted({row.reason for row in refused})[:3])
    return f"No boundary of {files} can be used: {reasons}. Nothing was loaded."


FEED = Feed(
    name="boundaries",
    title="Boundaries of wards and boroughs; command units and forces are joined from them",
    takes=(
        "wards (GeoJSON, longitude and latitude)",
        "boroughs (GeoJSON, longitude and latitude)",
        "command units (CSV with bcu_location, borough_name), optional",
    ),
    tables=("areas", "boundaries"),
    version="1",
    read=read,
    definitions=(("geography", names.DEFINITION),),
)
