"""Recommendations that ask for the same thing are found, others are kept apart, with a reason."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.text import same_asks
from tests.analysis.text.asks_alike import ALIKE

QUOTES = [quote for asks in ALIKE for quote in asks]
WANTED = [place for place, asks in enumerate(ALIKE) for _ in asks]


def pairs(groups):
    return {pair for group in groups for pair in itertools.combinations(group.indexes, 2)}


def test_paraphrases_are_found_with_high_precision():
    found = pairs(same_asks(QUOTES))
    right = {(a, b) for a, b in found if WANTED[a] == WANTED[b]}
    wanted = {
        p
        for p in itertools.combinations(range(len(QUOTES)), 2)
        if len({*map(WANTED.__getitem__, p)}) == 1
    }
    assert len(right) >= 0.95 * len(found)
    assert len(right) >= 0.5 * len(wanted)


def test_the_same_words_are_one_ask_whatever_their_marks():
    groups = same_asks(["Vet all officers again.", "Mend the lamp.", "“Vet all officers again”"])
    assert [g.indexes for g in groups] == [(0, 2)]
    assert groups[0].why == "the same words"
    assert groups[0].score == 1.0


def test_a_group_says_what_its_members_share():
    (group,) = same_asks(ALIKE[4])
    assert group.why.startswith("both ask about vetting")
    assert "years" in group.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Home Office should fund refuge places.", "Councils should fund refuge places."),
        ("Use facial recognition at stations.", "Do not use facial recognition at stations."),
        ("Publish breaches of stalking orders.", "Act on breaches of stalking orders."),
        ("Training matters.", "Training is good."),
    ],
)
def test_another_body_the_contrary_or_another_deed_is_another_ask(one, other):
    assert same_asks([one, other]) == []


class Same:
    def scores(self, passages, commitments):
        return [[1.0 for _ in commitments] for _ in passages]


def test_meaning_is_a_second_opinion_but_never_the_only_one():
    near = [*ALIKE[7][:2]]
    assert same_asks(near) == []
    assert same_asks([*near, "Mend the lamp."], similarity=Same())[0].indexes == (0, 1)
    assert same_asks([], similarity=Same()) == []


@given(st.lists(st.sampled_from(QUOTES), max_size=12))
def test_nobody_stands_in_two_groups_and_order_does_not_matter(quotes):
    groups = same_asks(quotes)
    members = [i for group in groups for i in group.indexes]
    assert len(members) == len(set(members))
    assert all(len(group.indexes) > 1 and group.why for group in groups)
    assert same_asks(quotes) == groups
