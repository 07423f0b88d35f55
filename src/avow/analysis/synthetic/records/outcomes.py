"""How invented cases end: Home Office outcome types, and the group that each belongs to."""

import numpy as np

from avow.analysis.synthetic.records.draws import Chances, Floats, Ints
from avow.analysis.tables.cases import OUTCOME_GROUPS
from avow.definitions import read

_OF_TYPE = {each["number"]: each["group"] for each in read("outcomes", "home-office")["type"]}
_TYPES = range(len(_OF_TYPE))
GROUP_OF_TYPE = np.array([OUTCOME_GROUPS.index(_OF_TYPE[number]) for number in _TYPES])
CHARGED = 1

# Of cases with no charge: nobody named; somebody named; the prosecutor decided against a charge.
_UNNAMED = {18: 62, 14: 29, 20: 4, 21: 4.4, 13: 0.4, 19: 0.2}
_NAMED = {16: 53, 15: 25, 8: 6.5, 3: 4, 10: 2.6, 21: 2.2, 22: 1.5, 20: 2, 9: 0.8, 17: 0.6} | {
    2: 0.4, 5: 0.4, 12: 0.35, 13: 0.2, 11: 0.2, 6: 0.15, 7: 0.05, 4: 0.05
}  # fmt: skip
_REFUSED = {15: 64, 16: 24, 9: 10, 5: 0.8, 12: 1.2}
_ENDS = Chances([[row.get(at, 0.0) for at in _TYPES] for row in (_UNNAMED, _NAMED, _REFUSED)])


def without_charge(named: Ints, draw: Floats) -> Ints:
    """Return the outcome type where there is no charge: ``named`` is 0, 1 or 2 (see above)."""
    return _ENDS.pick(named, draw)
