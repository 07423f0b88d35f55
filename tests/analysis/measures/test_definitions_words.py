"""What definition files say: words for people, conditions that name what exists."""

import pytest

from avow.analysis.measures import definitions
from avow.analysis.measures.reference import COMMITMENTS, reference
from avow.definitions import read

EVERY = definitions()
ALL = pytest.mark.parametrize("measure", EVERY, ids=lambda d: d.id)
OFFENCES = read("offences", "vawg-met-2025")
GROUPS = {group["id"] for group in OFFENCES["group"]} | {OFFENCES["otherwise"]}
OUTCOMES = read("outcomes", "home-office")
TYPES = {kind["number"]: kind for kind in OUTCOMES["type"]}
# Words that put what happened on the person it happened to, or call a suspect guilty.
WRONG = ("offender", "alleged victim", "failed to", "refused", "withdrew", "her fault", "provoked")


def named(measure, column):
    """The values that the parameters of a measure name for a column."""
    tables = (measure.parameters.get(name, {}) for name in ("where", "above", "where_below"))
    said = [table.get(column) for table in tables if isinstance(table, dict)]
    values = {value for list_ in said if isinstance(list_, list) for value in list_}
    if measure.parameters.get("column") == column:
        values |= {
            *measure.parameters.get("values", []),
            *measure.parameters.get("leaving_out", []),
        }
    return values


def test_every_commitment_has_measures_of_its_own():
    first = [measure.commitments[0] for measure in EVERY]

    assert set(first) == set(COMMITMENTS) == set(range(1, 11))
    assert all(len(set(m.commitments)) == len(m.commitments) for m in EVERY)


def test_no_two_measures_share_a_title():
    titles = [measure.title for measure in EVERY]
    assert len(set(titles)) == len(titles)


@ALL
def test_groups_of_offences_are_those_of_the_definition(measure):
    assert named(measure, "offence_group") <= GROUPS


@ALL
def test_communities_are_those_of_the_list(measure):
    assert named(measure, "community") <= set(read("communities", "default")["communities"])


@ALL
def test_outcome_types_are_those_of_the_home_office(measure):
    types = named(measure, "outcome_type")

    assert types <= set(TYPES)
    if types:
        where = measure.parameters["where"]
        assert where["outcome_type"] == {"at_least": 1}
        assert where["days"] == {"at_most": measure.mature_days}
    if types & {2, 3, 6, 7, 8}:
        assert 22 not in types
        assert {TYPES[t]["group"] for t in types} == {
            "out-of-court-formal",
            "out-of-court-informal",
        }


@ALL
def test_a_count_of_recorded_crime_says_that_more_can_be_better(measure):
    if measure.kind == "count" and measure.tables[0] in {"offences", "victims", "suspects"}:
        assert measure.better == "neither"
        assert measure.caution == "reported-crime"


@ALL
def test_a_step_or_a_wait_is_shown_only_once_cases_had_the_time(measure):
    days = (
        [
            condition["at_most"]
            for column, condition in measure.parameters.get("above", {}).items()
            if column in {"arrest_days", "referral_days", "first_contact_days"}
        ]
        if isinstance(measure.parameters.get("above"), dict)
        else []
    )
    days += [measure.parameters.get("within_days", 0)]
    assert measure.mature_days >= max(days)
    if measure.kind == "median":  # or old periods would hold slow cases that new ones cannot
        column = measure.parameters["column"]
        assert measure.parameters["where"][column] == {"at_most": measure.mature_days}
        assert any("left out" in caveat for caveat in measure.caveats)


@ALL
def test_words_blame_nobody(measure):
    said = " ".join((measure.title, measure.what, measure.why, *measure.caveats)).lower()
    assert [word for word in WRONG if word in said] == []


@ALL
def test_what_nobody_checked_says_so(measure):
    assert measure.verified or "not yet checked" in measure.checked_by


def test_the_page_names_every_measure_under_each_of_its_commitments():
    page = reference()

    for measure in EVERY:
        assert page.count(f"### {measure.title}\n") == 1
        assert page.count(f"  - [{measure.title}](#") == len(measure.commitments)


def test_the_page_shows_the_worked_example_of_a_measure():
    spec = {
        "words": "No is an answer.",
        "by": "force",
        "period": "month",
        "group": "offence_group",
        "given": {"suspects": {"columns": ["police_employee"], "rows": [[False], [""]]}},
        "expect": {"columns": ["value"], "rows": [[33.333333]]},
    }

    page = reference({"suspects-police-not-known": spec})

    assert "| police_employee |\n| --- |\n| no |\n| – |" in page
    assert "by force and month, split by `offence_group` is then:\n\n| value |" in page
    assert "| 33.3333 |" in page


def test_outcome_types_are_whole_and_in_the_groups_of_the_contract():
    from avow.analysis.tables.cases import OUTCOME_GROUPS

    assert list(TYPES) == list(range(23))
    assert {kind["group"] for kind in TYPES.values()} == set(OUTCOME_GROUPS)
    assert TYPES[22]["group"] == "diversionary-activity"
    assert [t for t, kind in TYPES.items() if kind.get("suspect_identified") is False] == [14, 18]
    assert not OUTCOMES["verified"]
