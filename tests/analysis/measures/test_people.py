"""People of one case: counted by hand, against cluster-robust errors, and by simulation."""

from datetime import date
from itertools import permutations

import numpy as np
import pytest

from avow.analysis.measures import counting, intervals, people, run
from tests.analysis.measures.invented import in_memory, measure

SHARE = measure(
    "share", "proportion", ["victims"], parameters={"above": {"disabled": True}}, groups=["sex"]
)
ROWS = measure("rows", "count", ["victims"], parameters={"where": {"disabled": True}})
MEDIAN = measure("median_of", "median", ["victims"], parameters={"column": "referral_days"})


def victims(seed=0, cases=300, alike=0.9):
    """Return victims of cases, most with one, some with up to four who tend to be alike."""
    random = np.random.default_rng(seed)
    rows = []
    for case in range(cases):
        same = bool(random.random() < 0.4)
        days = int(random.integers(0, 60))
        for victim in range(int(random.choice([1, 2, 3, 4], p=[0.7, 0.2, 0.06, 0.04]))):
            rows += [
                {
                    "bcu": "North" if case % 3 else "South",
                    "borough": "Ashvale",
                    "ward": None,
                    "offence": case,
                    "recorded_on": date(2024, 1 + case % 3, 15),
                    "offence_group": "rape",
                    "domestic_abuse": True,
                    "place_kind": "home",
                    "victim": victim,
                    "sex": "female" if random.random() < 0.8 else None,
                    "age_band": None,
                    "disabled": same if random.random() < alike else bool(random.random() < 0.4),
                    "referral_days": days,
                }
            ]
    return rows


def cell(row):
    return row["bcu"], row["recorded_on"].month, row["sex"] or "Not known"


def pairs(rows, one, other):
    """Return the ordered pairs of different people of one case, by cell, looked at one by one."""
    found, cases = {}, {}
    for row in rows:
        cases.setdefault(row["offence"], []).append(row)
    for a, b in (pair for case in cases.values() for pair in permutations(case, 2)):
        if cell(a) == cell(b) and one(a) and other(b):
            found[cell(a)] = found.get(cell(a), 0) + 1
    return found


def test_an_interval_is_that_of_as_many_people_as_the_design_effect_says():
    rows = victims()
    table = run(in_memory({"victims": rows}), SHARE, "bcu", "month", group="sex").table
    anybody, disabled = (lambda row: True), (lambda row: row["disabled"])
    both, mixed, known = (
        pairs(rows, *each)
        for each in ((disabled, disabled), (disabled, anybody), (anybody, anybody))
    )
    share = sum(map(disabled, rows)) / len(rows)
    total = [sum(each.values()) for each in (both, mixed, known)]
    like = total[0] - 2 * share * total[1] + share**2 * total[2]
    like /= share * (1 - share) * total[2]
    assert 0.5 < like < 1
    for row in (each for each in table.to_pylist() if each["denominator"]):
        at = row["unit"], row["period"].month, row["group"]
        effect = 1 + like * known.get(at, 0) / row["denominator"]
        expected = intervals.wilson(row["numerator"] / effect, row["denominator"] / effect)
        assert (row["low"] / 100, row["high"] / 100) == pytest.approx(
            tuple(float(x) for x in expected)
        )


@pytest.mark.slow
def test_it_agrees_with_cluster_robust_errors():
    import statsmodels.api as sm

    rows = victims(cases=3000)
    made = run(in_memory({"victims": rows}), SHARE, "force", "year")
    row = made.table.to_pylist()[0]
    disabled = np.array([float(r["disabled"]) for r in rows])
    fit = sm.OLS(disabled, np.ones(len(rows))).fit(
        cov_type="cluster", cov_kwds={"groups": [r["offence"] for r in rows]}
    )
    assert (row["high"] - row["low"]) / 100 == pytest.approx(2 * 1.96 * fit.bse[0], rel=0.03)
    assert "design effect" in made.method


def test_people_who_are_not_alike_are_as_good_as_strangers():
    rows = victims(cases=3000, alike=0)
    row = run(in_memory({"victims": rows}), SHARE, "force", "year").table.to_pylist()[0]
    low, high = intervals.wilson(row["numerator"], row["denominator"])
    assert (row["high"] - row["low"]) / 100 == pytest.approx(float(high - low), rel=0.05)


def test_with_few_pairs_people_of_one_case_count_as_one():
    sums = {people.ABOVE: np.array([6.0]), people.MIXED: np.array([6.0])}
    sums[people.BELOW] = np.array([12.0])
    effect = people.effect_on_share(sums, np.array([10.0]), np.array([24.0]))
    assert effect.tolist() == [1.5]


def test_a_count_is_as_unsure_as_the_cases_that_bring_it():
    rows = victims()
    row = run(in_memory({"victims": rows}), ROWS, "force", "year").table.to_pylist()[0]
    each = np.bincount([r["offence"] for r in rows if r["disabled"]])
    effect = (each**2).sum() / each.sum()
    low, high = (effect * x for x in intervals.poisson(row["numerator"] / effect))
    assert (row["low"], row["high"]) == pytest.approx((float(low), float(high)))


def test_the_median_of_cases_that_bring_people_alike_is_that_of_cases():
    alone = {row["offence"]: row for row in victims(cases=200)}
    table = run(in_memory({"victims": list(alone.values())}), MEDIAN, "force", "year").table
    twice = [{**row, "victim": at} for row in alone.values() for at in (1, 2)]
    doubled = run(in_memory({"victims": twice}), MEDIAN, "force", "year").table
    assert doubled.select(["value", "low", "high"]).equals(table.select(["value", "low", "high"]))


def test_cases_with_one_person_each_are_untouched():
    rows = [{**row, "offence": at} for at, row in enumerate(victims())]
    row = run(in_memory({"victims": rows}), SHARE, "force", "year").table.to_pylist()[0]
    low, high = intervals.wilson(row["numerator"], row["denominator"])
    assert (row["low"], row["high"]) == (100 * float(low), 100 * float(high))


@pytest.mark.slow
def test_in_large_tables_a_part_of_the_cases_tells_how_alike_people_are(monkeypatch):
    given = in_memory({"victims": victims(cases=4000)})
    whole, part = [], []
    for found, most in ((whole, 10**9), (part, 2000)):
        monkeypatch.setattr(counting, "ROWS_OF_CASES", most)
        for asked in (SHARE, ROWS, MEDIAN):
            found.append(run(given, asked, "bcu", "year").table.to_pylist()[0])
    for one, other in zip(whole, part, strict=True):
        assert (one["value"], one["denominator"]) == (other["value"], other["denominator"])
        widths = [row["high"] - row["low"] for row in (one, other)]
        assert widths[0] == pytest.approx(widths[1], rel=0.1)
    assert part[0] != whole[0]


@pytest.mark.slow
@pytest.mark.parametrize("cases", [30, 120])
def test_intervals_hold_the_share_in_19_of_20_worlds_though_people_are_alike(cases):
    """Households of one to four; the whole household is referred or not with probability 0.8."""
    random, worlds = np.random.default_rng(4), 4000
    size = random.choice([1, 2, 3, 4], (worlds, cases), p=[0.6, 0.25, 0.1, 0.05])
    same = random.random((worlds, cases, 1)) < 0.3
    own = random.random((worlds, cases, 4)) < 0.3
    said = np.where(random.random((worlds, cases, 4)) < 0.8, same, own)
    said &= np.arange(4) < size[..., None]
    yes = said.sum(axis=2)
    above, below = (each.sum(axis=1).astype(float) for each in (yes, size))
    sums = {
        people.ABOVE: (yes * (yes - 1)).sum(axis=1),
        people.MIXED: (yes * (size - 1)).sum(axis=1),
        people.BELOW: (size * (size - 1)).sum(axis=1),
    }
    effect = people.effect_on_share({k: v.astype(float) for k, v in sums.items()}, above, below)

    def held(worth):
        low, high = intervals.wilson(above / worth, below / worth)
        return float(((low <= 0.3) & (high >= 0.3)).mean())

    assert held(1.0) < 0.93
    assert 0.94 <= held(effect) <= 0.965
