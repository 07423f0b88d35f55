"""Against its target a measure is judged with its interval, never by the point alone."""

from dataclasses import replace

import pyarrow as pa
import pytest

from avow.analysis.measures import SCHEMA, MeasureError, Result, against_target, definition, target
from avow.analysis.measures import progress as module
from avow.analysis.measures.targets import Target

HIGHER = "trained-first-response"
LOWER = "open-cases-per-idva"


def result(measure, years, force="F", **more):
    """Return a result by force and year from {year: (low, value, high)}."""
    rows = [
        {
            **dict.fromkeys(SCHEMA.names),
            "force": force,
            "unit": force,
            "period_label": year,
            "complete": figures != "part",
            **dict(
                zip(("low", "value", "high"), figures, strict=True) if len(figures) == 3 else {}
            ),
        }
        for year, figures in years.items()
    ]
    said = {"by": "force", "period": "year", "group": None, **more}
    return Result(
        definition=definition(measure),
        table=pa.Table.from_pylist(rows, schema=SCHEMA),
        faults=(),
        method="",
        caution="",
        **said,
    )


@pytest.fixture(autouse=True)
def targets(monkeypatch):
    set_ = {
        HIGHER: Target(HIGHER, "2024", 90.0, "2028", "Because."),
        LOWER: Target(LOWER, "2024", 40.0, "2028", "Because."),
    }
    monkeypatch.setattr(module, "targets", lambda: set_)


START = (58.0, 60.0, 62.0)


@pytest.mark.parametrize(
    ("years", "verdict"),
    [
        ({"2024": START}, "cannot be told"),
        ({"2024": START, "2025": "part"}, "cannot be told"),
        # Half way from 58-62 to 90 is 74-76.
        ({"2024": START, "2026": (76.0, 77.0, 78.0)}, "on course"),
        ({"2024": START, "2026": (75.9, 77.0, 78.0)}, "cannot be told"),
        ({"2024": START, "2026": (70.0, 72.0, 73.9)}, "off course"),
        ({"2024": START, "2026": (70.0, 75.0, 80.0)}, "cannot be told"),
        ({"2024": START, "2026": (90.0, 91.0, 92.0)}, "met"),
        ({"2024": START, "2028": (88.0, 91.0, 94.0)}, "cannot be told"),
        ({"2024": START, "2028": (86.0, 88.0, 89.9)}, "missed"),
        ({"2024": START, "2029": (90.0, 92.0, 94.0)}, "met"),
        ({"2026": (70.0, 72.0, 73.9)}, "cannot be told"),
        ({}, "cannot be told"),
    ],
)
def test_more_is_better(years, verdict):
    stands = against_target(result(HIGHER, years))

    assert stands.verdict == verdict
    assert stands.sentence.startswith("Target: 90 % in 2028.")


@pytest.mark.parametrize(
    ("year", "figures", "verdict"),
    [
        # Half way from 58-62 to 40 is 49-51.
        ("2026", (45.0, 47.0, 49.0), "on course"),
        ("2026", (45.0, 47.0, 49.1), "cannot be told"),
        ("2026", (51.1, 53.0, 55.0), "off course"),
        ("2026", (38.0, 39.0, 40.0), "met"),
        ("2028", (40.1, 42.0, 44.0), "missed"),
    ],
)
def test_less_is_better(year, figures, verdict):
    stands = against_target(result(LOWER, {"2024": START, year: figures}))

    assert stands.verdict == verdict


def test_the_words_give_the_numbers():
    stands = against_target(result(HIGHER, {"2024": START, "2026": (70.0, 72.0, 73.9)}))

    assert stands.sentence == (
        "Target: 90 % in 2028. Baseline 2024: 60.0 (58.0 to 62.0). 2026: 72.0 (70.0 to 73.9). "
        "Off course: the whole interval lies behind the way from baseline to target."
    )
    assert stands.expected == (74.0, 76.0)
    without = against_target(result(HIGHER, {"2026": (70.0, 72.0, 73.9)})).sentence
    assert without.endswith("It cannot be told: the baseline year 2024 has no figure.")
    none = against_target(result(HIGHER, {"2024": START})).sentence
    assert none.endswith("no full year after 2024 has a figure.")


def test_a_measure_without_a_target_has_none():
    assert target("recorded-offences") is None
    assert against_target(result("recorded-offences", {})) is None
    assert target(HIGHER).value == 90


@pytest.mark.parametrize("more", [{"by": "bcu"}, {"period": "month"}, {"group": "role"}])
def test_a_target_is_for_the_whole_force_and_year(more):
    with pytest.raises(MeasureError, match="for the whole force and year by year"):
        against_target(result(HIGHER, {"2024": START}, **more))


def test_a_target_is_for_one_force():
    one, other = (result(HIGHER, {"2024": START}, force) for force in "FG")
    both = replace(one, table=pa.concat_tables([one.table, other.table]))
    with pytest.raises(MeasureError, match="of several forces"):
        against_target(both)


def test_the_year_that_was_agreed_is_judged_not_one_after_it():
    years = {"2024": START, "2028": (91.0, 92.0, 93.0), "2029": (80.0, 81.0, 82.0)}
    found = against_target(result(HIGHER, years))
    assert (found.verdict, found.latest["period_label"]) == ("met", "2028")
    del years["2028"]
    assert against_target(result(HIGHER, years)).verdict == "missed"
