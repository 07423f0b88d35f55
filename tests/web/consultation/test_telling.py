"""Those who asked are told once, safely, and can stop that."""

import re
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from avow.web.audit.models import Event
from avow.web.consultation import actions, addresses, posting
from avow.web.consultation.actions.contact import NoAddressError
from avow.web.consultation.models import Contact, Message, Submission, Told
from avow.web.core.states import IllegalMoveError
from tests.web.plan.pages import page, post

pytestmark = pytest.mark.django_db
ADDRESS = "office@lanternside.example"


@pytest.fixture
def contact(lead, submission):
    return actions.keep_address(by=lead, submission=submission, address=ADDRESS)


@pytest.fixture
def told(contact, answer, make_public):
    make_public(answer)
    return Message.objects.get()


def body(message):
    return Message.objects.get(pk=message.pk).unseal()


def test_an_address_is_sealed_and_never_in_the_trace(contact):
    kept = Contact.objects.get()
    assert "lanternside" not in kept.address
    assert kept.unseal() == ADDRESS
    assert "lanternside" not in " ".join(str(e.detail) for e in Event.objects.all())


def test_what_is_no_address_is_refused(lead, submission):
    for wrong in ("", "office", "a@b@c", "x@y.example\nBcc: z@y.example"):
        with pytest.raises(NoAddressError, match="no e-mail address"):
            actions.keep_address(by=lead, submission=submission, address=wrong)


def test_the_message_is_queued_with_the_act_and_says_nothing_of_it(told, adopted):
    text = body(told)
    assert str(adopted.ask_id) in text
    for secret in ("Lanternside", "stalking", adopted.quote[:20], "You are right"):
        assert secret not in text
    assert (told.state, told.answers) == ("waiting", 1)
    assert mail.outbox == []


def test_one_message_tells_of_all_answers_published_together(
    lead, submission, contact, answer, make_public
):
    row = submission.recommendations.filter(state="candidate").first()
    ask = actions.adopt(by=lead, recommendation=row).ask
    second = actions.write_answer(by=lead, ask=ask, decision="not-accepted", reason="The law.")
    make_public(answer, second)
    assert Message.objects.get().answers == Told.objects.count() == 2


def test_nobody_is_told_of_the_same_answer_twice(lead, contact, answer, make_public):
    make_public(answer)
    actions.withdraw_answer(by=lead, answer=answer)
    answer.refresh_from_db()
    make_public(answer)
    told = Told.objects.get()
    with pytest.raises(IntegrityError, match=r"(?i)unique constraint"), transaction.atomic():
        Told.objects.create(contact=contact, ask=told.ask, message=told.message)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Told.objects.all().delete()


def test_without_an_address_nobody_is_told(answer, make_public):
    make_public(answer)
    assert not Message.objects.exists()


def test_what_waits_is_sent_once(told):
    assert vars(posting.post()) == {"sent": 1, "later": 0, "failed": 0}
    assert vars(posting.post()) == {"sent": 0, "later": 0, "failed": 0}
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([ADDRESS], "The news you asked for")
    told.refresh_from_db()
    assert told.sent_at
    assert Event.objects.filter(verb="message.sent").count() == 1


def test_a_failure_loses_nothing_and_ends_with_a_person(told):
    def broken(address, text):
        raise ConnectionError("no server at office@lanternside.example")

    for _ in range(posting.MOST_ATTEMPTS - 1):
        assert posting.post(broken).later == 1
    assert posting.post(broken).failed == 1
    told.refresh_from_db()
    assert (told.state, told.fault, told.attempts) == ("failed", "ConnectionError", 5)


@pytest.mark.parametrize(("code", "state"), [(550, "unreachable"), (450, "active")])
def test_an_address_that_is_refused_for_good_is_known_as_such(lead, told, code, state):
    def refuse(address, text):
        raise SMTPRecipientsRefused({address: (code, b"no")})

    posting.post(refuse)
    contact = Contact.objects.get()
    assert contact.state == state
    told.refresh_from_db()
    if state == "active":
        assert told.state == "waiting"
        return
    with pytest.raises(IllegalMoveError, match="Correct the address"):
        actions.send_again(by=lead, message=told)
    actions.keep_address(by=lead, submission=contact.submission, address="new@example.org")
    actions.send_again(by=lead, message=told)
    assert posting.post().sent == 1


def test_one_that_may_have_gone_out_waits_for_a_person(lead, told):
    def killed(address, text):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        posting.post(killed)
    told.refresh_from_db()
    assert told.get_state_display() == "Not known whether it went out"
    assert posting.post().sent == 0
    actions.send_again(by=lead, message=told)
    assert posting.post().sent == 1
    with pytest.raises(IllegalMoveError, match="could not be sent"):
        actions.send_again(by=lead, message=told)


def test_what_comes_back_stops_the_next_message(lead, told):
    posting.post()
    actions.mark_unreachable(by=lead, message=told)
    with pytest.raises(IllegalMoveError, match="already"):
        actions.mark_unreachable(by=lead, message=told)
    Message.objects.filter(pk=told.pk).update(state="waiting", sent_at=None)
    assert posting.post().sent == 0
    told.refresh_from_db()
    assert (told.state, told.fault) == ("failed", "The address cannot be reached.")


def test_a_value_that_cannot_be_opened_is_kept_for_a_person(told):
    Contact.objects.update(address="v1:gone:AAAA")
    assert posting.post().failed == 1
    told.refresh_from_db()
    assert told.fault == "SealError"


def test_whoever_got_a_message_stops_the_next_and_is_erased(told):
    posting.post()
    link = re.search(r"http\S*/answers/stop/\S+", body(told))[0]
    path = link.split("localhost:8000")[1]
    asked = Client().get(path)
    assert "Do you want no more messages?" in asked.content.decode()
    assert Contact.objects.get().state == "active"
    done = Client().post(path)
    assert "Your address is erased" in done.content.decode()
    contact = Contact.objects.get()
    assert (contact.state, contact.address) == ("stopped", "")
    assert Message.objects.get().body == ""
    assert "Your address is erased" in Client().post(path).content.decode()


def test_a_forged_stop_link_does_nothing(contact):
    assert Client().post(f"/answers/stop/{contact.pk}/").status_code == 404
    assert addresses.contact_of("x:y:z") is None
    assert Contact.objects.get().state == "active"


def test_who_asked_to_stop_is_not_told(contact, answer, make_public):
    actions.stop_telling(contact=contact)
    make_public(answer)
    assert not Message.objects.exists()


def test_the_outbox_shows_states_and_no_address(desk, told):
    text = page(desk, "consultation:outbox")
    assert "Waits to be sent" in text
    assert ADDRESS not in text
    posting.post()
    assert "It came back" in page(desk, "consultation:outbox")
    post(desk, "consultation:message", told, {"do": "back"})
    assert "Correct the address" in page(desk, "consultation:outbox")
    text = post(desk, "consultation:message", told, {"do": "again"}, follow=True).content.decode()
    assert "could not be sent is sent again" in text
    post(desk, "consultation:message", told, {"do": "dance"})


def test_an_empty_outbox_says_so(desk):
    assert "No message yet" in page(desk, "consultation:outbox")


def test_an_address_is_kept_on_a_page_that_never_shows_it(desk, submission):
    text = post(desk, "consultation:address", submission, {"address": "x"}).content.decode()
    assert "This is no e-mail address" in text
    post(desk, "consultation:address", submission, {"address": ADDRESS})
    text = page(desk, "consultation:address", submission.pk)
    assert "An address is kept" in text
    assert ADDRESS not in text


def test_a_private_person_gets_no_link_to_reply(lead, submission, contact, answer, make_public):
    Submission.objects.filter(pk=submission.pk).update(kind="person")
    make_public(answer)
    assert "/reply/" not in body(Message.objects.get())


def test_very_many_answers_are_one_short_address():
    assert "?" not in addresses.of_answers(range(21))
    assert addresses.of_answers([1, 2]).endswith("?answer=1,2")
