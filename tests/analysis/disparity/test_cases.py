"""People of one case share what became of it: intervals and tests count them so."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from avow.analysis.disparity import compare, path, variable
from avow.analysis.disparity.steps import SCHEMA, StepTable
from avow.analysis.measures.intervals import wilson
from tests.analysis.measures.invented import in_memory

STEPS = ["charge"]


def facts(random, cases=150, each=(0.5, 0.3, 0.2), share=0.3):
    """Return cases of one to three victims of one group each; all of a case are charged, or none.

    The group has nothing to do with the charge.
    """
    victims, steps = [], []
    for case in range(cases):
        row = {
            "bcu": "North", "borough": "Ashvale", "ward": None, "offence": case,
            "recorded_on": date(2024, 1, 1 + case % 28), "offence_group": "rape",
            "domestic_abuse": True, "place_kind": "home",
        }  # fmt: skip
        group = "White" if random.random() < 0.5 else "Black"
        victims += [
            {**row, "victim": number, "ethnicity_self": group, "sex": "female"}
            for number in range(1 + int(random.choice(3, p=each)))
        ]
        if random.random() < share:
            steps.append({**row, "step": "charge", "reached_on": date(2024, 3, 1), "days": 30})
    return in_memory({"victims": victims, "steps": steps}), victims


def test_people_of_one_case_count_as_one():
    given, victims = facts(np.random.default_rng(2))
    found = compare(path(given, "victim", "ethnicity_self", steps=STEPS))
    in_case = np.bincount([v["offence"] for v in victims if v["ethnicity_self"] == "Black"])
    effect = (in_case**2).sum() / in_case.sum()
    assert effect > 1.5
    black = next(row for row in found.table.to_pylist() if row["group"] == "Black")
    low, high = wilson(black["reached"] / effect, black["of"] / effect)
    assert (black["rate_low"], black["rate_high"]) == pytest.approx((float(low), float(high)))
    assert "Victims of one group in one case count as one in intervals and tests" in found.method


def test_those_who_came_alone_are_compared_as_before():
    rows = [("White", 1, 90), ("White", 0, 110), ("Black", 1, 40), ("Black", 0, 100)]
    table = pa.Table.from_pylist(
        [
            {"group": group, "stratum": "", "reached": reached, "people": people}
            for group, reached, people in rows
        ],
        schema=SCHEMA,
    )
    steps = StepTable(table, ("charge",), variable("ethnicity_self"))
    alone = table.set_column(5, SCHEMA.field("squares"), table["people"])
    first, second = compare(steps), compare(replace(steps, table=alone))
    assert first.table.equals(second.table)
    assert "count as one" not in first.method


def step_table(random, cases):
    """Return what ``path`` would, without an engine: large households, one fate each."""
    size = random.choice([1, 2, 3, 4], cases, p=[0.4, 0.3, 0.2, 0.1])
    black, reached = random.random(cases) < 0.5, random.random(cases) < 0.3
    rows = []
    for group, here in (("Black", black), ("White", ~black)):
        for mask in (0, 1):
            of = size[here & (reached == mask)]
            rows.append(
                {"group": group, "stratum": "", "reached": mask}
                | {"people": int(of.sum()), "squares": int((of**2).sum())}
            )
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    return StepTable(table, ("charge",), variable("ethnicity_self"))


@pytest.mark.slow
def test_chance_finds_a_difference_in_one_of_twenty_worlds_though_households_share_their_fate():
    found, tries = np.zeros(2), 1000
    for seed in range(tries):
        steps = step_table(np.random.default_rng(seed), 200)
        alone = replace(
            steps, table=steps.table.set_column(5, SCHEMA.field(5), pa.nulls(4, "int64"))
        )
        for at, given in enumerate((steps, alone)):
            rows = compare(given).table.to_pylist()
            found[at] += next(row["p"] for row in rows if row["p"] is not None) < 0.05
    assert found[0] / tries <= 0.075  # few cases a group: a little over, as Wald-like tests are
    assert found[1] / tries > 0.12
