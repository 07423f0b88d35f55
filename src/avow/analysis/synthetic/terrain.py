"""The ground a city stands on: an irregular outline and a winding river, in kilometres."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from shapely.ops import split

from avow.analysis.synthetic.places import Geometry

Points = npt.NDArray[np.float64]

RADII = (24.0, 18.5)  # half the width and half the height of the city
FINEST = 0.28  # no boundary segment is longer than this


def roughen(line: Points, rng: np.random.Generator, amplitude: float = 0.13) -> Points:
    """Bend every segment longer than ``FINEST`` by fractal midpoint displacement.

    The end points stay where they are. Source: Fournier, Fussell and Carpenter (1982),
    "Computer rendering of stochastic models", Communications of the ACM 25(6).
    """
    while True:
        steps = np.diff(line, axis=0)
        lengths = np.hypot(steps[:, 0], steps[:, 1])
        long = lengths > FINEST
        if not long.any():
            return line
        push = np.clip(rng.normal(0, amplitude, long.sum()), -0.25, 0.25)
        across = np.column_stack((-steps[long, 1], steps[long, 0]))
        middle = (line[:-1] + line[1:])[long] / 2 + across * push[:, None]
        line = np.insert(line, np.flatnonzero(long) + 1, middle, axis=0)


def outline(rng: np.random.Generator) -> Geometry:
    """Return an irregular closed polygon around the origin."""
    angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    radius = np.ones_like(angles)
    for wave in range(2, 10):
        radius += rng.normal(0, 0.18 / wave) * np.cos(wave * angles + rng.uniform(0, 2 * np.pi))
    ring = np.column_stack((RADII[0] * radius * np.cos(angles), RADII[1] * radius * np.sin(angles)))
    return shapely.Polygon(roughen(np.vstack((ring, ring[:1])), rng))


def river(rng: np.random.Generator) -> Geometry:
    """Return a meandering line from beyond the west of the city to beyond its east.

    A sine-generated curve, the usual model of a meander (Langbein and Leopold 1966, "River
    meanders: theory of minimum variance"), with loops that vary along its course.
    """
    along = np.linspace(0, 1, 260)
    calm_at_the_ends = np.clip(np.sin(np.pi * along) * 2.2, 0, 1)
    slow, mid, quick = rng.uniform(0, 2 * np.pi, 3)
    phase = 2 * np.pi * 6 * along + 2.2 * np.sin(2 * np.pi * 1.3 * along + slow)
    swing = 1.1 + 0.5 * np.sin(2 * np.pi * 2.1 * along + mid)
    bends = swing * np.sin(phase + quick) + 0.35 * np.sin(2.7 * phase + mid)
    heading = calm_at_the_ends * (bends + 0.3 * np.sin(2 * np.pi * 1.6 * along + quick))
    course = np.column_stack((np.cos(heading), np.sin(heading))).cumsum(axis=0)
    course -= course[0]
    turn = -np.arctan2(course[-1, 1], course[-1, 0]) + rng.normal(0, 0.06)
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    course = course @ spin * (2.9 * RADII[0] / np.hypot(*course[-1]))
    return shapely.LineString(roughen(course - course.mean(axis=0) - [0, rng.uniform(0, 2)], rng))


def banks(rng: np.random.Generator) -> tuple[Geometry, tuple[Geometry, Geometry]]:
    """Return the river within the city, and the two banks it parts the city into.

    Outlines and rivers that meet in any other way are drawn again.
    """
    while True:
        ground, water = outline(rng), river(rng)
        if not (ground.is_valid and water.is_simple):
            continue
        pieces = list(split(ground, water).geoms)
        if len(pieces) == 2 and min(piece.area for piece in pieces) > 0.3 * ground.area:
            north, south = sorted(pieces, key=lambda piece: -piece.centroid.y)
            return shapely.line_merge(north.intersection(south)), (north, south)


def density(points: Points, towns: Points) -> npt.NDArray[np.float64]:
    """Return how closely built each point is: high in the centre and around outlying towns."""
    value = 0.14 + 1.1 * np.exp(-((points**2).sum(axis=1)) / (2 * 6.5**2))
    for town in towns:
        value += 0.3 * np.exp(-((points - town) ** 2).sum(axis=1) / (2 * 1.8**2))
    return np.asarray(value)


def settle(bank: Geometry, share: int, towns: Points, rng: np.random.Generator) -> Points:
    """Return ``share`` points on a bank, closer together where the city is denser."""
    low_x, low_y, high_x, high_y = bank.bounds
    found = np.empty((0, 2))
    shapely.prepare(bank)
    while len(found) < share:
        tries = np.column_stack(
            (rng.uniform(low_x, high_x, 4000), rng.uniform(low_y, high_y, 4000))
        )
        kept = rng.uniform(0, 1.6, 4000) < density(tries, towns)
        tries = tries[kept & shapely.contains_xy(bank, tries)]
        found = np.vstack((found, tries))
    return found[:share]


def edges(polygons: list[Geometry]) -> dict[tuple[tuple[float, ...], ...], list[int]]:
    """Return each boundary segment of a tiling with the one or two polygons that share it."""
    shared: dict[tuple[tuple[float, ...], ...], list[int]] = {}
    for index, polygon in enumerate(polygons):
        ring = [tuple(point) for point in polygon.exterior.coords]
        for pair in pairwise(ring):
            shared.setdefault(tuple(sorted(pair)), []).append(index)
    return shared
