import pytest

from avow.web.core.states import IllegalMoveError, check_move, diagram

TABLE = {"open": ["closed"], "closed": []}


def test_a_listed_move_passes():
    check_move(TABLE, "open", "closed", "The door")


@pytest.mark.parametrize(("now", "then"), [("closed", "open"), ("open", "open"), ("lost", "open")])
def test_any_other_move_is_refused_in_words(now, then):
    with pytest.raises(IllegalMoveError, match=f"The door is “{now}” and cannot become “{then}”"):
        check_move(TABLE, now, then, "The door")


def test_the_diagram_draws_every_move():
    assert "open --> closed" in diagram(TABLE)
