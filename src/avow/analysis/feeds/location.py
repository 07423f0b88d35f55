"""Find the borough and ward of points, by the boundaries that are loaded."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

_GAP = 0.0005  # degrees, 30 to 60 m: boundaries simplified one by one leave hairline gaps

Floats = npt.NDArray[np.float64]
Place = tuple[str, str | None, str | None, str | None]


class Places:
    """Areas that can be asked which of them holds a point: wards, else boroughs."""

    def __init__(self, boundaries: Sequence[Path]) -> None:
        """Take files of the contract table ``boundaries``; none is allowed, and finds nothing."""
        columns = ["kind", "force", "bcu", "borough", "ward", "geometry"]
        rows = [pq.read_table(path, columns=columns) for path in boundaries]
        every = pa.concat_tables(rows).to_pylist() if rows else []
        kind = "ward" if any(row["kind"] == "ward" for row in every) else "borough"
        own = [row for row in every if row["kind"] == kind]
        self.names: list[Place] = [
            (row["force"], row["bcu"], row["borough"], row["ward"]) for row in own
        ]
        self._shapes = shapely.from_wkb([row["geometry"] for row in own])
        self._tree = shapely.STRtree(self._shapes)

    def of(self, longitude: Floats, latitude: Floats) -> npt.NDArray[np.int64]:
        """Return for each point the index in ``names`` of its area, -1 where no area holds it."""
        found = np.full(len(longitude), -1, np.int64)
        known = np.flatnonzero(~(np.isnan(longitude) | np.isnan(latitude)))
        if not len(known) or not self.names:
            return found
        pairs = np.stack([longitude[known], latitude[known]], axis=1)
        distinct, which = np.unique(pairs, axis=0, return_inverse=True)
        points = shapely.points(distinct)
        area = np.full(len(points), -1, np.int64)
        point, held = self._tree.query(points, predicate="intersects")
        area[point[::-1]] = held[::-1]  # on a line between two, the first of them
        missed = np.flatnonzero(area < 0)
        if len(missed):
            near, nearest = self._tree.query_nearest(
                points[missed], max_distance=_GAP, all_matches=False
            )
            area[missed[near]] = nearest
        found[known] = area[which.reshape(-1)]
        return found
