"""Chance by row number: cut anywhere, nothing changes; pseudonyms never collide."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.synthetic.records.draws import Chances, Delays, Draws, of_person, part, true
from avow.analysis.synthetic.records.draws import pseudonyms as named

SEEDS = st.integers(0, 2**32)


@given(SEEDS, st.integers(0, 400), st.integers(0, 400))
def test_a_row_gets_the_same_chance_however_rows_are_cut(seed: int, first: int, more: int) -> None:
    draws = Draws(seed)
    whole = draws.uniform("a", (0, first + more))
    assert (draws.uniform("a", (first, first + more)) == whole[first:]).all()
    for short, long in zip(
        draws.shorts("b", (first, first + more)), draws.shorts("b", (0, first + more)), strict=True
    ):
        assert (short == long[first:]).all()


def test_streams_and_seeds_differ_and_are_even() -> None:
    one = Draws(1).uniform("a", (0, 20_000))
    assert abs(np.corrcoef(one, Draws(1).uniform("b", (0, 20_000)))[0, 1]) < 0.03
    assert abs(np.corrcoef(one, Draws(2).uniform("a", (0, 20_000)))[0, 1]) < 0.03
    assert np.histogram(one, 10, (0, 1))[0] == pytest.approx(2000, rel=0.1)


def test_people_keep_what_is_theirs_and_differ_from_each_other() -> None:
    people = np.arange(20_000) * 4
    first = of_person(people, 1)
    assert all((a[::7] == b).all() for a, b in zip(first, of_person(people[::7], 1), strict=True))
    shares = np.stack([*first, *of_person(people, 2)]) / 65536
    assert shares.mean(axis=1) == pytest.approx(0.5, abs=0.01)
    assert np.abs(np.corrcoef(shares) - np.eye(8)).max() < 0.03


@given(SEEDS, st.integers(1, 5))
def test_no_two_numbers_share_a_pseudonym(seed: int, kind: int) -> None:
    numbers = np.concatenate([np.arange(300), (1 << 48) + np.arange(300), [(1 << 52) - 1]])
    found = named(numbers, seed, kind)
    assert len(np.unique(found)) == len(numbers)
    assert found.min() >= 0
    assert found.max() < 1 << 52


@given(st.lists(st.lists(st.floats(0.01, 9), min_size=4, max_size=4), min_size=1, max_size=5))
def test_a_choice_is_the_first_whose_share_reaches_the_draw(weights: list[list[float]]) -> None:
    chances = Chances(weights)
    draw = np.linspace(0, 1, 97, endpoint=False)
    for row, shares in enumerate(chances.shares):
        found = chances.pick(np.full(97, row), draw)
        below = np.concatenate([[0], shares.cumsum()])
        assert (draw >= below[found] - 1e-9).all()
        assert (draw <= below[found + 1] + 1e-9).all()


def test_a_choice_left_out_is_never_made() -> None:
    chances = Chances([(1, 2, 3, 4)]).without([1, 3])
    assert chances.shares == pytest.approx(np.array([[0.25, 0, 0.75, 0]]))
    assert set(chances.pick(0, np.linspace(0, 1, 100, endpoint=False)).tolist()) == {0, 2}


def test_shorts_are_chances_and_delays() -> None:
    every = np.arange(65536, dtype=np.uint16)
    assert true(every, 0.25).mean() == 0.25
    assert 0 < part(every)[0] < part(every)[-1] < 1
    days = Delays(0.8).days(every, 30)
    assert abs(int(np.median(days)) - 30) <= 1
    assert np.log(days[days > 0] / 30).std() == pytest.approx(0.8, abs=0.05)
