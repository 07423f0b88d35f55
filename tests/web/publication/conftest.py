"""What the public site shows: a published plan, answers, releases."""

import uuid
from datetime import UTC, date, datetime

import pytest

from avow.web.core import published
from avow.web.plan.models import Commitment
from tests.web.measures.conftest import (  # noqa: F401 — fixtures shared by the rooms
    action,
    analyst,
    approved,
    approvers,
    engine_is_warm,
    facts,
    in_review,
    lead,
    plan,
    proposed,
    released,
)


def an_answer(n: int, *commitments, **given) -> published.PublishedAnswer:
    """Return an answer to an invented recommendation."""
    wanted = {
        "id": uuid.UUID(int=n),
        "organisation": "The Lantern Centre",
        "submission_title": "Our response",
        "received_on": date(2026, 1, 31),
        "quote": f"Tell survivors what happens to case {n}.",
        "section": "Trust",
        "strength": "explicit",
        "commitment_lineages": tuple(c.lineage for c in commitments),
        "gap": not commitments,
        "decision": "accepted",
        "decision_label": "Accepted",
        "reason": "It is right.",
        "change": "A letter within ten days.",
        "published_at": datetime(2026, 3, 1, 9, 0, n, tzinfo=UTC),
    }
    made = wanted | given
    voices = published.Voices(organisations=(made["organisation"],))
    return published.PublishedAnswer(**({"ask_id": made["id"], "voices": voices} | made))


@pytest.fixture
def answers(plan, monkeypatch):  # noqa: F811 — the fixture imported above
    """Publish three answers: two about commitment 1, one about nothing the plan holds."""
    listen = Commitment.objects.get(number="1")
    said = (
        an_answer(1, listen),
        an_answer(
            2,
            listen,
            organisation="Night Bus Campaign",
            quote="Light every stop.",
            decision="not-accepted",
            decision_label="Not accepted",
        ),
        an_answer(3, quote="Change the law on phones."),
    )
    monkeypatch.setitem(published._sources, published.ANSWERS, lambda: said)
    monkeypatch.setitem(
        published._sources, published.ASKED, lambda: published.Asked(2, 5, len(said))
    )
    return said


@pytest.fixture
def responses(monkeypatch):
    """Offer one published response of one file."""
    files = (published.ResponseFile("response.html", "text/html; charset=utf-8", 5, "0" * 64),)
    at = datetime(2026, 4, 1, 9, tzinfo=UTC)
    one = published.PublishedResponse(1, "What you said, and what we do", at, "1" * 64, files)
    monkeypatch.setitem(published._sources, published.RESPONSES, lambda: (one,))
    monkeypatch.setitem(published._sources, published.RESPONSE_FILE, lambda number, name: b"hello")
    return one
