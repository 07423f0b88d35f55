"""Everything asked and answered: voices, what changed, replies, what waits, and who asked."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from avow.web.core import published
from avow.web.publication.exchanges import organisations
from tests.web.publication.conftest import an_answer
from tests.web.publication.test_pages import get, text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def voice(name, *, is_person=False, quote="Light every stop."):
    return published.Voice(name, is_person, "Ours", date(2026, 1, 1), quote, "")


def an_ask(n, *names, people=0, words="", due=1, **given):
    wanted = {
        "id": uuid.UUID(int=n),
        "voices": published.Voices(names, people),
        "words": words,
        "commitment_lineages": (),
        "gap": True,
        "due_on": TODAY + timedelta(days=due),
    } | given
    return published.OpenAsk(**wanted)


@pytest.fixture
def offer(plan, monkeypatch):
    def offer(answers=(), asks=()):
        monkeypatch.setitem(published._sources, published.ANSWERS, lambda: tuple(answers))
        monkeypatch.setitem(published._sources, published.OPEN, lambda: tuple(asks))

    return offer


def test_all_voices_stand_with_the_one_answer(offer):
    said = (voice("The Lantern Centre"), voice("A member of the public", is_person=True))
    voices = published.Voices(("Night Bus Campaign", "The Lantern Centre"), 3, said)
    offer([an_answer(1, voices=voices)])
    text = text_of("answers")
    assert "2 organisations and 3 members of the public" in text
    assert "Night Bus Campaign, The Lantern Centre" in text
    assert get("answers", organisation="Night Bus Campaign").context["page"].paginator.count == 1


def test_what_changed_leads_to_its_place_in_the_plan(offer, plan):
    from avow.web.plan.queries import commitments_of, published_version

    first = commitments_of(published_version())[0]
    gone = uuid.UUID(int=99)
    changed = (first.lineage, first.actions.all()[0].lineage, gone)
    offer([an_answer(1, changed_lineages=changed, version_number=2)])
    text = text_of("answers")
    assert "Changed in version 2 of the plan" in text
    assert f"Commitment {first.number}: " in text
    assert "A part that the plan no longer has" in text


def test_a_reason_for_no_change_and_replies_are_beside_the_answer(offer):
    day = date(2026, 5, 1)
    replies = (
        published.PublishedReply("Night Bus Campaign", day, "A letter is not enough."),
        published.PublishedReply("The Lantern Centre", day, "", "It threatens somebody."),
    )
    offer([an_answer(1, no_change="It says so already.", replies=replies)])
    text = text_of("answers")
    for words in ("It says so already.", "A letter is not enough.", "It threatens somebody."):
        assert words in text


def test_what_waits_is_found_and_late_is_said(offer):
    late = an_ask(7, "Night Bus Campaign", people=2, words="Light every stop.", due=-3)
    offer([an_answer(1)], [late, an_ask(8, people=1)])
    text = text_of("answers")
    assert "1 answer is late" in text
    assert "1 organisation and 2 members of the public" in text
    assert "Light every stop." in text

    def count(**asked):
        return get("answers", **asked).context["page"].paginator.count

    assert [count(state=s) for s in ("", "answered", "open", "late")] == [3, 1, 2, 1]
    assert count(q="every stop", state="open") == 1
    assert count(organisation="Night Bus Campaign") == 1
    assert count(decision="accepted") == 1
    assert count(commitment="gap", state="open") == 2
    assert count(commitment=str(uuid.UUID(int=5)), state="open") == 0


def test_several_answers_are_named_in_one_address(offer):
    offer([an_answer(n) for n in range(1, 5)])
    ids = f"{uuid.UUID(int=1)},{uuid.UUID(int=3)}"
    assert get("answers", answer=ids).context["page"].paginator.count == 2


def test_a_page_for_each_organisation_says_what_is_open_and_late(offer):
    late = an_ask(7, "The Lantern Centre", words="Light every stop.", due=-3)
    offer([an_answer(1), an_answer(2, decision="not-accepted")], [late, an_ask(8, people=4)])
    text = text_of("organisations")
    assert "The Lantern Centre" in text
    assert get("organisations", q="lantern").context["page"].paginator.count == 1
    assert "No organisation of that name" in text_of("organisations", q="zebra")
    here = text_of("organisation", "the-lantern-centre")
    assert "2 answered, 1 not answered yet, 1 of these late" in here
    assert "Light every stop." in here


def test_names_that_look_alike_have_addresses_of_their_own():
    asks = [an_ask(n, name) for n, name in enumerate(["A & B", "A, B", "؟", "مركز"])]
    slugs = [one.slug for one in organisations((), asks, TODAY)]
    assert len(set(slugs)) == 4
    assert "" not in slugs
    assert organisations((), asks, TODAY)[0].accepted == 0


def test_a_published_response_is_served_whole(responses):
    assert "What you said, and what we do" in text_of("response", 1)
    file = Client().get(reverse("publication:response-file", args=[1, "response.html"]))
    assert file.content == b"hello"
    assert get("response-file", 1, "other.html").status_code == 404


def test_a_file_that_is_gone_is_not_found(responses, monkeypatch):
    monkeypatch.setitem(published._sources, published.RESPONSE_FILE, lambda number, name: None)
    assert get("response-file", 1, "response.html").status_code == 404
    monkeypatch.delitem(published._sources, published.RESPONSE_FILE)
    assert get("response-file", 1, "response.html").status_code == 404
