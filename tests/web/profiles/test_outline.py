"""What a profile consists of is data, and what cannot be shown is refused by name."""

import copy

import pytest

from avow import definitions
from avow.definitions import DefinitionError
from avow.web.profiles.document.content import Signal
from avow.web.profiles.outline import SHOWS, from_data, outline


@pytest.fixture
def data():
    return copy.deepcopy(dict(definitions.read("profiles", "default")))


def test_every_section_asks_a_question_and_says_what_to_write():
    for section in outline().sections:
        assert section.question.endswith("?")
        assert section.words
        assert section.parts


def test_every_way_to_show_is_used():
    used = {part.show for section in outline().sections for part in section.parts}
    assert used == set(SHOWS)


def test_what_an_officer_saw_is_nowhere():
    groups = {part.group for section in outline().sections for part in section.parts}
    assert "ethnicity_self" in groups
    assert not [group for group in groups if "officer" in group]


def test_other_sources_stand_in_a_section_that_needs_words():
    others = outline().section("others")
    assert others.needed
    assert "sources" in {part.show for part in others.parts}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"show": "pie"}, "nothing shows 'pie'"),
        ({"measures": ["luck"]}, "no measure or count 'luck'"),
        ({"measures": ["share-rape"]}, "not made by command unit"),
        (
            {"show": "groups", "measures": ["repeat-victims"], "group": "shoe"},
            "not split by 'shoe'",
        ),
        (
            {"show": "groups", "measures": ["repeat-victims"], "group": "ethnicity_officer"},
            "only what people say of themselves",
        ),
    ],
)
def test_a_part_that_cannot_be_shown_is_refused_by_name(data, change, said):
    data["sections"][0]["parts"][0] |= change
    with pytest.raises(DefinitionError, match=said):
        from_data(data)


def test_two_sections_of_one_name_are_refused(data):
    data["sections"].append(data["sections"][0])
    with pytest.raises(DefinitionError, match="share an id"):
        from_data(data)


def test_an_unknown_section_is_said_to_be_none():
    with pytest.raises(LookupError, match="luck"):
        outline().section("luck")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Days to charge: North was higher.", "North was higher."),
        ("Days to charge, 2025: North is higher.", "2025: North is higher."),
        ("the level moved.", "The level moved."),
    ],
)
def test_beside_its_title_a_signal_does_not_say_it_again(sentence, said):
    assert Signal("k", "days", "Days to charge", sentence).said == said
