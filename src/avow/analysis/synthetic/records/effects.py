"""The effects on kinds of place: a pilot in the street, a jump at night-time venues."""

from dataclasses import dataclass

import numpy as np

from avow.analysis.synthetic.records.draws import Floats
from avow.analysis.synthetic.records.ground import Ground
from avow.analysis.synthetic.records.kinds import Kinds
from avow.analysis.synthetic.records.truths import RecordTruths
from avow.analysis.synthetic.truths import as_month
from avow.analysis.tables.shared import PLACE_KINDS

STREET, NIGHT = PLACE_KINDS.index("street"), PLACE_KINDS.index("night-time venue")
KINDS = [STREET, NIGHT]  # the kinds of place that effects bear on


@dataclass(frozen=True)
class Effects:
    """Factors on the number of offences in each of ``KINDS``, by borough (the last: outside) and
    month from ``first``; ``total`` is what they make of all offences together.
    """

    first: int
    factors: Floats
    total: Floats


def effects(truths: RecordTruths, ground: Ground, known: Kinds) -> Effects:
    """Return the effects that the truths tell."""
    first = as_month(truths.first_day)
    months = np.arange(first, as_month(truths.last_day) + 1)
    factors = np.ones((len(KINDS), len(ground.boroughs) + 1, len(months)))
    piloted = months >= as_month(truths.pilot_from)
    for names, effect in (
        (truths.pilot_boroughs, truths.pilot_effect),
        (truths.pilot_neighbours, truths.pilot_neighbours_effect),
    ):
        for name in names:
            factors[0, ground.boroughs.index(name), piloted] += effect
    own = ground.unit_of_borough == ground.unit(truths.night_unit)
    factors[1] += np.outer(own, months >= as_month(truths.night_from)) * (truths.night_factor - 1)
    shares = place_shares(known)[KINDS]
    return Effects(first, factors, 1 + np.tensordot(shares, factors - 1, axes=1))


def place_shares(known: Kinds) -> Floats:
    """Return the share of all offences that happen in each kind of place."""
    weight = np.bincount(known.group_of_title, known.share / known.share.sum())
    abuse = known.cases["domestic_abuse"]
    plain, domestic = np.split(known.places.shares, 2)
    mixed = plain * (1 - abuse)[:, None] + domestic * abuse[:, None]
    return np.asarray(weight @ mixed)
