"""Floods: many starts from one place get harder and slower, and honest people still get in."""

import pytest

from avow.web.surveys import gate
from avow.web.surveys.models import Response
from tests.web.surveys.answering import Somebody, solve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Return a clock that stands still until it is moved."""
    now = [1_700_000_000.0]
    gate.gate.clear()
    monkeypatch.setattr(gate.gate, "clock", lambda: now[0])
    return now


def test_a_script_that_posts_a_thousand_times_begins_nothing(ready_survey):
    somebody = Somebody(ready_survey)
    somebody.get()
    fields = somebody.form("start")
    for _ in range(50):
        somebody.send_form(fields)
    assert "Please wait" in somebody.text
    assert not Response.objects.exists()


def test_without_scripts_one_waits_some_seconds(ready_survey, clock):
    somebody = Somebody(ready_survey)
    somebody.get()
    fields = somebody.form("start")
    somebody.send_form(fields)
    assert "Please wait 5 seconds" in somebody.text
    clock[0] += 6
    somebody.send_form(fields)
    assert somebody.heading == "Trust"


def test_one_ticket_begins_one_response(ready_survey, clock):
    somebody = Somebody(ready_survey)
    somebody.get()
    fields = somebody.form("start")
    clock[0] += 6
    for _ in range(50):
        somebody.send_form(fields)
    assert Response.objects.count() == 1
    assert gate.gate.starts.level("203.0.113.7", clock[0]) == 1


def test_a_field_that_people_do_not_see_stops_whoever_fills_it(ready_survey, clock):
    somebody = Somebody(ready_survey)
    somebody.get()
    fields = somebody.form("start")
    clock[0] += 60
    somebody.send_form({**fields, "website": "https://spam.example"})
    assert not Response.objects.exists()


def test_a_ticket_that_was_changed_or_is_of_another_survey_is_worth_nothing(ready_survey, clock):
    ticket = gate.new_ticket(ready_survey, "here").text
    clock[0] += 60
    assert gate.admit(ready_survey, "here", ticket, "").nonce
    assert not gate.admit(ready_survey, "here", ticket[:-1] + "x", "").nonce
    assert not gate.admit(ready_survey, "here", "", "").nonce
    clock[0] += gate.LASTS
    assert not gate.admit(ready_survey, "here", ticket, "").nonce


def test_work_lets_in_at_once(ready_survey, monkeypatch):
    monkeypatch.setattr(gate, "BITS", 6)
    ticket = gate.new_ticket(ready_survey, "here")
    assert not gate.admit(ready_survey, "here", ticket.text, "0x1").nonce
    assert gate.admit(ready_survey, "here", ticket.text, solve(ticket.text, 6)).nonce


def test_a_school_behind_one_address_gets_in_and_works_little_more(ready_survey, monkeypatch):
    """Three hundred pupils in one lesson: some seconds of work each, and nobody is refused."""
    monkeypatch.setattr(gate, "BITS", 0)
    for _ in range(300):
        ticket = gate.new_ticket(ready_survey, "school")
        work = solve(ticket.text, ticket.bits)
        verdict = gate.admit(ready_survey, "school", ticket.text, work)
        assert verdict.worked
        gate.began("school", verdict)
    assert gate.bits_for("school") == 6
    assert gate.bits_for("elsewhere") == 0


def test_without_work_a_flood_from_one_place_gets_ever_slower(ready_survey, clock):
    let_in = 0
    tickets = [gate.new_ticket(ready_survey, "flood").text for _ in range(1000)]
    for _second in range(600):
        clock[0] += 1
        for ticket in tickets[let_in : let_in + 2]:
            verdict = gate.admit(ready_survey, "flood", ticket, "")
            if verdict.nonce:
                gate.began("flood", verdict)
                let_in += 1
    assert let_in < 100


def test_a_flood_of_addresses_slows_those_without_scripts_only(ready_survey, clock, monkeypatch):
    monkeypatch.setattr(gate, "BITS", 2)
    for n in range(400):
        gate.began(f"place {n}", gate.Verdict(nonce="x"))
    ticket = gate.new_ticket(ready_survey, "somebody")
    clock[0] += 6
    assert not gate.admit(ready_survey, "somebody", ticket.text, "").nonce
    assert gate.admit(ready_survey, "somebody", ticket.text, solve(ticket.text, 2)).nonce


def test_the_wait_without_scripts_ends_before_its_ticket_does(ready_survey, clock):
    for _ in range(5000):
        gate.gate.waits.add("flood", clock[0])
    ticket = gate.new_ticket(ready_survey, "flood").text
    clock[0] += gate.LASTS - 30
    assert gate.admit(ready_survey, "flood", ticket, "").nonce


def test_guessing_codes_is_slowed_down_and_forgiven(ready_survey, clock):
    somebody = Somebody(ready_survey)
    for n in range(gate.EASY_TRIES):
        somebody.get("return/").press("resume", code=f"{n:015d}")
        assert "We do not know this code" in somebody.text
    somebody.get("return/").press("resume", code="123-456-789-012-345")
    assert "too many wrong codes" in somebody.text
    clock[0] += 60
    somebody.get("return/").press("resume", code="123-456-789-012-345")
    assert "We do not know this code" in somebody.text


def test_networks_of_the_newer_kind_count_as_one_place():
    assert gate.place_of("2001:db8::1") == gate.place_of("2001:db8::ffff")
    assert gate.place_of("2001:db8::1") != gate.place_of("2001:db8:0:1::1")
    assert gate.place_of("203.0.113.7") == "203.0.113.7"
    assert gate.place_of("somewhere") == "unknown"


def test_only_the_proxy_next_to_us_is_believed(settings):
    meta = {"HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9", "REMOTE_ADDR": "127.0.0.1"}
    settings.PRODUCTION = False
    assert gate.address_of(meta) == "127.0.0.1"
    settings.PRODUCTION = True
    assert gate.address_of(meta) == "203.0.113.9"


def test_old_places_are_forgotten_when_there_are_too_many():
    places = gate.Places(half_life=60, most=10)
    for n in range(30):
        places.add(str(n), 5.0)
    assert places.level("0", 5.0) == 0
    assert places.level("29", 5.0) == 1
    assert places.level("29", 65.0) == 0.5
