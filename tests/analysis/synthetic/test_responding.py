from collections import Counter
from itertools import islice

import pytest

from avow.analysis.synthetic import response_themes, responses

AREAS = [f"Borough {n}" for n in range(1, 9)]


@pytest.fixture(scope="module")
def made():
    return list(responses(1400, seed=7, areas=AREAS))


def test_the_same_seed_gives_the_same_answers_and_another_does_not(made):
    assert list(islice(responses(1400, seed=7, areas=AREAS), 50)) == made[:50]
    assert next(responses(1, seed=8, areas=AREAS)) != made[0]


def test_every_kind_of_answer_is_there_in_about_its_share(made):
    kinds = Counter(one.kind for one in made)
    assert set(kinds) == {"own", "nothing", "campaign", "copied", "disclosure"}
    assert 0.12 < kinds["nothing"] / len(made) < 0.2
    assert 0.06 < kinds["campaign"] / len(made) < 0.12
    assert kinds["disclosure"] >= 3


def test_an_answer_of_somebodys_own_speaks_of_known_themes_and_leaves_no_gap_open(made):
    known = set(response_themes())
    for one in made:
        assert one.themes <= known
        assert bool(one.themes) == (one.kind != "nothing")
        assert "{" not in one.text
        assert one.text


def test_the_last_two_areas_hardly_answer(made):
    by_area = Counter(one.area for one in made)
    assert by_area[AREAS[0]] > 8 * (by_area[AREAS[-1]] + by_area[AREAS[-2]] + 1) / 2


def test_what_is_promised_of_the_forces_own_people_is_doubted(made):
    agree = {
        n: sum(one.agreement[n] in ("agree", "strongly-agree") for one in made) for n in (1, 2, 3)
    }
    assert agree[1] < 0.6 * agree[2]
    assert agree[1] < 0.6 * agree[3]
