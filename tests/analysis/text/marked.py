"""Invented submissions with answers marked in them: {{commitments: words}} or {{gap: words}}."""

import re
from dataclasses import dataclass
from pathlib import Path

from avow.analysis.documents import read_plan
from avow.analysis.text import Reading, find_recommendations

HERE = Path(__file__).parent
PLANS = HERE.parent / "documents" / "plans"
ANSWERS = {
    "letter": "objectives",
    "numbered": "lettered",
    "report": "markdown",
    "survey": "paragraphs",
    "bulleted": "themes",
}
_MARK = re.compile(r"\{\{([^:{}]*): ([^{}]*?)\}\}", re.DOTALL)


@dataclass(frozen=True)
class Ask:
    """A sentence that asks, by hand: its place and the commitments that would carry it."""

    start: int
    end: int
    links: list[str]


def submission(name: str) -> tuple[str, list[Ask]]:
    """Return the text without marks, and the asks."""
    raw = (HERE / "submissions" / f"{name}.txt").read_text(encoding="utf-8")
    text, asks, position = "", [], 0
    for mark in _MARK.finditer(raw):
        text += raw[position : mark.start()]
        links = [] if mark[1] == "gap" else mark[1].split(", ")
        asks.append(Ask(len(text), len(text) + len(mark[2]), links))
        text += mark[2]
        position = mark.end()
    return text + raw[position:], asks


def reading(name: str) -> tuple[Reading, list[Ask], str]:
    """Return a submission as read against the plan it answers."""
    text, asks = submission(name)
    plan = read_plan(PLANS / f"{ANSWERS[name]}.txt")
    return find_recommendations(text, plan), asks, text


def scores(found: Reading, asks: list[Ask]) -> dict[str, float]:
    """Return F1 of the asks found, and the share of first links, of any of three, of gaps right."""
    hits = used = first = three = gaps = 0
    for ask in asks:
        covering = [
            r
            for r in found.recommendations
            if min(r.end, ask.end) - max(r.start, ask.start) >= 0.6 * (ask.end - ask.start)
        ]
        if not covering:
            continue
        hits += 1
        got = [link.commitment for link in covering[0].links]
        used += 1
        first += got[:1] == ask.links[:1]
        three += bool(set(got) & set(ask.links)) or got == ask.links
        gaps += covering[0].gap == (not ask.links)
    precision, recall = used / max(1, len(found.recommendations)), hits / len(asks)
    return {
        "f1": 2 * precision * recall / (precision + recall),
        "first": first / hits,
        "three": three / hits,
        "gap": gaps / hits,
    }
