"""Wards that tile the ground exactly: relaxed Voronoi cells with shared, roughened edges."""

import numpy as np
import shapely
from scipy.spatial import cKDTree

from avow.analysis.synthetic.places import Geometry
from avow.analysis.synthetic.terrain import Points, density, edges, roughen, settle

GRID = 1e-5  # kilometres: lines are snapped to centimetres so that neighbours meet exactly
AMPLITUDES = (0.13, 0.07, 0.03)  # of the bends, as a share of the segment bent
SCRAP = 0.02  # square kilometres: a smaller face is no ward
ROUNDS = 3  # of relaxation: enough to even out shapes, too few to even out density


def wards(banks: tuple[Geometry, Geometry], count: int, rng: np.random.Generator) -> list[Geometry]:
    """Return the polygons of both banks together, ``count`` of them or a few fewer."""
    towns = rng.normal(0, 1, (9, 2)) * [13, 10]
    homes = [_homes(bank, towns, rng) for bank in banks]
    first = round(count * homes[0] / sum(homes))
    sites = [
        _relaxed(bank, settle(bank, share, towns, rng))
        for bank, share in zip(banks, (first, count - first), strict=True)
    ]
    return _faces(_roughened(_arcs(_cells(banks, sites)), rng))


def neighbours(polygons: list[Geometry]) -> list[set[int]]:
    """Return for each polygon the others it shares a boundary with (a corner is not enough)."""
    found: list[set[int]] = [set() for _ in polygons]
    for sharers in edges(polygons).values():
        if len(sharers) == 2:
            one, two = sharers
            found[one].add(two)
            found[two].add(one)
    return found


def _homes(bank: Geometry, towns: Points, rng: np.random.Generator) -> float:
    """Return a figure in proportion to the wards that a bank should have."""
    low_x, low_y, high_x, high_y = bank.bounds
    tries = np.column_stack((rng.uniform(low_x, high_x, 4000), rng.uniform(low_y, high_y, 4000)))
    inside = shapely.contains_xy(bank, tries)
    return float(density(tries[inside], towns).sum() * (high_x - low_x) * (high_y - low_y))


def _relaxed(bank: Geometry, sites: Points) -> Points:
    """Move each site to the middle of its cell a few times (Lloyd 1982)."""
    for _ in range(ROUNDS):
        pieces = [max(shapely.get_parts(p), key=shapely.area) for p in _voronoi(bank, sites)]
        sites = np.array([[p.centroid.x, p.centroid.y] for p in pieces])
    return sites


def _voronoi(bank: Geometry, sites: Points) -> list[Geometry]:
    cells = shapely.voronoi_polygons(shapely.MultiPoint(sites), extend_to=bank)
    return list(shapely.intersection(shapely.get_parts(cells), bank))


def _cells(banks: tuple[Geometry, Geometry], sites: list[Points]) -> list[Geometry]:
    """Return one polygon a site; a piece cut off by a bend of the river joins its neighbour."""
    cells = [c for bank, own in zip(banks, sites, strict=True) for c in _voronoi(bank, own)]
    noded = shapely.unary_union([cell.boundary for cell in cells], grid_size=GRID)
    faces = list(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))
    return _absorbed(faces, _owners(faces, banks, sites))


def _owners(
    faces: list[Geometry], banks: tuple[Geometry, Geometry], sites: list[Points]
) -> list[int]:
    """Return for each face the site of its own bank that is nearest."""
    middle = np.array([face.representative_point().coords[0] for face in faces])
    first = cKDTree(sites[0]).query(middle)[1]
    second = cKDTree(sites[1]).query(middle)[1] + len(sites[0])
    own = np.where(shapely.contains_xy(banks[0], middle), first, second)
    return [int(site) for site in own]


def _absorbed(faces: list[Geometry], owner: list[int]) -> list[Geometry]:
    """Keep the largest face of each site and let it absorb the scraps beside it."""
    main = {owner[f]: f for f in sorted(range(len(faces)), key=lambda f: faces[f].area)}
    keep = {f for f in main.values() if faces[f].area > SCRAP}
    groups = {f: [faces[f]] for f in sorted(keep)}
    host = {f: f for f in keep}
    beside = neighbours(faces)
    waiting = [f for f in range(len(faces)) if f not in keep]
    while waiting:
        face = next(f for f in waiting if beside[f] & set(host))
        near = sorted(beside[face] & set(host))
        target = host[max(near, key=lambda f: faces[f].intersection(faces[face]).length)]
        groups[target].append(faces[face])
        host[face] = target
        waiting.remove(face)
    return [shapely.coverage_union_all(parts) for parts in groups.values()]


def _arcs(cells: list[Geometry]) -> list[Points]:
    """Return the shared boundaries between corners where three or more cells meet."""
    noded = shapely.unary_union([cell.boundary for cell in cells], grid_size=GRID)
    arcs = [shapely.get_coordinates(arc) for arc in shapely.get_parts(shapely.line_merge(noded))]
    return sorted(arcs, key=lambda arc: arc.tolist())


def _roughened(arcs: list[Points], rng: np.random.Generator) -> list[Geometry]:
    """Bend every arc; one that would cross another, or itself, is bent less, at last not at all."""
    bent = [shapely.LineString(roughen(arc, rng, AMPLITUDES[0])) for arc in arcs]
    tries = [1] * len(arcs)
    while True:
        pairs = shapely.STRtree(bent).query(bent, predicate="crosses")
        bad = {int(i) for i in pairs.ravel()} | {i for i, a in enumerate(bent) if not a.is_simple}
        bad = {index for index in bad if tries[index] <= len(AMPLITUDES)}
        if not bad:
            return bent
        for index in sorted(bad):
            gentler = AMPLITUDES[tries[index] :]
            arc = roughen(arcs[index], rng, gentler[0]) if gentler else arcs[index]
            bent[index] = shapely.LineString(arc)
            tries[index] += 1


def _faces(arcs: list[Geometry]) -> list[Geometry]:
    faces = shapely.get_parts(shapely.polygonize(arcs))
    return sorted(faces, key=lambda face: (-face.centroid.y, face.centroid.x))
