"""Where invented cases happen: the city as arrays, and who lives there."""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import shapely

from avow.analysis.synthetic.places import City
from avow.analysis.synthetic.records.draws import Chances, Floats, Ints
from avow.analysis.tables import shared

# Residents by self-defined ethnic group, in the order of the contract, before boroughs differ.
_GROUPS = np.array([0.19, 0.15, 0.055, 0.56, 0.045])
PILOT_UNIT = "Outer East"


@dataclass(frozen=True)
class Ground:
    """A city's wards, boroughs and units by number. A number past the last means: not known."""

    city: City

    @cached_property
    def boroughs(self) -> list[str]:
        """Return the boroughs' names, sorted."""
        return sorted(self.city.bcu_of)

    @cached_property
    def ward_names(self) -> list[str]:
        """Return the names of wards, sorted and once each: some stand in two boroughs."""
        return sorted({ward.name for ward in self.city.wards})

    @cached_property
    def name_of_ward(self) -> Ints:
        """Return the name of each ward, and of no ward (the last), by its number."""
        place = {name: at for at, name in enumerate(self.ward_names)}
        return np.array([*(place[ward.name] for ward in self.city.wards), len(place)])

    @property
    def wards(self) -> int:
        """Return how many wards there are."""
        return len(self.city.wards)

    @cached_property
    def borough_of_ward(self) -> Ints:
        """Return the borough of each ward, and of no ward (the last)."""
        place = {name: at for at, name in enumerate(self.boroughs)}
        own = [place[ward.borough] for ward in self.city.wards]
        return np.array([*own, len(self.boroughs)])

    @cached_property
    def unit_of_borough(self) -> Ints:
        """Return the command unit of each borough, and of no borough (the last)."""
        place = {name: at for at, name in enumerate(self.city.bcus)}
        own = [place[self.city.bcu_of[name]] for name in self.boroughs]
        return np.array([*own, len(place)])

    def unit(self, name: str) -> int:
        """Return the number of a command unit."""
        return self.city.bcus.index(name)

    def pilot(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the boroughs of the pilot, and those that border on them."""
        own = [name for name in self.boroughs if self.city.bcu_of[name] == PILOT_UNIT]
        shapes = [ward.geometry for ward in self.city.wards]
        one, other = shapely.STRtree(shapes).query(shapes, predicate="touches")
        where = self.borough_of_ward
        inside = np.isin(where, [self.boroughs.index(name) for name in own])
        beside = np.unique(where[other[inside[one] & ~inside[other]]])
        return tuple(own), tuple(self.boroughs[at] for at in beside.tolist())

    @cached_property
    def groups(self) -> Chances:
        """Return the mix of self-defined ethnic groups in each borough, and outside (the last)."""
        return Chances(_mixes(len(self.boroughs)))


@cache
def _mixes(boroughs: int) -> Floats:
    rng = np.random.default_rng(len(shared.SELF_DEFINED) * 1000 + boroughs)
    rows = _GROUPS * rng.lognormal(0, 0.45, (boroughs, len(_GROUPS)))
    return np.vstack([rows / rows.sum(axis=1, keepdims=True), _GROUPS])
