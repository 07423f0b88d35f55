"""Every expression, split and gap gives what plain Python gives, row by row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.measures import run, run_many
from tests.analysis.measures import invented
from tests.analysis.measures.brute import Brute
from tests.analysis.measures.invented import measure

RAPE = {"offence_group": ["rape"]}
BY_CASE = ["offence_group", "domestic_abuse", "place_kind", "victim.sex", "victim.age_band"]
CASES = [
    measure("rows", "count", ["offences"], groups=BY_CASE),
    measure("rows", "count", ["offences"], parameters={"where": RAPE}, groups=BY_CASE),
    measure(
        "share",
        "proportion",
        ["offences"],
        parameters={"where": RAPE, "above": {"domestic_abuse": True}},
        groups=BY_CASE,
    ),
    measure(
        "share",
        "proportion",
        ["offences"],
        parameters={
            "where": {"place_kind": {"empty": False}, "offence_group": {"none_of": ["rape"]}},
            "above": {"place_kind": ["home", "street"], "domestic_abuse": False},
        },
        groups=BY_CASE,
    ),
    measure(
        "share",
        "proportion",
        ["victims"],
        parameters={"above": {"referral_days": {"at_most": 20, "at_least": 5}}},
        groups=["victim.sex", "sex", "disabled", "offence_group"],
    ),
    measure(
        "share_reaching",
        "proportion",
        ["steps", "offences"],
        parameters={"step": "charge", "within_days": 20, "where": RAPE},
        groups=BY_CASE,
    ),
    measure("rows_over", "ratio", ["victims", "offences"], groups=["offence_group"]),
    measure("median_of", "median", ["steps"], parameters={"column": "days"}, groups=BY_CASE),
    measure(
        "median_of",
        "median",
        ["victims"],
        parameters={"column": "referral_days", "where": {"domestic_abuse": True}},
        groups=["victim.sex", "age_band"],
    ),
]
FORCE = [
    measure(
        "people_trained",
        "proportion",
        ["workforce", "training"],
        parameters={"courses": ["stalking", "domestic-abuse"]},
        groups=["role", "sex"],
    ),
    measure(
        "snapshot_share",
        "proportion",
        ["workforce"],
        parameters={"above": {"vetted_until": {"before": "as_at"}}},
        groups=["role", "filled"],
    ),
    measure("sums", "count", ["capacity"], parameters={"add": ["open_cases", "new_cases"]}),
    measure(
        "sums_over",
        "proportion",
        ["capacity"],
        parameters={"above": "filled", "below": "posts"},
        groups=["role"],
    ),
    measure(
        "snapshot_sums_over",
        "ratio",
        ["capacity"],
        parameters={"above": "open_cases", "below": "filled", "where": {"role": ["IDVA"]}},
        groups=["role"],
    ),
]
PERIODS = st.sampled_from(["month", "quarter", "year"])


def area(row, by):
    if by == "ward":
        return (row["borough"], row["ward"])
    return (row[by],)


def tables_of(asked):
    return [t for t in asked.tables if t != "training"]


def agree(result, rows, by, period, group):
    """Compare every cell of a result with plain Python."""
    asked = result.definition
    brute = Brute(asked, rows, by, period, group)
    loaded = brute.loaded(tables_of(asked))
    counted = 0
    for row in result.table.to_pylist():
        unit = ("F",) if by == "force" else area(row, by)
        cell = (unit, row["group"], row["period_label"])
        found = (row["numerator"], row["denominator"], row["value"])
        if row["period_label"] not in loaded:
            assert found == (None, None, None)
            assert row["note"] == "No facts are loaded for this period."
            continue
        above, below, value = brute.figure(cell)
        assert found == (above, below, None if value is None else pytest.approx(value, rel=1e-12))
        assert bool(row["note"]) or value is not None
        counted += (above or 0) + (below or 0)
    everything = sum(n for (*_, label), n in brute.above.items() if label in loaded)
    everything += sum(n for (*_, label), n in brute.below.items() if label in loaded)
    everything += sum(len(v) for (*_, label), v in brute.values.items() if label in loaded)
    assert counted == everything  # nothing is dropped


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_cases_are_counted_as_plain_python_counts_them(data):
    rows, asked = data.draw(invented.cases()), data.draw(st.sampled_from(CASES))
    by, period = data.draw(st.sampled_from(invented.BY)), data.draw(PERIODS)
    group = data.draw(st.sampled_from([None, *asked.groups]))
    if not all(rows[table] for table in asked.tables):
        return

    result = run(invented.in_memory(rows), asked, by, period, group=group)

    agree(result, rows, by, period, group)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_force_itself_is_counted_as_plain_python_counts_it(data):
    rows, asked = data.draw(invented.force()), data.draw(st.sampled_from(FORCE))
    by, period = data.draw(st.sampled_from(["force", "bcu", "borough"])), data.draw(PERIODS)
    group = data.draw(st.sampled_from([None, *asked.groups]))

    result = run(invented.in_memory(rows), asked, by, period, group=group)

    agree(result, rows, by, period, group)


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_two_characteristics_are_crossed(data):
    rows, asked = data.draw(invented.cases()), CASES[data.draw(st.sampled_from([0, 2]))]
    group = data.draw(
        st.sampled_from(
            ["victim.sex*victim.age_band", "place_kind*victim.sex", "place_kind*domestic_abuse"]
        )
    )

    result = run(invented.in_memory(rows), asked, "bcu", "quarter", group=group)

    agree(result, rows, "bcu", "quarter", group)


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(rows=invented.cases(30), period=PERIODS)
def test_many_together_give_what_each_gives_alone(rows, period):
    facts = invented.in_memory(rows)
    named = [invented.renamed(asked, f"m{i}") for i, asked in enumerate(CASES)]
    if not all(rows[table] for table in ("victims", "steps")):
        return

    together = run_many(facts, named, "borough", period)

    for asked in named:
        alone = run(facts, asked, "borough", period)
        assert together[asked.id].table.equals(alone.table)
