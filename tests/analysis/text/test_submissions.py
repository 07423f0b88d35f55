"""Whole submissions: invented ones in five styles, and the real ones where they are present."""

import json
import re

import pytest

from avow.analysis.documents import read_plan, read_text
from avow.analysis.text import find_recommendations
from tests.analysis.text.marked import ANSWERS, PLANS, reading, scores, submission
from tests.shared import shared


@pytest.mark.parametrize("name", ANSWERS)
def test_invented_submissions(name):
    found, asks, text = reading(name)
    assert all(text[r.start : r.end] == r.quote for r in found.recommendations)
    got = scores(found, asks)
    assert got["f1"] >= 0.95, got
    assert got["first"] >= 0.70, got
    assert got["three"] >= 0.85, got
    assert got["gap"] >= 0.85, got


@pytest.mark.parametrize("name", ["press", "centre"])
def test_asks_are_found_whatever_the_plan(name):
    text, asks = submission(name)
    found = find_recommendations(text, read_plan(PLANS / "objectives.txt"))
    assert scores(found, asks)["f1"] >= 0.95


def test_every_sentence_is_accounted_for():
    found, _, text = reading("letter")
    assert sum(s.recommendation for s in found.sentences) == len(found.recommendations)
    assert all(s.reason for s in found.sentences)
    covered = set()
    for sentence in found.sentences:
        covered |= set(range(sentence.start, sentence.end))
    lost = [c for i, c in enumerate(text) if i not in covered and c.isalpha()]
    assert lost == []


def _words(text):
    return set(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))


def _nearest(sentence, found):
    wanted = _words(sentence)
    return max(found, key=lambda r: len(_words(r.quote) & wanted) / len(_words(r.quote) | wanted))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("document", "gold", "first", "three"),
    [
        ("sources/000_solace-response-to-met-plan-2022-01.txt", "000", 0.78, 0.95),
        (
            "gold/documents/evaw-police-and-crime-plan-2017.txt",
            "evaw-police-and-crime-plan-2017",
            0.9,
            0.9,
        ),
        (
            "gold/documents/imkaan-vawg-strategy-2021.txt",
            "imkaan-vawg-strategy-2021",
            0.75,
            0.9,
        ),
        (
            "gold/documents/safelives-strategic-policing-requirement.txt",
            "safelives-strategic-policing-requirement",
            0.7,
            0.85,
        ),
    ],
)
def test_the_hand_made_answers(document, gold, first, three):
    plan = read_plan(shared("sources/003_met-draft-commitments-leaflet-2023.txt"))
    answers = read_text(shared(f"gold/{gold}.jsonl"))
    rows = [json.loads(line) for line in answers.splitlines()]
    wanted = [row for row in rows if row["recommendation"]]
    found = find_recommendations(read_text(shared(document)), plan).recommendations
    assert abs(len(found) - len(wanted)) <= 0.05 * len(wanted)
    right = near = 0
    for row in wanted:
        got = [int(link.commitment) for link in _nearest(row["text"], found).links]
        right += got[:1] in (row["links_a"][:1], row["links_b"][:1])
        near += got == row["links_a"] or bool(set(got) & set(row["links_a"] + row["links_b"]))
    assert right / len(wanted) >= first
    assert near / len(wanted) >= three
