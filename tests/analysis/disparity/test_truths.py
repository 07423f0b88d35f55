"""Methods against invented records whose truths are known."""

from datetime import date

import pytest

from avow.analysis.disparity import compare, path
from avow.analysis.engine import Facts
from avow.analysis.synthetic import records

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("records")
    truths = records.write(
        folder, offences=120_000, seed=11, start=date(2023, 1, 1), end=date(2024, 12, 31)
    )
    return Facts(folder), truths


def row(table, group):
    return next(r for r in table.to_pylist() if r["group"] == group)


def test_the_ratio_that_was_put_in_lies_within_the_bounds(made):
    facts, truths = made
    found = compare(path(facts, "victim", "ethnicity_self", steps=["charge"]))
    black = row(found.table, truths.disparity_group)

    assert found.reference == truths.disparity_reference
    assert black["bound_low"] < truths.disparity_ratio < black["bound_high"]
    # Those whose group is known mislead, as they were made to: who is missing hangs on the outcome.
    assert black["ratio_low"] < truths.disparity_seen < black["ratio_high"]
    assert black["verdict"] == "less often"
    for same in ("Asian", "Mixed"):
        assert row(found.table, same)["bound_low"] < 1 < row(found.table, same)["bound_high"]


def test_suspects_are_arrested_alike(made):
    facts, _truths = made
    found = compare(path(facts, "suspect", "ethnicity_self", steps=["suspect-arrested"]))
    verdicts = {r["group"]: r["verdict"] for r in found.table.to_pylist()}

    assert "less often" not in {verdicts[g] for g in ("Asian", "Black", "Mixed", "Other")}
    assert "more often" not in {verdicts[g] for g in ("Asian", "Black", "Mixed", "Other")}


def test_two_characteristics_together_bear_on_more_than_each_alone(made):
    facts, _truths = made
    steps = path(facts, "victim", "ethnicity_self", second="disabled", steps=["charge"])
    found = compare(steps, reference="White, not disabled")

    both = row(found.table, "Black, disabled")["ratio"]
    alone = row(found.table, "Black, not disabled")["ratio"]
    assert both < alone < 1
    disabled = row(found.table, "White, disabled")
    assert disabled["ratio_low"] < 1 < disabled["ratio_high"]


def test_like_with_like_keeps_the_ratio(made):
    facts, truths = made
    strata = ["offence_group", "borough"]
    found = compare(path(facts, "victim", "ethnicity_self", steps=["charge"], strata=strata))
    adjusted = row(found.adjusted, truths.disparity_group)

    assert adjusted["adjusted_low"] < truths.disparity_seen < adjusted["adjusted_high"]
    assert adjusted["strata"] > 50
