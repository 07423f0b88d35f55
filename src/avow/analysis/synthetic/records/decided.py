"""What becomes of invented cases: who is named, whom the prosecutor sees, who is charged, when."""

from dataclasses import dataclass

import numpy as np

from avow.analysis.synthetic.records.draws import Bools, Delays, Floats, Ints, Shorts, true
from avow.analysis.synthetic.records.recorded import Recorded
from avow.analysis.synthetic.records.setting import Setting
from avow.analysis.tables import shared

_QUICK, _STEADY, _SLOW = Delays(1.1), Delays(0.8), Delays(0.7)
_FILES = 1.8  # files to the prosecutor for each charge

Days = np.typing.NDArray[np.int32]


@dataclass(frozen=True)
class Decided:
    """The path of each case as it will be, whether or not the records reach so far.

    Days count from recording; those of a step that is never taken mean nothing.
    """

    named: Bools
    arrested: Bools
    arrest: Days
    filed: Bools
    file: Days
    decision: Days
    charged: Bools
    charge: Days


def decide(setting: Setting, recorded: Recorded, group: Ints, disabled: Bools) -> Decided:
    """Return the path of each case.

    ``group`` is the self-defined ethnic group of the case's first victim by number (past the last:
    nobody), ``disabled`` whether she is disabled.
    """
    about, span = setting.known.cases, recorded.base.span
    kind = recorded.group
    naming, arresting, arrest_time, file_time = setting.draws.shorts("path", span)
    decision_time, charge_time, _, _ = setting.draws.shorts("prosecutor", span)
    chance = np.minimum(about["suspect"][kind] * np.where(recorded.abuse, 1.04, 0.97), 0.99)
    named = true(naming, chance)
    wanted = charge_chance(setting, recorded, group, disabled)
    draw = setting.draws.uniform("charge", span) * chance
    charged = named & (draw < np.minimum(wanted, 0.97 * chance))
    filed = named & (charged | (draw < np.minimum(wanted * _FILES, 0.99 * chance)))
    arrest = _QUICK.days(arrest_time, 5)
    file = _STEADY.days(file_time, about["days"][kind] * 0.35 + 3)
    decision = file + _SLOW.days(decision_time, 18)
    return Decided(
        named=named,
        arrested=named & true(arresting, about["arrest"][kind]),
        arrest=arrest,
        filed=filed,
        file=file,
        decision=decision,
        charged=charged,
        charge=decision + _QUICK.days(charge_time, 1.5),
    )


def charge_chance(setting: Setting, recorded: Recorded, group: Ints, disabled: Bools) -> Floats:
    """Return the chance of a charge: what the kind of case has, times the effects put in."""
    truths = setting.truths
    chance = setting.known.cases["charge"][recorded.group]
    chance = chance * np.where(recorded.abuse, 1.08, 0.95)
    factors = [truths.charge_factors[unit] for unit in setting.ground.city.bcus]
    chance = chance * np.array([*factors, 1.0])[recorded.base.unit]
    own = group == shared.SELF_DEFINED.index(truths.disparity_group)
    chance = np.where(own, chance * truths.disparity_ratio, chance)
    return np.asarray(np.where(own & disabled, chance * truths.intersection_ratio, chance))


def never_charged(setting: Setting, recorded: Recorded, draw: Shorts) -> Days:
    """Return the days to the end of a case without a file to the prosecutor."""
    return _STEADY.days(draw, setting.known.cases["days"][recorded.group])
