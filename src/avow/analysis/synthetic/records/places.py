"""In what kind of place invented offences happen, and how the two effects that are put in show."""

import numpy as np

from avow.analysis.synthetic.records.base import Base, pilot_change
from avow.analysis.synthetic.records.draws import Bools, Draws, Floats, Ints
from avow.analysis.synthetic.records.ground import Ground
from avow.analysis.synthetic.records.kinds import Kinds
from avow.analysis.synthetic.records.truths import RecordTruths
from avow.analysis.synthetic.truths import as_month
from avow.analysis.tables.shared import PLACE_KINDS

STREET, NIGHT = PLACE_KINDS.index("street"), PLACE_KINDS.index("night-time venue")


def street_share(known: Kinds) -> float:
    """Return the share of all offences that happen in the street."""
    weight = np.bincount(known.group_of_title, known.share / known.share.sum())
    abuse = known.cases["domestic_abuse"]
    street = known.places.shares[:, STREET]
    plain, domestic = street[: len(weight)], street[len(weight) :]
    return float((weight * (plain * (1 - abuse) + domestic * abuse)).sum())


class Places:
    """Kinds of place. ``fewer`` says whether the pilot makes offences fewer (see ``Source``)."""

    def __init__(self, ground: Ground, known: Kinds, truths: RecordTruths, *, fewer: bool) -> None:
        self._known, self._truths = known, truths
        change = pilot_change(truths, ground)
        # Where offences are fewer already, those that are left lie in the street more often.
        total = 1 + change * street_share(known) if fewer else 1.0
        self._street = (1 + change) / total
        self._night = ground.unit(truths.night_unit)

    def kinds_of(self, base: Base, group: Ints, abuse: Bools, draws: Draws) -> Ints:
        """Return the kind of place of each offence, by its number in the contract."""
        row = group + abuse * len(self._known.groups)
        draw = draws.uniform("place", base.span)
        found = self._known.places.pick(row, draw)
        since = base.month >= as_month(self._truths.pilot_from)
        factor = np.where(since, self._street[base.borough], 1.0)
        self._shift(found, row, draw, STREET, factor)
        night = (base.unit == self._night) & (base.month >= as_month(self._truths.night_from))
        self._shift(found, row, draw, NIGHT, np.where(night, self._truths.night_factor, 1.0))
        return found

    def _shift(self, found: Ints, row: Ints, draw: Floats, kind: int, factor: Floats) -> None:
        """Multiply the chance of a kind of place by a factor; the others keep their mix."""
        rows = np.flatnonzero(factor != 1.0)
        share = self._known.places.shares[row[rows], kind]
        wanted = np.minimum(share * factor[rows], 1.0)
        hit = draw[rows] < wanted
        found[rows[hit]] = kind
        rest, left = rows[~hit], wanted[~hit]
        if len(rest):
            others = self._known.places.without(kind)
            found[rest] = others.pick(row[rest], (draw[rest] - left) / (1 - left))
