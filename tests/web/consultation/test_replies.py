"""The right of reply: a link, a reply without an account, and a decision that must give reasons."""

import html
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from avow.web.audit.models import Event
from avow.web.consultation import actions
from avow.web.consultation.models import Reply
from avow.web.core import published
from avow.web.core.states import IllegalMoveError
from tests.web.plan.pages import page, post

pytestmark = pytest.mark.django_db
WORDS = "A letter is not enough: we asked for a named officer."


@pytest.fixture
def public(answer, make_public):
    return make_public(answer)[0]


@pytest.fixture
def link(lead, public):
    return actions.invite_reply(by=lead, answer=public, organisation="Lanternside")[1]


@pytest.fixture
def written(link):
    return actions.write_reply(token=link, text=WORDS)


def test_a_link_is_random_and_kept_as_a_hash(link):
    reply = Reply.objects.get()
    assert len(link) >= 32
    assert link not in (reply.token_hash, str(Event.objects.last().detail))
    assert reply.expires_on == timezone.localdate() + timedelta(days=60)


def test_only_who_asked_replies_and_only_to_a_public_answer(lead, answer, sign, make_public):
    with pytest.raises(IllegalMoveError, match="not public"):
        actions.invite_reply(by=lead, answer=answer, organisation="Lanternside")
    make_public(answer)
    with pytest.raises(IllegalMoveError, match="Only an organisation that asked"):
        actions.invite_reply(by=lead, answer=answer, organisation="Somebody else")


def test_a_reply_is_written_through_the_link_and_shown_when_published(lead, link):
    browser = Client()
    path = f"/answers/reply/{link}/"
    assert "Reply of Lanternside" in browser.get(path).content.decode()
    assert "Write your reply first" in browser.post(path, {"text": " "}).content.decode()
    assert "Your reply is with us" in browser.post(path, {"text": WORDS}).content.decode()
    assert "Your reply is with us" in browser.post(path, {"text": "More"}).content.decode()
    reply = Reply.objects.get()
    assert (reply.text, reply.state) == (WORDS, "written")
    assert published.answers()[0].replies == ()
    actions.publish_reply(by=lead, reply=reply)
    (shown,) = published.answers()[0].replies
    assert (shown.organisation, shown.text, shown.refused_for) == ("Lanternside", WORDS, "")


def test_a_refusal_gives_a_stated_reason_and_is_seen(lead, written):
    with pytest.raises(IllegalMoveError, match="stated reasons"):
        actions.refuse_reply(by=lead, reply=written, ground="it is unkind to us")
    actions.refuse_reply(by=lead, reply=written, ground="abuse")
    (shown,) = published.answers()[0].replies
    assert shown.text == ""
    assert "abuses or threatens" in shown.refused_for
    with pytest.raises(IllegalMoveError, match="“refused”"):
        actions.publish_reply(by=lead, reply=written)


def test_a_second_link_gives_no_second_reply(lead, public, written):
    again = actions.invite_reply(by=lead, answer=public, organisation="Lanternside")[1]
    with pytest.raises(IllegalMoveError, match="replied to this answer already"):
        actions.write_reply(token=again, text="And another thing.")
    with pytest.raises(IllegalMoveError, match="Write your reply"):
        actions.write_reply(token=again, text=" \n")
    assert "Your reply is with us" in Client().get(f"/answers/reply/{again}/").content.decode()


def test_a_link_ends(link):
    Reply.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    gone = Client().get(f"/answers/reply/{link}/")
    assert gone.status_code == 410
    assert "worked until" in gone.content.decode()
    assert Client().get("/answers/reply/guessed/").status_code == 404


def test_the_page_leaves_no_cookie_and_shows_what_was_asked(link, adopted):
    shown = Client(enforce_csrf_checks=True).get(f"/answers/reply/{link}/")
    assert not shown.cookies
    assert adopted.quote in html.unescape(shown.content.decode())
    sent = Client(enforce_csrf_checks=True).post(f"/answers/reply/{link}/", {"text": WORDS})
    assert "Your reply is with us" in sent.content.decode()


def refused(act, match, error=IntegrityError):
    with pytest.raises(error, match=match), transaction.atomic():
        act()


def test_the_database_keeps_a_reply_as_it_was_written(lead, written):
    row, now = Reply.objects.filter(pk=written.pk), timezone.now()
    refused(lambda: row.update(text="Nicer."), "does not change", DatabaseError)
    refused(row.delete, "is kept", DatabaseError)
    refused(lambda: row.update(state="refused"), "refused_for_a_stated_reason")
    refused(lambda: row.update(state="published"), "reply_decided_by_somebody")
    refused(lambda: row.update(state="invited"), "reply_is_written")
    actions.publish_reply(by=lead, reply=written)
    refused(lambda: row.update(decided_at=now), "does not change", DatabaseError)


def test_staff_make_a_link_that_is_shown_once(desk, public):
    assert "Make a link" in page(desk, "consultation:invite-reply", public.ask_id)
    told = {"organisation": "Lanternside"}
    text = post(desk, "consultation:invite-reply", public.ask, told).content.decode()
    assert "http://localhost:8000/answers/reply/" in text
    wrong = post(desk, "consultation:invite-reply", public.ask, {"organisation": "X"})
    assert "Only an organisation that asked" in wrong.content.decode()


def test_a_draft_offers_no_link(desk, answer):
    assert "nothing to reply to" in page(desk, "consultation:invite-reply", answer.ask_id)


def test_replies_are_decided_on_a_page(desk, written):
    assert WORDS in page(desk, "consultation:replies")
    wrong = post(desk, "consultation:decide-reply", written, {"do": "refuse"}, follow=True)
    assert "stated reasons" in wrong.content.decode()
    done = post(desk, "consultation:decide-reply", written, {"do": "publish"}, follow=True)
    assert "shown beside the answer" in done.content.decode()


def test_a_refusal_on_the_page_names_its_ground(desk, written):
    told = {"do": "refuse", "ground": "court"}
    text = post(desk, "consultation:decide-reply", written, told, follow=True).content.decode()
    assert "could harm a trial" in text


def test_without_replies_the_page_says_so(desk):
    assert "No reply yet" in page(desk, "consultation:replies")
