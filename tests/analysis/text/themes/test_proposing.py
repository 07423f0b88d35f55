"""Themes: every answer accounted for, identical ones together, and the themes the real ones."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.text.duplicates import normal_form
from avow.analysis.text.themes import propose, reason_to_set_apart
from tests.analysis.text.themes.answers import answers

NOTHING = ("No comment", "n/a", "...", "", "test")
some_texts = st.lists(
    st.one_of(
        st.sampled_from([*answers(40)[0], *NOTHING, "Very good.", "very good"]),
        st.text(max_size=30),
    ),
    max_size=60,
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(some_texts, st.integers(0, 3), st.none() | st.integers(1, 5))
def test_every_answer_is_in_a_theme_or_set_apart_or_unassigned(texts, seed, count):
    proposal = propose(texts, seed=seed, count=count)
    inside, apart = proposal.in_themes, set(proposal.set_apart)
    assert len(inside) + len(apart) + len(proposal.unassigned) == len(texts)
    assert inside | apart | set(proposal.unassigned) == set(range(len(texts)))
    assert count is None or len(proposal.themes) <= count


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(some_texts)
def test_identical_texts_never_land_apart(texts):
    proposal = propose([*texts, *texts], seed=1)
    homes = [
        (
            tuple(n for n, theme in enumerate(proposal.themes) if i in dict(theme.members)),
            proposal.set_apart.get(i),
        )
        for i in range(2 * len(texts))
    ]
    by_form = {}
    for text, home in zip([*texts, *texts], homes, strict=True):
        if text.strip():
            by_form.setdefault(normal_form(text), set()).add(home)
    assert all(len(found) == 1 for found in by_form.values())


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(some_texts)
def test_quotes_are_three_real_distinct_members(texts):
    for theme in propose(texts, seed=1).themes:
        assert set(theme.quotes) <= {index for index, _ in theme.members}
        assert len({normal_form(texts[index]) for index in theme.quotes}) == 3
        assert all(0 < strength <= 1 for _, strength in theme.members)
        assert theme.label
        assert theme.terms


def test_the_themes_that_were_put_in_are_found():
    texts, truth = answers(300)
    proposal = propose(texts, seed=1, count=3)
    assert len(proposal.themes) == 3
    for theme in proposal.themes:
        inside = Counter(truth[index] for index, _ in theme.members)
        assert inside.most_common(1)[0][1] > 0.9 * inside.total()
    words = " ".join(" ".join(theme.terms) for theme in proposal.themes)
    assert {"consent", "dark", "patrol"} <= set(words.split())


def test_an_answer_about_two_things_is_in_two_themes():
    texts, _ = answers(200)
    both = "Street lights by the canal are broken, it is dark. Teach boys about consent at school."
    proposal = propose([*texts, both], seed=1, count=3)
    assert sum(200 in dict(theme.members) for theme in proposal.themes) == 2


def test_nothing_answers_do_not_make_a_theme():
    texts, _ = answers(60)
    proposal = propose([*texts, *["Nothing to add"] * 400, "Did not answer"], seed=1)
    assert len(proposal.set_apart) == 401
    assert all(reason_to_set_apart(texts[i]) is None for t in proposal.themes for i in t.quotes)
    assert not any("nothing" in theme.terms for theme in proposal.themes)


def test_a_campaign_does_not_swamp_the_themes():
    texts, _ = answers(120)
    campaign = ["Fund our refuge, it has no room"] * 900
    with_it = propose([*texts, *campaign], seed=1)
    assert len(with_it.themes) >= 3


def test_the_words_of_the_question_are_no_terms():
    texts = [f"To feel safer at night I need {what}" for what in answers(90)[0]]
    proposal = propose(texts, seed=1, question="What would make you feel safer at night?")
    terms = {word for theme in proposal.themes for term in theme.terms for word in term.split()}
    assert terms.isdisjoint({"feel", "safer", "night"})


@pytest.mark.slow
def test_labels_differ_and_the_same_seed_gives_the_same():
    texts, _ = answers(200)
    proposal = propose(texts, seed=4)
    labels = [theme.label for theme in proposal.themes]
    assert len(set(labels)) == len(labels)
    assert proposal == propose(texts, seed=4)


@pytest.mark.parametrize("texts", [[], ["one answer only"], ["a b", "a b", "a b"], ["..."] * 5])
def test_too_few_texts_make_no_theme(texts):
    assert propose(texts, seed=1).themes == ()


def test_answers_in_other_scripts_are_accounted_for():
    texts = [f"不安全的街道 {n} طريق" for n in range(30)]
    proposal = propose(texts, seed=1)
    assert len(proposal.in_themes) + len(proposal.unassigned) == 30
