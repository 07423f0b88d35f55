"""What definition files may ask of rows; a mistake is refused with file, key and what to do."""

import pytest

from avow.analysis.measures.conditions import Condition, read
from avow.analysis.measures.planning import plan
from avow.analysis.measures.registry import Given
from avow.definitions import DefinitionError
from tests.analysis.measures.invented import measure

WHERE = "definitions/measures/mine.toml: parameters.where"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"colour": ["red"]}, r"where.colour: the table 'offences' has no column 'colour'"),
        ({"place_kind": ["moon"]}, "where.place_kind: 'moon' never stands in the column; allowed"),
        ({"place_kind": []}, "must be a list of str, with one at least"),
        ({"place_kind": [1]}, "must be a list of str"),
        ({"place_kind": "home"}, "'home' is not understood. Write a list of values"),
        ({"place_kind": {}}, "is not understood"),
        ({"place_kind": True}, "is string, so true or false says nothing"),
        (
            {"place_kind": {"like": "h"}},
            "where.place_kind.like: is not a condition; there are none_of",
        ),
        ({"place_kind": {"empty": "yes"}}, "where.place_kind.empty: must be true or false"),
        ({"place_kind": {"at_most": 3}}, "3 cannot be compared with string"),
        ({"recorded_on": {"at_most": 3}}, "3 cannot be compared with date32"),
        ({"offence": {"at_least": True}}, "True cannot be compared with int64"),
        ({"recorded_on": {"before": "channel"}}, "recorded_on is date32.*, channel is string"),
        ({"recorded_on": {"before": "noon"}}, "has no column 'noon'"),
        (["home"], "parameters.where must be a table of columns"),
    ],
)
def test_a_mistake_names_file_and_key(asked, said):
    with pytest.raises(DefinitionError, match=said) as raised:
        measure("rows", "count", ["offences"], parameters={"where": asked})
    assert str(raised.value).startswith(WHERE)


def test_any_value_at_all_is_a_filled_cell():
    found = read({"sex": ["male", "female", "another"]}, ["victims"], "here")
    assert found == (Condition("sex", "empty", value=False),)


def test_the_order_of_conditions_is_no_matter():
    one, other = ({"sex": ["male"], "disabled": True}, {"disabled": True, "sex": ["male"]})
    assert read(one, ["victims"], "here") == read(other, ["victims"], "here")


@pytest.mark.parametrize(
    ("expression", "kind", "tables", "parameters", "said"),
    [
        ("guess", "count", ["offences"], {}, "no expression is called 'guess'; there are"),
        ("rows", "count", ["nothing"], {}, r"'tables' names no fact table: \['nothing'\]"),
        ("rows", "count", ["population"], {}, "'tables' names no fact table"),
        (
            "rows",
            "count",
            ["offences"],
            {"colour": 1},
            "parameters.colour is not understood by 'rows'",
        ),
        ("share", "proportion", ["offences"], {}, "parameters.above is needed"),
        ("share_of_values", "proportion", ["offences_by_class"], {}, "parameters.column is needed"),
        ("share_reaching", "proportion", ["offences"], {"step": "charge"}, "needs tables = "),
        (
            "share_reaching",
            "proportion",
            ["steps", "offences"],
            {"step": "trial"},
            "parameters.step: no step is called 'trial'",
        ),
        (
            "share_reaching",
            "proportion",
            ["steps", "offences"],
            {"step": "charge", "where": {"channel": ["999"]}},
            "'steps' has no column 'channel'",
        ),
        (
            "median_of",
            "median",
            ["victims"],
            {"column": "sex"},
            "'sex' is string, not whole numbers",
        ),
        ("sums", "count", ["capacity"], {}, "parameters.add is needed"),
        ("first_per_second", "rate", ["offences_by_place"], {}, "must name two tables"),
        ("people_trained", "proportion", ["training"], {"courses": ["stalking"]}, "needs tables ="),
        (
            "people_trained",
            "proportion",
            ["workforce", "training"],
            {"courses": ["juggling"]},
            "parameters.courses: no course is called 'juggling'",
        ),
        (
            "rows",
            "rate",
            ["offences", "population"],
            {"residents": {"sex": ["female"]}},
            "parameters.residents needs 'population_by_group'",
        ),
    ],
)
def test_an_expression_refuses_what_it_does_not_take(expression, kind, tables, parameters, said):
    with pytest.raises(DefinitionError, match=f"definitions/measures/mine.toml: .*{said}"):
        measure(expression, kind, tables, parameters=parameters)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"commitments": [0]}, "'commitments' must be a list of numbers from 1 to 10"),
        ({"commitments": 3}, "'commitments' must be a list"),
        ({"mature_days": -1}, "'mature_days' must be a number of days"),
        ({"mature_days": 1.5}, "'mature_days' must be a number of days"),
        (
            {"better": "lower", "caution": "reported-crime"},
            "recorded crime also measures trust in the police",
        ),
    ],
)
def test_a_definition_says_only_what_can_be(more, said):
    with pytest.raises(DefinitionError, match=said):
        measure("rows", "count", ["offences"], **more)


def test_two_measures_of_the_same_rows_share_their_tally():
    parameters = {"where": {"offence_group": ["rape"]}, "above": {"domestic_abuse": True}}
    one = plan("share", Given(("offences",), "proportion", parameters))
    other = plan("rows", Given(("offences",), "count", {"where": {"offence_group": ["rape"]}}))

    assert one.tallies["denominator"] == other.tallies["numerator"]
