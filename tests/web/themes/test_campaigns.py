"""A member of a campaign can be told from the template and what was changed."""

import pytest

from avow.analysis.text.duplicates import find
from avow.web.themes.campaigns import Piece, member
from tests.web.themes.voices import CAMPAIGN


def said(pieces):
    """Return the text as its author sent it."""
    return " ".join(piece.text for piece in pieces if piece.kind != "out")


def test_every_members_words_come_back():
    texts = [
        CAMPAIGN,
        f"{CAMPAIGN} in Northbank",
        f"Hello: {CAMPAIGN.replace('fund', 'pay for')}",
        f"{CAMPAIGN} because my sister does",
        CAMPAIGN.replace("every woman", "all women"),
    ]
    (group,) = find(texts)
    for index, edits in zip(group.members, group.changes, strict=True):
        told = [{"at": e.at, "was": e.was, "now": e.now} for e in edits]
        assert said(member(group.template, told)) == " ".join(texts[index].split())


@pytest.mark.parametrize(
    ("changes", "pieces"),
    [
        ([], [Piece("kept", "Fund rides home")]),
        (
            [{"at": 1, "was": "rides", "now": "taxis"}],
            [
                Piece("kept", "Fund"),
                Piece("out", "rides"),
                Piece("in", "taxis"),
                Piece("kept", "home"),
            ],
        ),
        (
            [{"at": 3, "was": "[…]", "now": "soon"}],
            [Piece("kept", "Fund rides home"), Piece("in", "soon")],
        ),
        (
            [{"at": 2, "was": "home", "now": ""}],
            [Piece("kept", "Fund rides"), Piece("out", "home")],
        ),
        (
            [{"at": 9, "was": "x", "now": "y"}],
            [Piece("kept", "Fund rides home"), Piece("out", "x"), Piece("in", "y")],
        ),
    ],
)
def test_pieces_of_a_member(changes, pieces):
    assert member("Fund rides home […]", changes) == pieces
