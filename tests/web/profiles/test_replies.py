"""The right of reply: only the unit's commander, every wording kept, shown by post."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from avow.analysis.clocks import add_working_days
from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.core.units import beside
from avow.web.core.waiting import waiting
from avow.web.profiles import actions, drafts, queries, reading
from avow.web.profiles.answerable import Subject
from avow.web.profiles.checklist import checklist
from avow.web.profiles.document.content import Signal
from avow.web.profiles.models import Command, Reply, ReplyRead
from avow.web.profiles.models.reply import MEASURE, PROFILE, SIGNAL
from avow.web.profiles.policies import OverwriteError

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIGNALS = [
    Signal("days-to-charge|over time|2025-Q1", "days-to-charge", "Days to charge", "…", "worse"),
    Signal("repeat-victims|between units|2025", "repeat-victims", "Repeat", "…", "neither"),
    Signal("trained-stalking|over time|2025-Q2", "trained-stalking", "Trained", "…", "better"),
]


@pytest.fixture
def reply(commander, unit):
    """Return a function that replies to a measure, or to what is asked."""

    def make(text="We know why.", base=0, subject=None, **asked):
        wanted = {
            "by": commander,
            "unit": unit,
            "subject": subject or Subject(MEASURE, "days-to-charge"),
            "text": text,
            "base": base,
        }
        return actions.reply(**wanted | asked)

    return make


@pytest.fixture
def signals(fixed, monkeypatch):
    """Have the edition in force hold three signals, one of them good."""
    monkeypatch.setattr(queries, "signals_in_force", lambda unit: SIGNALS)
    return fixed


def test_a_commander_replies_by_post_never_by_name(reply, commander, unit, draft):
    kept = reply()
    said = drafts.said(kept)
    assert said.who == f"Commander of {unit}"
    assert commander.name not in str(said)
    event = Event.objects.get(verb="unit.replied")
    assert event.detail == {
        "unit": unit,
        "about": "measure",
        "key": "days-to-charge",
        "number": 1,
    }
    joined = drafts.joined(draft, exact=True)
    path = next(part for part in joined.sections if part.id == "path")
    assert path.replies == (said,)


def test_a_reply_to_the_profile_or_a_section_stands_there(reply, draft):
    reply("On all of it.", subject=Subject(PROFILE))
    reply("On places.", subject=Subject(PROFILE, "where"))
    joined = drafts.joined(draft, exact=True)
    assert [said.paragraphs[0].text for said in joined.replies] == ["On all of it."]
    where = next(part for part in joined.sections if part.id == "where")
    assert [said.about for said in where.replies] == ["Where it is recorded"]


def test_every_wording_of_a_reply_stays(reply, unit):
    reply("First.")
    second = reply("Second.", base=1)
    assert [each.text for each in queries.wordings_of(second)] == ["Second.", "First."]
    assert [each.text for each in queries.newest_replies([unit])] == ["Second."]
    with pytest.raises(OverwriteError):
        reply("Third.", base=1)


@pytest.mark.parametrize(
    ("subject", "text", "said"),
    [
        (Subject(MEASURE, "luck"), "x", "no such measure"),
        (Subject(PROFILE, "luck"), "x", "no such section"),
        (Subject(SIGNAL, "luck"), "x", "nothing like that"),
        (Subject("weather"), "x", "nothing like that"),
        (Subject(PROFILE), "  ", "Write what you reply"),
    ],
)
def test_a_reply_to_nothing_or_saying_nothing_is_refused(reply, subject, text, said):
    with pytest.raises(IllegalMoveError, match=said):
        reply(text, subject=subject)


def test_nobody_else_replies_for_a_unit(reply, person, lead, analyst, unit):
    other = person("unit-commander", 2)
    elsewhere = next(name for name in reading.units() if name != unit)
    actions.assign_command(by=lead, person=other, unit=elsewhere)
    for who in (other, lead, analyst, person("partner")):
        with pytest.raises(PermissionDenied):
            reply(by=who)
    assert not Reply.objects.exists()


def test_whose_command_ended_replies_no_more_and_the_replies_stay(reply, lead, unit):
    kept = reply()
    command = Command.objects.get()
    actions.end_command(by=lead, command=command)
    with pytest.raises(PermissionDenied):
        reply("Again.", base=1)
    assert queries.newest_replies([unit]) == [kept]
    with pytest.raises(IllegalMoveError, match="ended already"):
        actions.end_command(by=lead, command=command)


def test_a_command_needs_the_role_a_unit_and_somebody_who_may_assign(
    commander, lead, analyst, unit, person
):
    with pytest.raises(IllegalMoveError, match="already"):
        actions.assign_command(by=lead, person=commander, unit=unit)
    with pytest.raises(IllegalMoveError, match="no role"):
        actions.assign_command(by=lead, person=analyst, unit=unit)
    with pytest.raises(IllegalMoveError, match="No command unit"):
        actions.assign_command(by=lead, person=commander, unit="Nowhere")
    for who in (analyst, commander):
        with pytest.raises(PermissionDenied):
            actions.assign_command(by=who, person=commander, unit=unit)


def test_signals_that_are_not_good_wait_for_the_commander(signals, commander, reply, unit):
    today = timezone.localdate()
    [one] = [w for w in waiting(commander, today) if unit in w.what]
    assert one.what.startswith("2 signals")
    assert one.late == ""
    due = queries.due_on(signals)
    assert due == add_working_days(timezone.localdate(signals.fixed_at), 10)
    [late] = [w for w in waiting(commander, due + timedelta(1)) if unit in w.what]
    assert late.late
    for signal in SIGNALS[:2]:
        reply(subject=Subject(SIGNAL, signal.key))
    assert [w for w in waiting(commander, today) if unit in w.what] == []


def test_replies_wait_for_the_analyst_and_the_lead_until_one_has_read_them(
    reply, analyst, lead, draft, person
):
    kept = reply()
    today = timezone.localdate()
    for who in (analyst, lead):
        assert any("to read" in w.what for w in waiting(who, today))
    assert not any("to read" in w.what for w in waiting(person("approver"), today))
    points = checklist(draft, drafts.joined(draft, exact=True))
    assert any("not read" in point.what for point in points)
    actions.read_reply(by=lead, reply=kept)
    actions.read_reply(by=analyst, reply=kept)
    assert ReplyRead.objects.get().read_by == lead
    assert not any("to read" in w.what for w in waiting(analyst, today))
    with pytest.raises(PermissionDenied):
        actions.read_reply(by=person("partner"), reply=kept)


def test_replies_stand_beside_the_units_figures(reply, unit, lead, commander, person):
    reply("For all.", for_partners=True)
    reply("For the force.", subject=Subject(MEASURE, "days-to-file"))
    ours = [one for one in beside(lead, unit) if one.text]
    assert {one.measure for one in ours} == {"days-to-charge", "days-to-file"}
    assert {one.who for one in ours} == {f"Commander of {unit}"}
    theirs = [one for one in beside(person("partner"), unit) if one.text]
    assert [one.text for one in theirs] == ["For all."]
    assert any("Reply for" in one.act for one in beside(commander, unit))
    assert beside(person("data-entry"), unit) == []
    other = next(name for name in reading.units() if name != unit)
    assert beside(commander, other) == []


def test_the_profile_in_force_is_offered_beside_the_unit(fixed, lead, unit):
    assert any("problem profile" in one.act for one in beside(lead, unit))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE profiles_reply SET text = 'x'",
        "DELETE FROM profiles_reply",
        "UPDATE profiles_command SET unit = 'x'",
        "DELETE FROM profiles_command",
    ],
)
def test_the_database_lets_no_reply_and_no_command_change(reply, sql):
    reply()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"number": 1}, "reply_numbered_once|UNIQUE"),
        ({"number": 2, "text": ""}, "reply_says_something"),
        ({"number": 2, "key": ""}, "reply_says_to_what"),
    ],
)
def test_the_database_refuses_replies_that_cannot_be(reply, commander, unit, asked, name):
    reply()
    plain = {"about": "measure", "key": "days-to-charge", "title": "t", "text": "x"}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Reply.objects.create(unit=unit, written_by=commander, **plain | asked)


def test_the_database_refuses_commands_that_cannot_be(commander, lead, unit):
    with pytest.raises(IntegrityError, match=r"command_assigned_once|UNIQUE"), transaction.atomic():
        Command.objects.create(person=commander, unit=unit, assigned_by=lead)
    with pytest.raises(IntegrityError, match="command_ended_by_somebody"), transaction.atomic():
        Command.objects.create(
            person=commander, unit="Other", assigned_by=lead, ended_at=timezone.now()
        )


def test_names_of_records_say_what_they_are(reply, unit, lead):
    kept = reply()
    assert str(kept) == f"Reply of {unit} on days-to-charge, wording 1"
    assert "was read" in str(actions.read_reply(by=lead, reply=kept))
    assert str(Command.objects.get()) == f"Command of {unit}"
