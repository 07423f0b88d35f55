"""Copies: exact, near and templated texts are found, counted both ways, and never split."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.text.duplicates import GAP, Edit, find, normal_form

CAMPAIGN = (
    "I am writing to ask the force to put survivors first. Every report of rape must be met by a "
    "trained officer within an hour, and the force must publish how long each case takes."
)
ENDINGS = ("", " Please act.", " It happened to my sister last year and nobody called her back.")
OPENINGS = ("", "My name is Ann and I live in Camden. ", "As a teacher I see this daily. ")
VERSIONS = [opening + CAMPAIGN + ending for opening in OPENINGS for ending in ENDINGS]
OTHERS = (
    "The lights by the canal have been broken for months and nobody comes to mend them.",
    "My daughter waited eleven months and never heard what became of her case.",
    "Very good.",
    "Teach boys in school about consent, and start before they have phones.",
)

some_texts = st.lists(
    st.one_of(st.sampled_from([*VERSIONS, *OTHERS, "very GOOD", "", "..."]), st.text(max_size=20)),
    max_size=40,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(some_texts)
def test_identical_texts_are_in_one_group_and_no_text_is_in_two(texts):
    home = {}
    for place, group in enumerate(find(texts)):
        assert len(group.members) == len(group.changes) == group.people > 1
        assert group.distinct == len({normal_form(texts[index]) for index in group.members})
        assert (group.kind == "exact") == (group.distinct == 1)
        for index in group.members:
            assert index not in home
            home[index] = place
    by_form = {}
    for index, text in enumerate(texts):
        if normal_form(text):
            by_form.setdefault(normal_form(text), []).append(home.get(index))
    for homes in by_form.values():
        assert len(set(homes)) == 1
        assert homes[0] is not None or len(homes) == 1


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(some_texts, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_does_not_matter(texts, shuffled):
    order = list(range(len(texts)))
    shuffled.shuffle(order)
    groups = {frozenset(g.members) for g in find(texts)}
    again = {frozenset(order[i] for i in g.members) for g in find([texts[i] for i in order])}
    assert groups == again


def test_a_campaign_is_one_group_with_what_each_person_changed():
    texts = [*VERSIONS, *OTHERS, CAMPAIGN.upper(), CAMPAIGN.replace("an hour", "one day")]
    (group,) = find(texts)
    assert group.kind == "template"
    assert (group.people, group.distinct) == (11, 10)
    assert group.template == f"{GAP} {CAMPAIGN} {GAP}"
    changes = dict(zip(group.members, group.changes, strict=True))
    assert changes[0] == changes[13] == ()
    assert changes[3] == (Edit(0, GAP, "My name is Ann and I live in Camden."),)
    assert changes[14] == (Edit(23, "an hour,", "one day,"),)


def test_gaps_show_where_people_wrote_their_own():
    names = ("Ann", "Beth", "Chloe", "Dina")
    texts = [CAMPAIGN.replace("the force to", f"{name}'s council to") for name in names]
    (group,) = find(texts)
    assert f"to ask {GAP} council to put survivors" in group.template
    assert [change[0].now for change in group.changes] == [f"{n}'s" for n in names]
    assert all(change[0].was == GAP for change in group.changes)


def test_near_copies_differ_by_little():
    words = CAMPAIGN.split()
    (group,) = find([CAMPAIGN, " ".join(words[:7] + words[8:])])
    assert group.kind == "near"
    assert group.distinct == 2


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("The staff were very kind to me", "The staff were verry kind to me", True),
        ("The staff were very kind to me", "The staff were very rude to me", False),
        ("The staff were kind to me today", "The staff were not kind to me today", False),
        ("staff were kind", "staff wer kind", False),
        ("The night bus is not safe at all", "The nightbus is not safe at all", True),
    ],
)
def test_of_short_texts_only_the_spelling_may_differ(left, right, found):
    assert bool(find([left, right])) == found


def test_a_long_passage_in_common_is_a_template_even_in_longer_texts():
    draw = random.Random(3)
    words = [f"word{n}" for n in range(400)]
    own = [" ".join(draw.sample(words, 60)) for _ in range(2)]
    (group,) = find([f"{CAMPAIGN} {own[0]}", f"{own[1]} {CAMPAIGN}"])
    assert group.kind == "template"
    assert "put survivors first." in group.template


def test_texts_without_words_are_in_no_group():
    assert find(["", "", "...", "👍", "👍"]) == ()


def test_groups_come_with_the_most_people_first():
    groups = find(["a b"] * 2 + ["c d"] * 5 + ["e"])
    assert [group.people for group in groups] == [5, 2]
    assert groups[0].template == "c d"
