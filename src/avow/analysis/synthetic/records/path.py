"""The steps and outcomes tables: how far each case has come by the last day of the records."""

import numpy as np

from avow.analysis.synthetic.records import outcomes
from avow.analysis.synthetic.records.columns import Coded, Column, Maybe, taken
from avow.analysis.synthetic.records.decided import Days, Decided, never_charged
from avow.analysis.synthetic.records.draws import Bools, Delays, part, true
from avow.analysis.synthetic.records.recorded import Recorded
from avow.analysis.synthetic.records.setting import Setting
from avow.analysis.tables import cases

_ADVICE, _LABORATORY, _RETURN = Delays(0.9), Delays(1.0), Delays(0.5)


def steps(setting: Setting, recorded: Recorded, decided: Decided) -> dict[str, Column]:
    """Return the columns of the steps that cases of a span have reached."""
    left = setting.last - recorded.base.day
    reached = _taken(setting, recorded, decided)
    when = np.stack([days for _, days in reached], axis=1)
    there = np.stack([taken_ & (days <= left) for taken_, days in reached], axis=1)
    case, step = np.nonzero(there)
    days = when[case, step]
    return taken(recorded.carried, case) | {
        "step": Coded(step.astype(np.int8), cases.STEPS),
        "reached_on": recorded.base.day[case] + days,
        "days": days,
    }


def _taken(setting: Setting, recorded: Recorded, decided: Decided) -> list[tuple[Bools, Days]]:
    """Return for each step of the contract whether a case takes it, and after how many days."""
    about, kind, span = setting.known.cases, recorded.group, recorded.base.span
    asked, asked_time, sent, sent_time = setting.draws.shorts("steps", span)
    back, back_time, _, _ = setting.draws.shorts("laboratory", span)
    seldom = recorded.base.unit == setting.ground.unit(setting.truths.advice_unit)
    advice = about["early_advice"][kind] * np.where(seldom, setting.truths.advice_factor, 1.0)
    submitted = true(sent, about["forensics"][kind])
    submitted_after = _LABORATORY.days(sent_time, 9)
    return [
        (true(asked, advice), _ADVICE.days(asked_time, 16)),
        (submitted, submitted_after),
        (submitted & true(back, 0.93), submitted_after + _RETURN.days(back_time, 46)),
        (decided.arrested, decided.arrest),
        (decided.filed, decided.file),
        (decided.filed, decided.decision),
        (decided.charged, decided.charge),
    ]


def ends(setting: Setting, recorded: Recorded, decided: Decided) -> dict[str, Column]:
    """Return the columns of the outcomes of a span; what lies beyond the last day is type 0."""
    kind, time, _, _ = setting.draws.shorts("outcome", recorded.base.span)
    named = np.where(decided.filed, 2, decided.named.astype(np.int64))
    found = np.where(decided.charged, outcomes.CHARGED, outcomes.without_charge(named, part(kind)))
    days = never_charged(setting, recorded, time)
    days = np.where(decided.filed, decided.decision + 2, days)
    days = np.where(decided.charged, decided.charge, days).astype(np.int32)
    known = days <= setting.last - recorded.base.day
    found = np.where(known, found, 0)
    return recorded.carried | {
        "outcome_type": found.astype(np.int32),
        "outcome_group": Coded(outcomes.GROUP_OF_TYPE[found].astype(np.int8), cases.OUTCOME_GROUPS),
        "outcome_on": Maybe(recorded.base.day + days, known),
        "days": Maybe(days, known),
    }
