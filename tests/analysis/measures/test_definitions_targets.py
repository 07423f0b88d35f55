"""Targets: only where one way is better, and never for recorded crime."""

import pytest

from avow.analysis.measures import definition
from avow.analysis.measures.targets import Target, from_entries, targets
from avow.definitions import DefinitionError, read

GOOD = {
    "measure": "vetting-in-date",
    "baseline": "2024",
    "value": 98,
    "by": "2026",
    "reason": "It is under the force’s own control.",
}


def test_targets_are_for_measures_of_which_one_way_is_better():
    assert len(targets()) >= 12
    assert {definition(name).better for name in targets()} == {"higher", "lower"}
    assert all(target.reason.endswith(".") for target in targets().values())
    assert not read("targets", "default")["verified"]


def test_an_entry_becomes_a_target():
    assert from_entries([GOOD]) == {
        "vetting-in-date": Target(
            "vetting-in-date", "2024", 98.0, "2026", "It is under the force’s own control."
        )
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"measure": "recorded-offences"}, "neither higher nor lower is better has no target"),
        ({"measure": "repeat-victims"}, "has no target"),
        ({"measure": "nothing-such"}, "No measure is called 'nothing-such'"),
        ({"value": 101}, "101 cannot be reached: the unit is %"),
        ({"value": -1}, "cannot be reached"),
        ({"by": "2024"}, "must be calendar years, the first before the second"),
        ({"by": "2026-Q1"}, "must be calendar years"),
        ({"colour": "red"}, "must be named once, with baseline, by, measure, reason, value"),
    ],
)
def test_a_target_that_cannot_be_is_refused(change, said):
    with pytest.raises(DefinitionError, match=said):
        from_entries([{**GOOD, **change}])


def test_a_measure_has_one_target():
    with pytest.raises(DefinitionError, match="vetting-in-date: must be named once"):
        from_entries([GOOD, GOOD])
