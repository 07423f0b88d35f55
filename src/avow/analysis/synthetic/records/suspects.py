"""The suspects table: people who were named."""

import numpy as np

from avow.analysis.synthetic.records import people
from avow.analysis.synthetic.records.base import NONE
from avow.analysis.synthetic.records.columns import Coded, Column, Maybe, taken
from avow.analysis.synthetic.records.decided import Decided
from avow.analysis.synthetic.records.draws import of_person, part, pseudonyms, true
from avow.analysis.synthetic.records.recorded import Recorded
from avow.analysis.synthetic.records.setting import Setting
from avow.analysis.synthetic.truths import as_month
from avow.analysis.tables import shared

SUSPECT = 3  # what a pseudonym stands for
AGAIN = 0.24  # the share of suspects suspected before within a year
_NAMED = 0.72  # of offences, roughly: sets how many people come back, not how often


def pool(setting: Setting, by_borough: np.typing.NDArray[np.float64]) -> people.Pool:
    """Return the suspects who come back."""
    return people.Pool(by_borough * _NAMED, setting.days, AGAIN)


def columns(
    setting: Setting, back: people.Pool, recorded: Recorded, decided: Decided
) -> dict[str, Column]:
    """Return the columns of the suspects of a span."""
    base, draws = recorded.base, setting.draws
    several, served, known, _ = draws.shorts("suspect", base.span)
    count = decided.named * (1 + true(several, 0.05).astype(np.int64))
    belongs = draws.uniform("suspected again", base.span) < back.chance
    case, number, since = people.meet(
        back,
        (base.span[0], base.borough, base.day),
        count,
        belongs,
        draws.uniform("suspect who", base.span),
    )
    sex, age, _, ethnic = of_person(number, 3)
    group = setting.ground.groups.pick(base.borough[case], part(ethnic))
    asked, noted, told, unsaid = (s[case] for s in draws.shorts("suspect said", base.span))
    looks, _, _, _ = of_person(number, 4)
    arrested = decided.arrested & (decided.arrest <= setting.last - base.day)
    # those who were arrested were asked
    silent = true(asked, np.where(arrested[case], 0.08, 0.42))
    return taken(recorded.carried, case) | {
        "suspect": pseudonyms(number, draws.seed, SUSPECT),
        "age_band": Coded(people.ages("suspect", age), shared.AGE_BANDS).where(~true(told, 0.05)),
        "sex": Coded(people.sexes("suspect", sex), shared.SEXES).where(~true(unsaid, 0.01)),
        "ethnicity_self": Coded(group, shared.SELF_DEFINED).where(~silent),
        "ethnicity_officer": Coded(people.seen(group, looks, noted), shared.OFFICER_DEFINED),
        "police_employee": Maybe(
            true(served, _employees(setting, recorded)), ~true(known, 0.02)
        ).take(case),
        "arrest_days": Maybe(decided.arrest, arrested).take(case),
        "days_since_last": Maybe(since, since != NONE),
    }


def _employees(setting: Setting, recorded: Recorded) -> np.typing.NDArray[np.float64]:
    truths, base = setting.truths, recorded.base
    more = (base.unit == setting.ground.unit(truths.rare_unit)) & (
        base.month >= as_month(truths.rare_from)
    )
    return np.where(more, truths.rare_share * truths.rare_factor, truths.rare_share)
