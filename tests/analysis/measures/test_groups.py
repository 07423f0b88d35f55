"""Splits by group: nobody is dropped, a case counts once in each, rates are per resident."""

from datetime import date

import pytest

from avow.analysis.measures import NotCarriedError, run
from avow.definitions import DefinitionError
from tests.analysis.facts import facts_of
from tests.analysis.measures.invented import measure

OFFENCES = {
    "columns": ["bcu", "borough", "offence", "recorded_on", "offence_group", "precursor"],
    "rows": [["North", "Ashvale", i, date(2024, 1, 5), "rape", False] for i in range(4)],
}
VICTIMS = {
    "columns": [
        "bcu",
        "borough",
        "offence",
        "victim",
        "recorded_on",
        "offence_group",
        "sex",
        "age_band",
        "disabled",
    ],
    "rows": [
        ["North", "Ashvale", 0, 10, date(2024, 1, 5), "rape", "female", "18-24", True],
        ["North", "Ashvale", 0, 11, date(2024, 1, 5), "rape", "female", "10-17", False],
        ["North", "Ashvale", 1, 12, date(2024, 1, 5), "rape", "male", "", ""],
        ["North", "Ashvale", 2, 13, date(2024, 1, 5), "rape", "", "18-24", False],
    ],
}
RESIDENTS = {
    "columns": ["bcu", "borough", "year", "sex", "age_band", "ethnicity_self", "residents"],
    "rows": [
        ["North", "Ashvale", 2024, sex, age, group, people]
        for sex, people in (("female", 100), ("male", 50))
        for age in ("10-17", "18-24")
        for group in ("Asian", "White")
    ],
}
PEOPLE = ["victim.sex", "victim.age_band", "victim.disabled", "victim.ethnicity_officer"]


@pytest.fixture(scope="module")
def facts():
    return facts_of({"offences": OFFENCES, "victims": VICTIMS, "population_by_group": RESIDENTS})


def counts(result, column="numerator"):
    return dict(
        zip(result.table["group"].to_pylist(), result.table[column].to_pylist(), strict=True)
    )


def test_a_case_counts_once_in_each_group_and_one_without_anybody_is_not_known(facts):
    result = run(facts, measure("rows", "count", ["offences"], groups=PEOPLE), group="victim.sex")

    assert counts(result) == {"female": 1, "male": 1, "Not known": 2}
    assert result.group == "victim.sex"
    assert "A case counts once in each group that its victims are in" in result.method
    assert "“Not known”" in result.method


def test_groups_stand_as_the_contract_lists_them_and_not_known_last(facts):
    asked = measure("rows", "count", ["offences"], groups=PEOPLE)

    assert list(counts(run(facts, asked, group="victim.age_band"))) == [
        "10-17",
        "18-24",
        "Not known",
    ]
    assert list(counts(run(facts, asked, group="victim.disabled"))) == ["no", "yes", "Not known"]


def test_two_characteristics_are_those_of_one_person(facts):
    asked = measure("rows", "count", ["offences"], groups=PEOPLE)
    found = counts(run(facts, asked, group="victim.sex*victim.age_band"))

    assert {group: n for group, n in found.items() if n} == {
        "female / 10-17": 1,
        "female / 18-24": 1,
        "male / Not known": 1,
        "Not known / 18-24": 1,
        "Not known / Not known": 1,
    }


def test_a_column_of_the_first_table_can_be_named_by_its_person(facts):
    asked = measure("rows", "count", ["victims"], groups=["victim.sex", "sex"])

    own, named = (run(facts, asked, group=name) for name in ("sex", "victim.sex"))
    assert counts(own) == counts(named) == {"female": 2, "male": 1, "Not known": 1}


def test_a_rate_is_per_resident_of_the_group(facts):
    asked = measure(
        "rows", "rate", ["victims", "population_by_group"], groups=["sex", "age_band"], per=1000
    )
    result = run(facts, asked, "borough", group="sex")

    assert counts(result, "denominator") == {"female": 400, "male": 200, "Not known": None}
    assert counts(result, "value") == {"female": 5, "male": 5, "Not known": None}
    assert counts(result, "note")["Not known"].endswith("No rate: the group is not known.")
    crossed = run(facts, asked, "borough", group="sex*age_band")
    assert counts(crossed, "denominator")["female / 10-17"] == 200


def test_a_rate_can_be_per_some_residents(facts):
    asked = measure(
        "rows",
        "rate",
        ["victims", "population_by_group"],
        groups=["age_band", "offence_group"],
        parameters={"where": {"sex": ["female"]}, "residents": {"sex": ["female"]}},
    )
    whole = run(facts, asked, "bcu").table
    assert (whole["numerator"].to_pylist(), whole["denominator"].to_pylist()) == ([2], [400])
    # A split by what cases are leaves the residents whole.
    assert counts(run(facts, asked, "bcu", group="offence_group"), "denominator") == {"rape": 400}
    assert counts(run(facts, asked, "bcu", group="age_band"), "denominator")["18-24"] == 200


def test_residents_are_not_counted_by_what_an_officer_saw(facts):
    asked = measure(
        "rows", "rate", ["victims", "population_by_group"], groups=["ethnicity_officer"]
    )
    with pytest.raises(NotCarriedError, match="residents are counted by sex, age_band"):
        run(facts, asked, group="ethnicity_officer")


@pytest.mark.parametrize(
    ("group", "tables", "said"),
    [
        ("victim.sex*sex", ["victims"], "must be one column"),
        ("officer.sex", ["victims"], "A case has no 'officer'"),
        ("colour", ["victims"], "'victims' has no 'colour'"),
        ("victim.sex", ["capacity"], "'capacity' has no 'victim.sex'"),
        ("recorded_on", ["victims"], "is date32.* only names and yes or no make groups"),
    ],
)
def test_a_definition_allows_only_groups_that_there_are(group, tables, said):
    with pytest.raises(
        DefinitionError, match=f"definitions/measures/mine.toml: 'groups': .*{said}"
    ):
        measure("rows", "count", tables, groups=[group])
