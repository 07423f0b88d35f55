"""Posts and training: a snapshot of every post in every month, and the courses behind them."""

import numpy as np
import pyarrow as pa

from avow.analysis.synthetic.records.columns import Coded, Column, Maybe, table_of, taken
from avow.analysis.synthetic.records.draws import Bools, Chances, Ints, pseudonyms
from avow.analysis.synthetic.records.setting import Setting
from avow.analysis.tables import force, shared

POST = 4  # what a pseudonym stands for
_LEAST, _MOST, _OFFENCES = 480, 20_000, 80  # posts; one for so many offences in between
_ROLES = (34, 18, 12, 11, 9, 10, 6)  # in the contract's order, of 100 posts
_TEAMS = ("Response", "Neighbourhoods", "Investigation", "Public Protection")
_TEAM_OF_ROLE = np.array([0, 1, 2, 3, 0, 2, 3])
_VALID = 3 * 365 + 1  # days until a course must be taken again
_LEADS = {  # the course that leads in a role; its share trained is the one in the truths
    "response officer": "vawg-first-response",
    "neighbourhood officer": "vawg-first-response",
    "detective": "rape-investigation",
    "public protection detective": "domestic-abuse",
    "call handler": "vawg-first-response",
    "supervisor": "sexism-and-misogyny",
    "police staff": "trauma-informed",
}
_VETTING = 7 * 365  # days
_OTHERS = 0.45  # the share trained in other courses, as a factor


def posts(setting: Setting) -> tuple[pa.Table, pa.Table]:
    """Return the workforce and training tables."""
    rng = setting.draws.generator("posts")
    count = int(np.clip(setting.truths.offences // _OFFENCES, _LEAST, _MOST))
    role = Chances([_ROLES]).pick(0, rng.random(count))
    borough = rng.integers(0, len(setting.ground.boroughs), count)
    unit = setting.ground.unit_of_borough[borough]
    about: dict[str, Column] = {
        "force": Coded(np.zeros(count, np.int8), [setting.ground.city.force]),
        "bcu": Coded(unit, setting.ground.city.bcus),
        "borough": Coded(borough, setting.ground.boroughs),
        "post": pseudonyms(np.arange(count), setting.draws.seed, POST),
        "role": Coded(role, force.ROLES),
    }
    return (
        table_of(force.Workforce, _workforce(setting, rng, about, role)),
        table_of(force.Training, _training(setting, rng, about, (role, unit))),
    )


def _workforce(
    setting: Setting, rng: np.random.Generator, about: dict[str, Column], role: Ints
) -> dict[str, Column]:
    """Return a row for each post in each month, month after month."""
    count, months = len(role), len(setting.months)
    row = np.tile(np.arange(count), months)
    as_at = np.repeat(setting.month_days, count)
    filled = _filled(rng, count, months)
    said = rng.random(count) < 0.88
    group = setting.ground.groups.pick(len(setting.ground.boroughs), rng.random(count) ** 0.7)
    ends = setting.month_days[0] + rng.integers(-60, _VETTING, count)
    # vetting is mostly renewed before it ends
    over = np.maximum(as_at - ends[row], -1) // _VETTING + 1
    ends_now = ends[row] + over * _VETTING
    late = (as_at - (ends_now - _VETTING) < 45) & (rng.random(count) < 0.15)[row] & (over > 0)
    return taken(about, row) | {
        "as_at": as_at,
        "unit": Coded(_TEAM_OF_ROLE[role], _TEAMS).take(row),
        "filled": filled,
        "sex": Coded(rng.choice(3, count, p=[0.36, 0.638, 0.002]), shared.SEXES)
        .take(row)
        .where(filled),
        "ethnicity_self": Coded(group, shared.SELF_DEFINED).take(row).where(filled & said[row]),
        "vetted_until": Maybe(
            np.where(late, ends_now - _VETTING, ends_now),
            filled & (rng.random(count) < 0.98)[row],
        ),
    }


def _filled(rng: np.random.Generator, count: int, months: int) -> Bools:
    """Return for each month and post whether somebody holds it: vacancies last some months."""
    empty = rng.random(count) < 0.11
    found = np.empty((months, count), dtype=bool)
    for month in range(months):
        change = rng.random(count)
        empty = np.where(empty, change > 0.16, change < 0.02)
        found[month] = ~empty
    return found.ravel()


def _training(
    setting: Setting, rng: np.random.Generator, about: dict[str, Column], held: tuple[Ints, Ints]
) -> dict[str, Column]:
    """Return the courses: those done by now, and again before they ran out."""
    truths, first, last = setting.truths, int(setting.days[0]), setting.last
    role, unit = held
    count, courses = len(role), len(force.COURSES)
    leads = np.array([force.COURSES.index(_LEADS[name]) for name in force.ROLES])[role]
    lags = np.where(unit == setting.ground.unit(truths.training_unit), truths.training_lag, 1.0)
    factor = np.where(np.arange(courses) == leads[:, None], 1.0, _OTHERS) * lags[:, None]
    level = rng.random((count, courses)) / factor
    done = (level - truths.training_from) / (truths.training_to - truths.training_from)
    before = first - 1 - (rng.random((count, courses)) * 2 * 365).astype(np.int64)
    day = np.where(done < 0, before, first + (done * (last - first)).astype(np.int64))
    post, course = np.nonzero(done < 1)
    rows, days = [post * courses + course], [day[post, course]]
    while len(rows[-1]):
        again = days[-1] + _VALID - rng.integers(1, 30, len(days[-1]))
        due = again <= last
        rows.append(rows[-1][due])
        days.append(again[due])
    which, when = np.concatenate(rows), np.concatenate(days)
    return taken(about, which // courses) | {
        "course": Coded(which % courses, force.COURSES),
        "completed_on": when,
        "valid_until": Maybe(when + _VALID, np.ones(len(when), dtype=bool)),
    }
