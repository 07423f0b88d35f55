"""The step table of loaded facts."""

from datetime import date
from importlib.util import find_spec
from shutil import which

import pytest

from avow.analysis.disparity import DisparityError, compare, path
from avow.analysis.engine import Facts
from tests.analysis.facts import facts_of, rows_of

DAY = date(2025, 3, 1)
VICTIMS = [
    "offence", "victim", "bcu", "recorded_on", "offence_group", "ethnicity_self",
    "ethnicity_officer", "sex", "disabled",
]  # fmt: skip


def given():
    officer = "Black"
    return {
        "victims": {
            "columns": VICTIMS,
            "rows": [
                (1, 11, "North", DAY, "rape", "White", officer, "female", True),
                (2, 12, "North", DAY, "rape", "Black", officer, "female", False),
                (2, 13, "North", DAY, "rape", "Black", officer, "male", ""),
                (3, 14, "South", date(2025, 9, 1), "stalking", "", officer, "female", True),
                (4, 15, "", date(2025, 9, 2), "stalking", "White", "", "female", True),
            ],
        },
        "suspects": {"columns": ["offence", "suspect", "recorded_on"], "rows": [(1, 21, DAY)]},
        "steps": {
            "columns": ["offence", "recorded_on", "step", "reached_on", "days"],
            "rows": [
                (1, DAY, "suspect-arrested", DAY, 0),
                (1, DAY, "charge", date(2025, 7, 1), 122),
                (2, DAY, "suspect-arrested", DAY, 0),
                (4, date(2025, 9, 2), "charge", date(2025, 9, 3), 1),
            ],
        },
        "outcomes": {
            "columns": ["offence", "recorded_on", "outcome_group", "outcome_type", "days"],
            "rows": [
                (1, DAY, "charged-summonsed", 1, 122),
                (2, DAY, "evidential-victim-does-not-support", 16, 60),
            ],
        },
    }


@pytest.fixture(scope="module")
def facts():
    return facts_of(given())


STEPS = ("suspect-arrested", "charge")


def counted(found, *columns):
    names = columns or ("group", "reached", "people")
    return sorted((tuple(r[n] for n in names) for r in found.table.to_pylist()), key=str)


def test_victims_are_counted_by_what_their_case_reached(facts):
    found = path(facts, "victim", "ethnicity_self", steps=STEPS)

    assert counted(found) == [("Black", 1, 2), ("White", 2, 1), ("White", 3, 1), (None, 0, 1)]
    assert found.counted == "victims"
    assert found.cautions[0] == "Counted are victims: a case with two victims counts twice."


def test_outcomes_are_steps_too(facts):
    steps = ("suspect-arrested", "charged-summonsed", "evidential-victim-does-not-support")
    found = path(facts, "victim", "ethnicity_self", steps=steps)

    assert counted(found) == [("Black", 5, 2), ("White", 0, 1), ("White", 3, 1), (None, 0, 1)]


def test_only_outcomes(facts):
    found = path(facts, "victim", "sex", steps=("charged-summonsed",))

    assert counted(found) == [("female", 0, 3), ("female", 1, 1), ("male", 0, 1)]


def test_suspects(facts):
    found = path(facts, "suspect", "sex", steps=STEPS)

    assert counted(found) == [(None, 3, 1)]
    assert any("nobody was named" in c for c in found.cautions)


def test_units_strata_and_a_second_characteristic(facts):
    found = path(
        facts, "victim", "ethnicity_self", second="sex", by="bcu", strata=["offence_group"],
        steps=STEPS,
    )  # fmt: skip

    assert found.units == ["North", "Not known", "South"]
    north = found.of_unit("North")
    assert counted(north, "group", "stratum", "people") == [
        ("Black, female", "rape", 1),
        ("Black, male", "rape", 1),
        ("White, female", "rape", 1),
    ]
    with pytest.raises(DisparityError, match="No unit is called 'West'"):
        found.of_unit("West")


def test_yes_and_no_are_put_in_words(facts):
    found = path(facts, "victim", "disabled", steps=STEPS)

    assert counted(found, "group", "people") == [
        ("disabled", 1),
        ("disabled", 1),
        ("disabled", 1),
        ("not disabled", 1),
        (None, 1),
    ]


@pytest.mark.parametrize(
    ("options", "people"),
    [
        ({"where": {"offence_group": "rape"}}, 3),
        ({"where": {"offence_group": ["rape", "stalking"]}}, 5),
        ({"where": {"bcu": None}}, 1),
        ({"start": date(2025, 9, 1)}, 2),
        ({"end": date(2025, 8, 31)}, 3),
        ({"start": date(2025, 9, 1), "end": date(2025, 9, 1)}, 1),
    ],
)
def test_cases_are_chosen(facts, options, people):
    found = path(facts, "victim", "sex", steps=STEPS, **options)

    assert sum(found.table["people"].to_pylist()) == people


def test_all_have_had_the_same_time(facts):
    found = path(facts, "victim", "ethnicity_self", steps=STEPS, within_days=100)

    # The charge after 122 days does not count; cases of September have not had 100 days.
    assert counted(found) == [("Black", 1, 2), ("White", 1, 1)]
    assert "within 100 days" in found.cautions[-1]
    assert "after 25 May 2025" in found.cautions[-1]
    earlier = path(facts, "victim", "sex", steps=STEPS, within_days=1, end=date(2025, 8, 1))
    assert "after 1 August 2025" in earlier.cautions[-1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"of": "officer"}, "Compare victims or suspects"),
        ({"characteristic": "shoe_size"}, "Victims have no 'shoe_size'"),
        ({"second": "ethnicity_officer"}, "never combined"),
        ({"steps": ("trial",)}, "No step is called 'trial'"),
        ({"by": "street"}, "Units are bcu or borough"),
        ({"where": {"mood": "bad"}}, "no column 'mood'"),
        ({"strata": ["mood"]}, "Victims have no 'mood'"),
    ],
)
def test_what_is_not_there_is_refused(facts, options, said):
    asked = {"of": "victim", "characteristic": "ethnicity_self"} | options
    with pytest.raises(DisparityError, match=said):
        path(facts, asked.pop("of"), asked.pop("characteristic"), **asked)


def test_the_path_is_compared(facts):
    found = compare(path(facts, "victim", "sex", steps=STEPS))

    assert found.counted == "victims"
    assert found.summary == "There are too few victims to compare any group with female."


@pytest.mark.slow
@pytest.mark.spark
@pytest.mark.skipif(which("java") is None, reason="Spark needs Java")
@pytest.mark.skipif(find_spec("pyspark") is None, reason="needs the extra spark")
# Spark's Python side leaves sockets open and calls pandas in ways that pandas deprecates.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::DeprecationWarning")
def test_spark_counts_the_same(facts):
    tables = {name: rows_of(name, part["columns"], part["rows"]) for name, part in given().items()}
    other = Facts.of(tables, "spark")
    options = {"strata": ["offence_group"], "by": "bcu", "within_days": 150}
    here, there = (path(f, "victim", "ethnicity_self", **options) for f in (facts, other))

    assert there.table.equals(here.table)
