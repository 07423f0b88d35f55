"""The invented city: tiled exactly, grouped into connected parts, the same for the same seed."""

import csv
import hashlib
import json
import tomllib
from collections import Counter

import numpy as np
import pytest
import shapely

from avow.analysis.synthetic import City, build, city, names, partition, terrain, tiling, write_city
from avow.definitions import HEADER
from tests.shared import shared


@pytest.fixture(
    scope="module", params=[build.DEFAULT_SEED, pytest.param(2, marks=pytest.mark.slow)]
)
def invented(request: pytest.FixtureRequest) -> City:
    return city(request.param)


def digest(invented: City) -> str:
    wards = [
        (w.code, w.name, w.borough, w.bcu, w.residents, w.geometry.wkb) for w in invented.wards
    ]
    return hashlib.sha256(repr((wards, invented.river.wkb)).encode()).hexdigest()


def test_it_has_twelve_units_32_boroughs_and_about_600_wards(invented: City) -> None:
    assert len(invented.bcus) == 12
    assert len(invented.boroughs) == 32
    assert 590 <= len(invented.wards) <= 610
    assert set(Counter(invented.bcu_of.values()).values()) <= {2, 3, 4}


def test_every_ward_is_one_valid_polygon_without_holes(invented: City) -> None:
    for ward in invented.wards:
        assert ward.geometry.geom_type == "Polygon"
        assert ward.geometry.is_valid
        assert not ward.geometry.interiors


def test_wards_tile_the_city_without_gap_or_overlap(invented: City) -> None:
    shapes = [ward.geometry for ward in invented.wards]
    united = shapely.unary_union(shapes)
    assert united.geom_type == "Polygon"
    assert not united.interiors
    assert sum(shape.area for shape in shapes) == pytest.approx(united.area, rel=1e-9)
    assert invented.outline.area == pytest.approx(united.area, rel=1e-9)
    assert shapely.coverage_is_valid(shapes)


def test_boroughs_and_units_hang_together(invented: City) -> None:
    for shape in [*invented.boroughs.values(), *invented.units.values()]:
        assert shape.geom_type == "Polygon"


def test_the_river_is_a_boundary_of_boroughs(invented: City) -> None:
    inside = shapely.union_all([shape.buffer(-0.0005) for shape in invented.boroughs.values()])
    assert invented.river.intersection(inside).length < 0.01 * invented.river.length


def test_boroughs_are_alike_in_people_and_smaller_in_the_centre(invented: City) -> None:
    people = list(invented.residents.values())
    assert max(people) < 1.5 * min(people)
    inner, outer = [], []
    for name, shape in invented.boroughs.items():
        (inner if invented.bcu_of[name].startswith("Inner") else outer).append(shape.area)
    assert np.mean(inner) < 0.6 * np.mean(outer)


def test_names_are_unique_but_for_a_handful_of_wards(invented: City) -> None:
    times = Counter(ward.name for ward in invented.wards)
    assert set(times.values()) == {1, 2}
    assert sum(n == 2 for n in times.values()) == names.REPEATED
    pairs = {(ward.borough, ward.name) for ward in invented.wards}
    assert len(pairs) == len(invented.wards)
    codes = {ward.code for ward in invented.wards} | set(invented.borough_codes.values())
    assert len(codes) == len(invented.wards) + 32
    assert all(code.startswith("X0") for code in codes)


def test_it_lies_in_open_sea(invented: City) -> None:
    low_x, low_y, high_x, high_y = invented.outline.bounds
    assert 0.9 < low_x < high_x < 2.1
    assert 53.9 < low_y < high_y < 54.5


@pytest.mark.slow
def test_the_same_seed_gives_the_same_city_and_another_seed_another(invented: City) -> None:
    again = city.__wrapped__(invented.seed)
    assert again is not invented
    assert digest(again) == digest(invented)
    assert digest(city(14 - invented.seed)) != digest(invented)


def test_no_real_ward_or_borough_of_london_is_among_the_names(invented: City) -> None:
    real = json.loads(shared("data/geography/wards_2025.geojson").read_text())
    known = {f["properties"]["WD25NM"] for f in real["features"]}
    known |= {f["properties"]["LAD25NM"] for f in real["features"]}
    assert not known & ({w.name for w in invented.wards} | set(invented.boroughs))


def test_files_have_the_shape_of_the_official_ones(invented: City, tmp_path) -> None:
    written = write_city(invented, tmp_path)
    assert [path.name for path in written] == list(build.CITY_FILES)
    wards = json.loads((tmp_path / "wards.geojson").read_text())
    assert len(wards["features"]) == len(invented.wards)
    assert list(wards["features"][0]["properties"]) == ["WD25CD", "WD25NM", "LAD25CD", "LAD25NM"]
    first = shapely.from_geojson(json.dumps(wards["features"][0]["geometry"]))
    assert first.equals(invented.wards[0].geometry)
    boroughs = json.loads((tmp_path / "boroughs.geojson").read_text())
    assert {f["properties"]["LAD25NM"] for f in boroughs["features"]} == set(invented.boroughs)
    geography = tomllib.loads((tmp_path / "geography.toml").read_text())
    assert geography["force"] == "Thornhaven City Police"
    assert {b: u["name"] for u in geography["bcu"] for b in u["boroughs"]} == invented.bcu_of
    assert not [name for name, kind in HEADER.items() if not isinstance(geography.get(name), kind)]
    with (tmp_path / "bcu_boroughs.csv").open() as lines:
        assert {
            r["borough_name"]: r["bcu_location"] for r in csv.DictReader(lines)
        } == invented.bcu_of


def test_roughening_keeps_the_ends_and_leaves_no_long_segment() -> None:
    line = np.array([[0.0, 0.0], [3.0, 4.0], [3.0, 4.1]])
    rough = terrain.roughen(line, np.random.default_rng(5))
    assert rough[0].tolist() == [0, 0]
    assert rough[-1].tolist() == [3, 4.1]
    assert np.hypot(*np.diff(rough, axis=0).T).max() <= terrain.FINEST


def test_neighbours_share_a_side_not_only_a_corner() -> None:
    squares = [shapely.box(x, y, x + 1, y + 1) for y in (0, 1) for x in (0, 1)]
    assert tiling.neighbours(squares) == [{1, 2}, {0, 3}, {0, 3}, {1, 2}]


def test_a_partition_of_a_grid_is_connected_and_even() -> None:
    side = 8
    beside = [
        {
            r * side + c
            for r, c in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1))
            if 0 <= r < side > c >= 0
        }
        for y in range(side)
        for x in range(side)
    ]
    middle = np.array([[x, y] for y in range(side) for x in range(side)], dtype=float)
    owner = partition.partition(beside, [1] * side**2, middle, 4, np.random.default_rng(1))
    assert sorted(Counter(owner).values()) == [16] * 4
    for group in range(4):
        assert partition.connected({a for a, own in enumerate(owner) if own == group}, beside)


def test_an_empty_group_and_an_island_are_not_connected() -> None:
    assert not partition.connected(set(), [set()])
    assert not partition.connected({0, 1}, [set(), set()])


def test_a_piece_cut_off_and_a_scrap_join_the_neighbour_with_the_longest_side() -> None:
    ward, other = shapely.box(0, 0, 4, 4), shapely.box(4, 0, 8, 4)
    cut_off, scrap = shapely.box(8, 0, 9, 4), shapely.box(8, -0.01, 9, 0)
    faces = [ward, other, cut_off, scrap]
    owner = [0, 1, 0, 2]  # the third lies nearest to the first site, across the second
    joined = tiling._absorbed(faces, owner)
    assert [shape.area for shape in joined] == pytest.approx([16, 20.01])


def test_crossing_arcs_are_bent_less_until_they_no_longer_cross() -> None:
    close = [np.array([[0.0, y], [20.0, y]]) for y in (0.0, 0.02, 0.04)]
    bent = tiling._roughened(close, np.random.default_rng(3))
    assert not any(a.crosses(b) for a in bent for b in bent)
    assert [next(iter(a.coords)) for a in bent] == [(0, 0), (0, 0.02), (0, 0.04)]
