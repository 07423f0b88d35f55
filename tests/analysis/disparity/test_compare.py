"""A whole comparison: verdicts, words, reversals, protection, and chance alone."""

import json

import numpy as np
import pyarrow as pa
import pytest

from avow.analysis.disparity import (
    DisparityError,
    StepTable,
    common_ratio,
    compare,
    compare_units,
    rules,
    steps_of,
    variable,
)
from avow.analysis.disparity.steps import SCHEMA
from avow.analysis.disparity.testing import holm, p_value


def table(*rows, steps=("arrest", "charge"), group="ethnicity_self", strata=(), second=None):
    """Return counts from (group, reached, people) or (group, stratum, reached, people)."""
    full = [row if len(row) == 4 else (row[0], "", *row[1:]) for row in rows]
    alone = [None] * len(rows)
    columns = [alone, *([row[i] for row in full] for i in range(4)), alone]
    return StepTable(
        pa.table(dict(zip(SCHEMA.names, columns, strict=True)), schema=SCHEMA),
        steps,
        variable(group),
        variable(second) if second else None,
        strata,
    )


PLAIN = table(
    ("White", 0b00, 600),
    ("White", 0b01, 200),
    ("White", 0b11, 200),
    ("Black", 0b00, 300),
    ("Black", 0b01, 140),
    ("Black", 0b11, 60),
    ("Mixed", 0b11, 7),
    (None, 0b00, 4),
)


def row(found, group, step="charge", since="before"):
    return next(
        r
        for r in found.table.to_pylist()
        if (r["group"], r["step"], r["since"]) == (group, step, since)
    )


def test_rates_are_of_those_who_reached_the_step_before_and_of_all():
    found = compare(PLAIN)

    assert row(found, "White")["rate"] == pytest.approx(200 / 400)
    assert row(found, "Black")["rate"] == pytest.approx(60 / 200)
    assert row(found, "Black", since="start")["rate"] == pytest.approx(60 / 500)
    assert row(found, "Black")["ratio"] == pytest.approx(0.6)
    assert row(found, "Black")["difference"] == pytest.approx(-0.2)
    assert [r["since"] for r in found.table.to_pylist() if r["group"] == "White"] == [
        "start",
        "start",
        "before",
    ]


def test_the_finding_is_said_with_reference_interval_and_the_missing():
    found = compare(PLAIN)

    assert found.reference == "White"
    assert row(found, "Black")["verdict"] == "less often"
    said = next(s for s in found.sentences if s.startswith("Black: 30.0%"))
    assert said.startswith(
        "Black: 30.0% of those who reached arrest went on to a charge; White: 50.0% (ratio 0.60, "
    )
    assert "less often than chance alone explains" in said
    from_start = next(s for s in found.sentences if s.startswith("Black: 12.0%"))
    assert (
        "Whoever the 4 are whose group is not known, the ratio is from 0.60 to 0.60" in from_start
    )
    assert from_start.endswith("the finding survives.")
    assert "The clearest is Black" in found.summary


def test_the_missing_group_is_a_group_of_its_own():
    found = compare(PLAIN)
    missing = row(found, "Not known", "arrest", "start")

    assert (missing["reached"], missing["of"]) == (0, 4)
    assert missing["verdict"] == "too few to say"
    assert any("4 of 1,511 people (0.26%) is not known" in c for c in found.cautions)
    assert "Not known" not in compare(table(("White", 1, 50), ("Black", 0, 50))).table["group"]


def test_few_people_are_too_few_to_say():
    found = compare(PLAIN)
    few = row(found, "Mixed")

    assert few["verdict"] == "too few to say"
    assert few["ratio"] is few["p"] is few["bound_low"] is None
    assert few["rate"] == 1
    assert any(s.startswith("Mixed: too few to say at arrest") for s in found.sentences)


def test_too_few_in_the_reference_compares_nothing():
    found = compare(PLAIN, reference="Mixed")

    assert found.comparisons == 0
    assert found.summary == "There are too few people to compare any group with Mixed."


def test_a_reference_that_is_not_there_is_refused():
    with pytest.raises(DisparityError, match="must be one of Black; Mixed; White"):
        compare(PLAIN, reference="Martian")


def test_without_a_reference_of_its_own_the_largest_group_is_taken():
    assert compare(table(("b", 0, 30), ("a", 1, 40), group="colour")).reference == "a"


def test_no_difference_shown_is_not_called_equal():
    found = compare(table(("White", 1, 50), ("White", 0, 50), ("Black", 1, 24), ("Black", 0, 26)))

    assert found.summary.endswith("That does not show that there is no difference.")
    assert (
        "Arrest, counted from the report: no difference from White is shown for Black."
        in found.sentences
    )


def test_a_difference_that_many_comparisons_could_make_is_at_the_edge():
    groups = [(f"g{i}", r, 50) for i in range(12) for r in (0, 1)]
    found = compare(
        table(*groups, ("ref", 0, 900), ("ref", 1, 900), ("h", 1, 34), ("h", 0, 56), group="x"),
        reference="ref",
    )
    edge = row(found, "h", "arrest", "start")

    assert edge["p"] < 0.05 < edge["p_adjusted"]
    assert edge["verdict"] == "at the edge"
    assert any("With so many comparisons" in s for s in found.sentences)


def test_steps_that_were_skipped_are_told():
    found = compare(table(("White", 0b10, 40), ("Black", 0b11, 40)))

    assert any(c.startswith("40 reached a charge with no record of arrest") for c in found.cautions)
    assert row(found, "White", since="start")["reached"] == 40
    assert row(found, "White")["of"] == 0


def test_a_group_of_nobody_reached_has_an_exact_interval():
    found = compare(table(("White", 1, 50), ("White", 0, 50), ("Black", 0, 40), steps=("charge",)))
    nobody = row(found, "Black", since="start")

    assert (nobody["ratio"], nobody["interval"]) == (0, "exact")
    assert 0 < nobody["ratio_high"] < 1
    found = compare(table(("White", 0, 50), ("Black", 1, 20), ("Black", 0, 20), steps=("charge",)))
    assert row(found, "Black", since="start")["ratio"] == np.inf
    assert any("or more" in s for s in found.sentences)
    assert json.dumps(found.as_dict(), allow_nan=False)


# Two kinds of case: Black people's are mostly of the kind in which few are charged.
SIMPSON = [
    ("White", "rape", 0b1, 20),
    ("White", "rape", 0b0, 180),
    ("White", "assault", 0b1, 480),
    ("White", "assault", 0b0, 320),
    ("Black", "rape", 0b1, 160),
    ("Black", "rape", 0b0, 640),
    ("Black", "assault", 0b1, 150),
    ("Black", "assault", 0b0, 50),
]


def test_a_reversal_within_strata_is_named():
    found = compare(table(*SIMPSON, steps=("charge",), strata=("offence_group",)))
    adjusted = found.adjusted.to_pylist()[0]

    assert row(found, "Black", since="start")["ratio"] < 1 < adjusted["adjusted"]
    assert adjusted["reversal"] == "reversed"
    said = " ".join(found.sentences)
    assert "Within the same offence group the ratio is" in said
    assert "the other way round" in said
    assert "Simpson’s paradox" in said or "Simpson's paradox" in said
    assert "look at the strata one by one" in said


def test_a_difference_of_mix_alone_vanishes_or_one_hidden_by_it_appears():
    mix = [
        ("White", "a", 1, 20), ("White", "a", 0, 80), ("White", "b", 1, 320), ("White", "b", 0, 80),
        ("Black", "a", 1, 80), ("Black", "a", 0, 320), ("Black", "b", 1, 80), ("Black", "b", 0, 20),
    ]  # fmt: skip
    found = compare(table(*mix, steps=("charge",), strata=("kind",)))
    assert found.adjusted["reversal"].to_pylist() == ["vanishes"]
    assert any("what is left lies within chance" in s for s in found.sentences)

    hidden = [
        ("White", "a", 1, 80), ("White", "a", 0, 320), ("White", "b", 1, 100),
        ("White", "b", 0, 100), ("Black", "a", 1, 10), ("Black", "a", 0, 90),
        ("Black", "b", 1, 170), ("Black", "b", 0, 330),
    ]  # fmt: skip
    found = compare(table(*hidden, steps=("charge",), strata=("kind",)))
    assert row(found, "Black", since="start")["verdict"] == "no difference shown"
    assert found.adjusted["reversal"].to_pylist() == ["appears"]
    assert any("the mix of cases hides a difference" in s for s in found.sentences)


def test_a_difference_that_stays_within_strata_is_told():
    rows = [(g, k, r, n) for g, hit, miss in (("White", 50, 50), ("Black", 20, 80))
            for k in ("a", "b") for r, n in ((1, hit), (0, miss))]  # fmt: skip
    found = compare(table(*rows, steps=("charge",), strata=("kind",)))

    assert any("the difference stays." in s for s in found.sentences)


def test_strata_without_both_groups_give_no_adjusted_ratio():
    found = compare(
        table(("White", "a", 1, 50), ("Black", "b", 0, 50), steps=("charge",), strata=("kind",))
    )
    assert found.adjusted["adjusted"].to_pylist() == [None]


def test_crossed_groups_need_more_people_and_take_the_largest_of_the_reference():
    crossed = table(
        ("White, female", 1, 50),
        ("White, male", 1, 40),
        ("Black, female", 0, 40),
        ("Black, male", 0, 25),
        second="sex",
        steps=("charge",),
    )
    found = compare(crossed, reference="White")

    assert found.reference == "White, female"
    assert row(found, "Black, male", since="start")["verdict"] == "too few to say"
    assert [r["group"] for r in found.table.to_pylist()] == [
        "Black, female",
        "Black, male",
        "White, female",
        "White, male",
    ]


def test_who_defined_ethnicity_is_said():
    assert any("people defined it themselves" in c for c in compare(PLAIN).cautions)
    officers = table(("Black", 1, 30), ("Asian", 0, 40), group="ethnicity_officer")
    assert any("as officers saw it" in c for c in compare(officers).cautions)


def test_swapping_the_reference_inverts_every_ratio():
    there, back = compare(PLAIN), compare(PLAIN, reference="Black")

    for step, since in (("arrest", "start"), ("charge", "start"), ("charge", "before")):
        one, other = row(there, "Black", step, since), row(back, "White", step, since)
        assert one["ratio"] * other["ratio"] == pytest.approx(1)
        assert one["ratio_low"] * other["ratio_high"] == pytest.approx(1)
        assert one["bound_low"] * other["bound_high"] == pytest.approx(1)
        assert one["p"] == pytest.approx(other["p"])


def path_by_chance(dice):
    """Return rows of four groups that fare alike, and what is compared: x of n, x0 of n0."""
    rows, reached, of = [], [], []
    for group, people in (("White", 400), ("Black", 150), ("Asian", 90), (None, 60)):
        arrested = dice.binomial(people, 0.35)
        charged = dice.binomial(arrested, 0.3)
        rows += [(group, 0, people - arrested), (group, 1, arrested - charged), (group, 3, charged)]
        reached.append((arrested, charged, charged))
        of.append((people, people, arrested))
    pairs = [
        (reached[group][stage], of[group][stage], reached[0][stage], of[0][stage])
        for stage in range(3)
        for group in (1, 2, 3)
        if of[group][stage] >= rules().least_people
    ]
    return rows, pairs


@pytest.mark.slow
def test_chance_alone_makes_findings_no_more_often_than_stated():
    dice = np.random.default_rng(20)
    raw, families, comparisons = 0, 0, 0
    for time in range(1000):
        rows, pairs = path_by_chance(dice)
        values = [p_value(*pair) for pair in pairs]
        adjusted = holm(values)
        if time < 20:
            found = compare(table(*rows)).table
            theirs = [p for p in found["p"].to_pylist() if p is not None]
            assert sorted(theirs) == pytest.approx(sorted(values))
            verdicts = {"less often", "more often"} & set(found["verdict"].to_pylist())
            assert bool(verdicts) == (min(adjusted) < 0.05)
        raw += sum(p < 0.05 for p in values)
        comparisons += len(values)
        families += min(adjusted) < 0.05

    assert comparisons > 5000
    assert 0.04 < raw / comparisons < 0.06
    assert families / 1000 < 0.06


@pytest.mark.slow
def test_chance_alone_hides_and_shows_nothing_within_strata_more_often_than_stated():
    dice = np.random.default_rng(21)
    wrong = 0
    for time in range(1000):
        rows, counts = [], {}
        for group, sizes in (("White", (300, 200)), ("Black", (60, 140)), ("Asian", (90, 60))):
            charged = dice.binomial(sizes, (0.4, 0.15))
            counts[group] = (charged, np.array(sizes))
            for layer, people, hits in zip("ab", sizes, charged, strict=True):
                rows += [(group, layer, 0, people - hits), (group, layer, 1, hits)]
        pairs = [common_ratio(*counts[group], *counts["White"]) for group in ("Black", "Asian")]
        adjusted = holm([pair.p for pair in pairs])
        if time < 10:
            found = compare(table(*rows, steps=("charge",), strata=("kind",))).adjusted
            theirs = dict(
                zip(found["group"].to_pylist(), found["p_adjusted"].to_pylist(), strict=True)
            )
            assert [theirs["Black"], theirs["Asian"]] == pytest.approx(adjusted)
        wrong += min(adjusted) < 0.05

    assert wrong / 1000 < 0.07


def test_whom_strata_leave_out_is_said_and_when_nobody_is_alike():
    both = [
        (g, "both", r, 30 if (g, r) == ("White", 1) else 20)
        for g in ("White", "Black")
        for r in (0, 1)
    ]
    lone = [
        ("White", "a", 1, 300),
        ("White", "a", 0, 100),
        ("Black", "b", 1, 10),
        ("Black", "b", 0, 90),
    ]
    some = compare(table(*both, *lone, steps=("charge",), strata=("kind",)))
    none = compare(table(*lone, steps=("charge",), strata=("kind",)))

    assert some.adjusted["left_out"].to_pylist() == [500]
    assert "It leaves out 500 of 590 people, in strata with one group only." in some.sentences[0]
    assert any("up to 500 of the 590 people" in said for said in some.cautions)
    assert none.adjusted["left_out"].to_pylist() == [500]
    assert "nobody can be compared: no stratum has people of both groups." in none.sentences[0]


def test_what_leaves_is_protected_wherever_the_same_people_stand():
    small = table(
        ("White", 0b00, 600),
        ("White", 0b01, 201),
        ("White", 0b11, 203),
        ("Black", 0b00, 300),
        ("Black", 0b01, 140),
        ("Black", 0b11, 3),
        ("Asian", 0b00, 51),
        ("Asian", 0b01, 32),
        ("Asian", 0b11, 11),
    )
    safe = compare(small).protected()
    rows = safe.table.to_pylist()

    assert safe.report.passes
    shown = [r["reached"] for r in rows] + [r["of"] for r in rows]
    assert all(value is None or value % 5 == 0 for value in shown)
    hidden = [r for r in rows if r["step"] == "charge" and r["reached"] is None]
    assert {r["group"] for r in hidden} == {"Black", "Asian"}
    assert all(r["rate"] is None and r["ratio"] is None for r in hidden)
    assert "p" not in safe.table.column_names
    kept = next(r for r in rows if r["group"] == "Black" and r["step"] == "arrest")
    assert kept["ratio"] == pytest.approx((145 / 445) / (405 / 1005))


def test_the_policy_may_be_another():
    strict = rules()
    strict = type(strict)(strict.level, 1000, 1000, strict.missing, strict.variables)

    assert compare(PLAIN, policy=strict).comparisons == 0


def test_from_rows_to_words():
    rows = pa.table(
        {
            "ethnicity_self": ["White"] * 100 + ["Black"] * 100,
            "charged": [True] * 50 + [False] * 50 + [True] * 20 + [False] * 80,
        }
    )
    found = compare(steps_of(rows, group="ethnicity_self", steps=["charged"]))

    assert "Black: 20.0% of all reached charged; White: 50.0% (ratio 0.40" in found.summary


def test_units_are_judged_together():
    rows = [
        {"unit": unit, "group": group, "stratum": "", "reached": reached, "people": people}
        for unit, black in (("North", 30), ("South", 42), ("East", 42), ("West", 42))
        for group, reached, people in (
            ("White", 1, 100), ("White", 0, 100), ("Black", 1, black), ("Black", 0, 84 - black),
        )
    ]  # fmt: skip
    rows.append({"unit": "Far", "group": None, "stratum": "", "reached": 1, "people": 9})
    steps = StepTable(
        pa.Table.from_pylist(rows, schema=SCHEMA), ("charge",), variable("ethnicity_self")
    )
    found = compare_units(steps)

    assert set(found) == {"North", "South", "East", "West", "Far"}
    assert found["Far"].startswith("No row says which group")
    alone, together = compare(steps.of_unit("North")), found["North"]
    assert row(alone, "Black", since="start")["verdict"] == "less often"
    assert row(together, "Black", since="start")["verdict"] == "at the edge"
    assert row(together, "Black", since="start")["p"] == row(alone, "Black", since="start")["p"]
    assert (together.comparisons, alone.comparisons) == (1, 1)
    assert any(c.startswith("4 comparisons were made") for c in together.cautions)
