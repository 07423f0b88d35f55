"""Make the invented city, and write it as the files a boundaries feed reads."""

import csv
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely
from scipy.optimize import linear_sum_assignment

from avow.analysis.synthetic import names, partition, terrain, tiling
from avow.analysis.synthetic.places import (
    CITY,
    FORCE,
    LATITUDE,
    LONGITUDE,
    RIVER,
    City,
    Geometry,
    Ward,
)

WARDS, BOROUGHS, UNITS = 602, 32, 12
DEFAULT_SEED = 12  # its command units lie where their names say
RESIDENTS_A_WARD = 7300
CITY_FILES = (
    "wards.geojson",
    "boroughs.geojson",
    "river.geojson",
    "bcu_boroughs.csv",
    "geography.toml",
)
INNER = {"Inner North": 90, "Inner East": 0, "Inner South": 270, "Inner West": 180}
OUTER = {
    "Outer East": 0,
    "Outer North East": 45,
    "Outer North": 90,
    "Outer North West": 135,
    "Outer West": 180,
    "Outer South West": 225,
    "Outer South": 270,
    "Outer South East": 315,
}  # fmt: skip


@lru_cache(maxsize=4)
def city(seed: int = DEFAULT_SEED) -> City:
    """Return the invented city of a seed: 12 command units, 32 boroughs, about 600 wards.

    The same seed gives the same city. It takes a second or two; the answer is kept.
    """
    shapes, rng, words = (np.random.default_rng([seed, stream]) for stream in (11, 12, 13))
    river, (north, south) = terrain.banks(shapes)
    polygons = tiling.wards((north, south), WARDS, shapes)
    middle = np.array([polygon.centroid.coords[0] for polygon in polygons])
    residents = np.round(RESIDENTS_A_WARD * rng.lognormal(0, 0.16, len(polygons)), -1).astype(int)
    beside = tiling.neighbours(polygons)
    is_north = shapely.contains_xy(north, [p.representative_point().coords[0] for p in polygons])
    borough = _boroughs(beside, residents.tolist(), middle, is_north, rng)
    unit = _units(borough, beside, middle, is_north, rng)
    return _named(seed, river, polygons, residents.tolist(), borough, unit, words)


def write_city(invented: City, folder: Path) -> list[Path]:
    """Write boundaries and look-ups into ``folder`` in the publishers' shapes; return the files.

    The files are ``CITY_FILES``; wards and boroughs carry the property names of the 2025 official
    boundaries, so that a feed reads both alike. ``geography.toml`` names the force, its command
    units and their boroughs in the form of ``definitions/geography``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    codes = invented.borough_codes
    wards = [
        (
            {
                "WD25CD": ward.code,
                "WD25NM": ward.name,
                "LAD25CD": codes[ward.borough],
                "LAD25NM": ward.borough,
            },
            ward.geometry,
        )
        for ward in invented.wards
    ]
    boroughs = [
        ({"LAD25CD": codes[name], "LAD25NM": name}, shape)
        for name, shape in invented.boroughs.items()
    ]
    _geojson(folder / "wards.geojson", "wards", wards)
    _geojson(folder / "boroughs.geojson", "boroughs", boroughs)
    _geojson(folder / "river.geojson", "river", [({"name": invented.river_name}, invented.river)])
    rows = sorted((bcu, borough) for borough, bcu in invented.bcu_of.items())
    write_csv(folder / "bcu_boroughs.csv", ("bcu_location", "borough_name"), rows)
    (folder / "geography.toml").write_text(definition(invented), encoding="utf-8")
    return [folder / name for name in CITY_FILES]


def write_csv(path: Path, header: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    """Write rows beneath a header, with the line ends of every platform's tools."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def definition(invented: City) -> str:
    """Return the force and its units as a geography definition; TOML takes JSON's strings."""
    lines = [
        f"title = {json.dumps(f'Command units of {invented.force} and their boroughs')}",
        f'source = "Invented, from seed {invented.seed}: there is no such place"',
        "valid_from = 2019-01-01",
        "verified = false",
        'owner = "Analysis lead"',
        "next_review = 2030-12-31",
        f"force = {json.dumps(invented.force)}",
        "\n[no_place]",
        'Other = "outside the force\'s boroughs, or held by a unit that is not a command unit"',
        'Unknown = "not known"',
        "\n[other_forces]",
    ]
    for bcu in invented.bcus:
        boroughs = [name for name, unit in invented.bcu_of.items() if unit == bcu]
        lines.append(f"\n[[bcu]]\nname = {json.dumps(bcu)}\nboroughs = {json.dumps(boroughs)}")
    return "\n".join(lines) + "\n"


def _geojson(path: Path, name: str, features: list[tuple[dict[str, str], Geometry]]) -> None:
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": properties,
                "geometry": json.loads(shapely.to_geojson(shape)),
            },
            separators=(",", ":"),
        )
        for properties, shape in features
    ]
    crs = '{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}'
    head = f'{{"type":"FeatureCollection","name":"{name}","crs":{crs},"features":[\n'
    path.write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def _boroughs(
    beside: list[set[int]],
    residents: list[int],
    middle: terrain.Points,
    is_north: np.typing.NDArray[np.bool_],
    rng: np.random.Generator,
) -> list[int]:
    """Return the borough of each ward; no borough crosses the river."""
    share = round(BOROUGHS * float(np.dot(residents, is_north)) / sum(residents))
    return _by_bank(beside, residents, middle, is_north, (share, BOROUGHS - share), rng)


def _units(
    borough: list[int],
    beside: list[set[int]],
    middle: terrain.Points,
    is_north: np.typing.NDArray[np.bool_],
    rng: np.random.Generator,
) -> list[int]:
    """Return the command unit of each borough: two to four boroughs, on one bank."""
    touching: list[set[int]] = [set() for _ in range(BOROUGHS)]
    for ward, others in enumerate(beside):
        touching[borough[ward]] |= {borough[o] for o in others} - {borough[ward]}
    own = np.array(borough)
    centre = np.array([middle[own == b].mean(axis=0) for b in range(BOROUGHS)])
    side = np.array([bool(is_north[own == b].all()) for b in range(BOROUGHS)])
    share = round(UNITS * int(side.sum()) / BOROUGHS)
    while True:
        found = _by_bank(touching, [1] * BOROUGHS, centre, side, (share, UNITS - share), rng)
        if set(np.bincount(found, minlength=UNITS)) <= {2, 3, 4}:
            return found


def _by_bank(
    beside: list[set[int]],
    weight: list[int],
    middle: terrain.Points,
    is_north: np.typing.NDArray[np.bool_],
    shares: tuple[int, int],
    rng: np.random.Generator,
) -> list[int]:
    found = [-1] * len(weight)
    first = 0
    for share, bank in zip(shares, (is_north, ~is_north), strict=True):
        members = np.flatnonzero(bank).tolist()
        place = {area: index for index, area in enumerate(members)}
        near = [{place[o] for o in beside[area] if o in place} for area in members]
        groups = partition.partition(
            near, [weight[a] for a in members], middle[members], share, rng
        )
        for area, group in zip(members, groups, strict=True):
            found[area] = first + group
        first += share
    return found


def _compass(centre: terrain.Points) -> list[str]:
    """Name each command unit after where it lies: four inner, eight outer."""
    far = np.hypot(centre[:, 0], centre[:, 1])
    angle = np.degrees(np.arctan2(centre[:, 1], centre[:, 0]))
    inner = np.argsort(far, kind="stable")[: len(INNER)]
    found = [""] * len(centre)
    for members, labels in ((inner, INNER), (np.setdiff1d(np.arange(len(centre)), inner), OUTER)):
        off = np.abs((angle[members, None] - np.array(list(labels.values())) + 180) % 360 - 180)
        for row, column in zip(*linear_sum_assignment(off**2), strict=True):
            found[int(members[row])] = list(labels)[column]
    return found


def _named(
    seed: int,
    river: Geometry,
    polygons: list[Geometry],
    residents: list[int],
    borough: list[int],
    unit: list[int],
    rng: np.random.Generator,
) -> City:
    centres = np.array([p.centroid.coords[0] for p in polygons])
    unit_of_ward = np.array([unit[b] for b in borough])
    compass = _compass(np.array([centres[unit_of_ward == u].mean(axis=0) for u in range(UNITS)]))
    borough_names, ward_names = names.invent(borough, BOROUGHS, rng)
    wards = tuple(
        Ward(
            code=f"X05{index + 1:06d}",
            name=ward_names[index],
            borough=borough_names[borough[index]],
            bcu=compass[unit[borough[index]]],
            residents=residents[index],
            geometry=_to_degrees(polygons[index]),
        )
        for index in range(len(polygons))
    )
    codes = {name: f"X09{index + 1:06d}" for index, name in enumerate(sorted(borough_names))}
    middle = (LONGITUDE, LATITUDE)
    return City(CITY, FORCE, RIVER, seed, middle, _to_degrees(river), wards, codes)


def _to_degrees(shape: Geometry) -> Geometry:
    """Turn kilometres from the centre into degrees, rounded to a tenth of a metre.

    One linear map for all: points that neighbours share are still shared afterwards.
    """
    scale = np.array([1 / (111.320 * np.cos(np.radians(LATITUDE))), 1 / 111.25])
    return shapely.transform(shape, lambda p: np.round(p * scale + [LONGITUDE, LATITUDE], 6))
