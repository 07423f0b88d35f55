"""The invented city as the rest of this room hands it around."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shapely

CITY = "Thornhaven"
FORCE = "Thornhaven City Police"
RIVER = "River Sallow"

# The middle of the city: open water between the Yorkshire coast and the Dogger Bank. No home
# stands there, so nobody can take an invented ward for their own, yet it is near enough for the
# British grid and for the map styles made for England.
LONGITUDE, LATITUDE = 1.5, 54.2

Geometry = Any  # shapely ships no types


@dataclass(frozen=True)
class Ward:
    """A ward: its invented code, its name (unique within its borough), its people, its polygon."""

    code: str
    name: str
    borough: str
    bcu: str
    residents: int
    geometry: Geometry


@dataclass(frozen=True)
class City:
    """An invented city: wards that tile it exactly, and the river that parts it.

    Geometries are in degrees of longitude and latitude (WGS 84); ``centre`` is where the city is
    densest. ``borough_codes`` maps each borough's name to its invented code.
    """

    name: str
    force: str
    river_name: str
    seed: int
    centre: tuple[float, float]
    river: Geometry
    wards: tuple[Ward, ...]
    borough_codes: dict[str, str]

    @cached_property
    def bcu_of(self) -> dict[str, str]:
        """Return the command unit of each borough, by the borough's name."""
        return {ward.borough: ward.bcu for ward in sorted(self.wards, key=lambda w: w.borough)}

    @cached_property
    def bcus(self) -> tuple[str, ...]:
        """Return the names of the command units, sorted."""
        return tuple(sorted(set(self.bcu_of.values())))

    @cached_property
    def outline(self) -> Geometry:
        """Return the boundary of the whole city."""
        return shapely.coverage_union_all([ward.geometry for ward in self.wards])

    @cached_property
    def boroughs(self) -> dict[str, Geometry]:
        """Return the polygon of each borough, by name."""
        return self._united("borough")

    @cached_property
    def units(self) -> dict[str, Geometry]:
        """Return the polygon of each command unit, by name."""
        return self._united("bcu")

    @cached_property
    def residents(self) -> dict[str, int]:
        """Return the residents of each borough, by name."""
        found = dict.fromkeys(self.bcu_of, 0)
        for ward in self.wards:
            found[ward.borough] += ward.residents
        return found

    def _united(self, level: str) -> dict[str, Geometry]:
        parts: dict[str, list[Geometry]] = {}
        for ward in self.wards:
            parts.setdefault(getattr(ward, level), []).append(ward.geometry)
        return {name: shapely.coverage_union_all(parts[name]) for name in sorted(parts)}
