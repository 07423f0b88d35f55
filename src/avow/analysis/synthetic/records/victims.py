"""The victims table, and who the first victim of each case is."""

from dataclasses import dataclass

import numpy as np

from avow.analysis.synthetic.records import people
from avow.analysis.synthetic.records.base import NONE, Days
from avow.analysis.synthetic.records.columns import Coded, Column, Maybe, taken
from avow.analysis.synthetic.records.decided import Decided
from avow.analysis.synthetic.records.draws import (
    Bools,
    Chances,
    Delays,
    Ints,
    of_person,
    part,
    pseudonyms,
    true,
)
from avow.analysis.synthetic.records.recorded import Recorded
from avow.analysis.synthetic.records.setting import Setting
from avow.analysis.synthetic.truths import as_month
from avow.analysis.tables import cases, shared

VICTIM = 2  # what a pseudonym stands for
DISABLED = 0.19
_REFERRAL, _CONTACT = Delays(1.0), Delays(1.2)
# partner, family, known, stranger: where it is domestic abuse
_DOMESTIC = (0.76, 0.24, 0.0, 0.0)


@dataclass(frozen=True)
class Harmed:
    """People harmed, one a row: the case (from 0 in the span), number, days since last seen,
    self-defined group and whether disabled; ``group_of_case`` and ``disabled_of_case`` are those
    of each case's first.
    """

    case: Ints
    number: Ints
    since: Days
    group: Ints
    disabled: Bools
    group_of_case: Ints
    disabled_of_case: Bools


def pool(setting: Setting, by_borough: np.typing.NDArray[np.float64]) -> people.Pool:
    """Return the victims who come back, so that their share is what the truths say."""
    # A second victim and a child are new in every case: the others must come back more often.
    share = setting.truths.repeat_share * 1.045
    return people.Pool(by_borough * 0.935, setting.days, share)


def harmed(setting: Setting, back: people.Pool, recorded: Recorded) -> Harmed:
    """Return the people harmed by the offences of a span."""
    base = recorded.base
    draws = setting.draws
    belongs = (draws.uniform("again", base.span) < back.chance) & (
        setting.known.child[base.title] == 0
    )
    case, number, since = people.meet(
        back,
        (base.span[0], base.borough, base.day),
        base.victims,
        belongs,
        draws.uniform("who", base.span),
    )
    first = np.searchsorted(case, case)  # two victims of one case are of one household
    _, _, _, ethnic = of_person(number[first], 1)
    group = setting.ground.groups.pick(base.borough[case], part(ethnic))
    _, _, able, _ = of_person(number, 1)
    disabled = true(able, DISABLED)
    group_of_case = np.full(len(base.day), len(shared.SELF_DEFINED))
    disabled_of_case = np.zeros(len(base.day), dtype=bool)
    lead = first == np.arange(len(case))
    group_of_case[case[lead]] = group[lead]
    disabled_of_case[case[lead]] = disabled[lead]
    return Harmed(case, number, since, group, disabled, group_of_case, disabled_of_case)


def columns(
    setting: Setting, recorded: Recorded, decided: Decided, who: Harmed
) -> dict[str, Column]:
    """Return the columns of the victims of a span."""
    base, case, draws = recorded.base, who.case, setting.draws
    sex, age, _, _ = of_person(who.number, 1)
    asked, noted, told, unsaid = (s[case] for s in draws.shorts("victim", base.span))
    looks, _, _, _ = of_person(who.number, 2)
    silent = true(asked, _missing(setting, recorded, decided, who))
    return (
        taken(recorded.carried, case)
        | {
            "victim": pseudonyms(who.number, draws.seed, VICTIM),
            "age_band": Coded(
                people.ages("victim", age, setting.known.child[base.title][case]), shared.AGE_BANDS
            ).where(~true(told, 0.02)),
            "sex": Coded(people.sexes("victim", sex), shared.SEXES).where(~true(unsaid, 0.015)),
            "ethnicity_self": Coded(who.group, shared.SELF_DEFINED).where(~silent),
            "ethnicity_officer": Coded(
                people.seen(who.group, looks, noted), shared.OFFICER_DEFINED
            ),
            "disabled": Maybe(who.disabled, told >= np.uint16(0.35 * 65536)),
            "relationship": _relationship(setting, recorded, case),
            "days_since_last": Maybe(who.since, who.since != NONE),
        }
        | _contacts(setting, recorded, case)
    )


def _missing(
    setting: Setting, recorded: Recorded, decided: Decided, who: Harmed
) -> np.typing.NDArray[np.float64]:
    """Return the chance that nobody recorded what the victim said of her ethnic group."""
    truths, base = setting.truths, recorded.base
    by_group = np.array([truths.missing_self_defined[name] for name in shared.SELF_DEFINED])
    chance = by_group[who.group]
    chance = np.where(decided.charged[who.case], chance * truths.missing_when_charged, chance)
    gap = (base.unit == setting.ground.unit(truths.gap_unit)) & (
        base.month >= as_month(truths.gap_from)
    )
    return np.where(gap[who.case], truths.gap_missing, chance)


def _relationship(setting: Setting, recorded: Recorded, case: Ints) -> Coded:
    stranger = setting.known.cases["stranger"]
    rows = [(0.0, 0.0, 1 - share, share) for share in stranger]
    chances = Chances([*rows, _DOMESTIC])
    of_case = np.where(recorded.abuse, len(rows), recorded.group)
    kin, unknown, _, _ = setting.draws.shorts("kin", recorded.base.span)
    found = chances.pick(of_case, part(kin))
    return Coded(found, cases.RELATIONSHIPS).where(~true(unknown, 0.09)).take(case)


def _contacts(setting: Setting, recorded: Recorded, case: Ints) -> dict[str, Column]:
    """Return when a victim was referred and first contacted, so far as the records reach."""
    left = setting.last - recorded.base.day
    referred, later, contacted, soon = setting.draws.shorts("contact", recorded.base.span)
    referral, contact = _REFERRAL.days(later, 4.0), _CONTACT.days(soon, 1.6)
    wanted = true(referred, setting.known.cases["adviser"][recorded.group])
    found = {
        "referral_days": Maybe(referral, wanted & (referral <= left)),
        "first_contact_days": Maybe(contact, true(contacted, 0.95) & (contact <= left)),
    }
    return {name: column.take(case) for name, column in found.items()}
