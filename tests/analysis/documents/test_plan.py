"""A plan goes to JSON and TOML and back unchanged; a broken one is refused with its place."""

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.documents import Action, Commitment, NotAPlanError, Pillar, Plan, to_toml
from avow.analysis.documents import parse as parse_module
from avow.analysis.documents.parse import read_plan

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLANS = st.builds(
    Plan,
    WORDS,
    st.lists(
        st.builds(
            Pillar,
            WORDS,
            WORDS,
            st.lists(
                st.builds(
                    Commitment,
                    WORDS,
                    WORDS,
                    WORDS,
                    st.lists(st.builds(Action, WORDS, WORDS), max_size=2).map(tuple),
                ),
                min_size=1,
                max_size=2,
            ).map(tuple),
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
)


@pytest.mark.slow
@given(PLANS)
def test_round_trips(plan):
    assert Plan.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan
    assert Plan.from_dict(tomllib.loads(to_toml(plan))) == plan


def test_an_empty_pillar_survives_toml():
    plan = Plan("P", (Pillar("1", "One"), Pillar("2", "Two", (Commitment("1", "A", "A"),))))
    assert Plan.from_dict(tomllib.loads(to_toml(plan))) == plan
    assert tomllib.loads(to_toml(Plan("None"))) == {"title": "None", "pillars": []}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "the plan needs 'pillars' as a list"),
        ({"pillars": []}, "the plan needs 'title' as text"),
        ({"title": "", "pillars": []}, "holds no commitment"),
        ({"title": "", "pillars": [3]}, r"pillars\[0\] should be a table of fields, not int"),
        (
            {"title": "", "pillars": [{"number": 1, "title": "", "commitments": []}]},
            r"pillars\[0\] needs 'number' as text",
        ),
        (
            {"title": "", "pillars": [{"number": "1", "title": "", "commitments": [{}]}]},
            r"pillars\[0\]\.commitments\[0\] needs",
        ),
        (
            {
                "title": "",
                "pillars": [
                    {
                        "number": "1",
                        "title": "",
                        "commitments": [
                            {"number": "1", "title": "", "text": "", "actions": [{"number": "1"}]}
                        ],
                    }
                ],
            },
            r"actions\[0\] needs 'text' as text",
        ),
    ],
)
def test_a_broken_plan_says_where(data, words):
    with pytest.raises(NotAPlanError, match=words):
        Plan.from_dict(data)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("plan.toml", "title = ", "plan.toml is not valid TOML"),
        ("plan.json", "{", "plan.json is not valid JSON"),
        ("plan.json", "[1]", "should hold one plan"),
        ("plan.json", '{"title": ""}', "plan.json: the plan needs 'pillars'"),
    ],
)
def test_a_broken_plan_file_says_which(tmp_path, name, text, words):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(NotAPlanError, match=words):
        read_plan(path)


def test_a_plan_file_is_read_by_what_it_is(tmp_path):
    plan = Plan("P", (Pillar("", "", (Commitment("1", "A", "We will act."),)),))
    (tmp_path / "plan.toml").write_text(to_toml(plan))
    (tmp_path / "plan.txt").write_text(json.dumps(plan.to_dict()))
    assert parse_module.read_plan(tmp_path / "plan.toml") == plan
    assert parse_module.read_plan(tmp_path / "plan.txt") == plan
