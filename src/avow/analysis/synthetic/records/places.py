"""In what kind of place invented offences happen, and how the effects that are put in show."""

import numpy as np

from avow.analysis.synthetic.records.base import Base
from avow.analysis.synthetic.records.draws import Bools, Draws, Floats, Ints
from avow.analysis.synthetic.records.effects import KINDS, Effects
from avow.analysis.synthetic.records.kinds import Kinds


class Places:
    """Kinds of place. ``fewer`` says whether the effects changed how many offences there are; if
    not, they only move offences from one kind of place to others.
    """

    def __init__(self, known: Kinds, effects: Effects, *, fewer: bool) -> None:
        self._known, self._effects, self._fewer = known, effects, fewer
        self._others = known.places.without(KINDS)

    def kinds_of(self, base: Base, group: Ints, abuse: Bools, draws: Draws) -> Ints:
        """Return the kind of place of each offence, by its number in the contract."""
        row = group + abuse * len(self._known.groups)
        draw = draws.uniform("place", base.span)
        found = self._known.places.pick(row, draw)
        changed, wanted = self._wanted(base, row)
        below = wanted.cumsum(axis=1)
        chosen = (draw[changed, None] >= below).sum(axis=1)
        hit = chosen < len(KINDS)
        found[changed[hit]] = np.array(KINDS)[chosen[hit]]
        rest, spent = changed[~hit], below[~hit, -1]
        found[rest] = self._others.pick(row[rest], (draw[rest] - spent) / (1 - spent))
        return found

    def _wanted(self, base: Base, row: Ints) -> tuple[Ints, Floats]:
        """Return the offences that effects bear on, and their chance of each of ``KINDS``."""
        month = base.month - self._effects.first
        factors = self._effects.factors[:, base.borough, month]
        changed = np.flatnonzero((factors != 1.0).any(axis=0))
        chance = self._known.places.shares[row[changed]][:, KINDS] * factors[:, changed].T
        if self._fewer:
            chance /= self._effects.total[base.borough[changed], month[changed], None]
        return changed, chance
