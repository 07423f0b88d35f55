"""The monthly update: one page of questions, reminders, and what the plan lead is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from avow.web.audit.backing import unfounded
from avow.web.core import units as core_units
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions, posting, start_page
from avow.web.plan.models import Proof, Reminder
from avow.web.plan.rounds import round_on
from avow.web.plan.updates import unanswered
from tests.web.plan.pages import page
from tests.web.plan.workspace import action_of, ago, document, report, today, where

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def owner(person):
    return person("action-owner")


@pytest.fixture
def asked(lead, owner, published):
    """Two actions that the owner answers for since long, the first of them reported on."""
    held = [action_of(published, number) for number in ("1.1", "2.1")]
    for action in held:
        actions.assign_action(
            by=lead, action=action, post="Head", person=owner, terms=actions.Terms(since=ago(200))
        )
    report(owner, held[0], "at-risk", reported_on=ago(100))
    return held


@pytest.fixture
def own(owner, signed_in):
    return signed_in(owner)


def key(action, name):
    return f"a{action.lineage.hex}-{name}"


def answer(action, **fields):
    fields = {"status": "at-risk", "note": "Half way."} | fields
    return {key(action, name): value for name, value in fields.items()}


def post(client, name="plan:update", **data):
    return client.post(reverse(name), data, follow=True).content.decode()


class TestPage:
    def test_without_a_plan_nothing_waits(self, own):
        assert "Nothing waits for you" in page(own, "plan:update")

    def test_it_asks_about_every_action_that_is_due(self, own, asked, published):
        text = page(own, "plan:update")
        assert "2 actions wait for your answer" in text
        assert "Action 1.1" in text
        assert "Action 2.1" in text
        assert "Action 3.1" not in text
        assert text.count("Nothing changed<") == 1

    def test_what_is_filled_in_is_kept_and_the_rest_stays(self, own, asked):
        assert "1 report was added" in post(own, **answer(asked[0]))
        assert where(asked[0]).report.note == "Half way."
        text = page(own, "plan:update")
        assert "1 action waits for your answer" in text
        assert "Answered" in text

    def test_nothing_filled_in_keeps_nothing(self, own, asked):
        assert "Nothing was filled in" in post(own)

    def test_one_that_lacks_something_comes_back_as_it_was_typed(self, own, asked):
        data = answer(asked[0]) | answer(asked[1], status="", note="Typed words.")
        text = post(own, **data)
        assert "1 report was added" in text
        assert "Choose how far the action is" in text
        assert "Typed words." in text
        assert where(asked[1]).report is None

    def test_evidence_comes_with_it(self, own, asked):
        more = {"proof_title": "Minutes", "proof_dated": ago(1), "proof_shows": "The figures."}
        post(own, **answer(asked[0], status="on-track", **more))
        assert not where(asked[0]).lacks_evidence
        assert Proof.objects.get().dated == ago(1)

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"proof_title": "Minutes"}, "Give the date on the document"),
            ({"proof_shows": "x", "proof_dated": "2026-01-01"}, "is called"),
            ({"proof_title": "x", "proof_dated": "2026-01-01"}, "Say what it shows"),
            (
                {"proof_title": "x", "proof_dated": "2999-01-01", "proof_shows": "x"},
                "lies in the future",
            ),
        ],
    )
    def test_half_of_evidence_is_refused_with_the_report(self, own, asked, more, said):
        assert said in post(own, **answer(asked[0], **more))
        assert where(asked[0]).report.reported_on == ago(100)
        assert not Proof.objects.exists()

    def test_nothing_changed_in_one_keeps_what_was_typed_for_the_others(self, own, asked):
        data = answer(asked[1], note="Typed words.") | {"unchanged": str(asked[0].lineage)}
        text = post(own, **data)
        assert "Kept: nothing changed in 1.1" in text
        assert "Typed words." in text
        assert "Choose how far" not in text
        assert where(asked[0]).unchanged == 1

    def test_a_wrong_click_is_taken_back_where_it_was_made(self, own, asked):
        assert "Take it back" in post(own, unchanged=str(asked[0].lineage))
        made = where(asked[0]).report
        url = reverse("plan:undo", args=[made.pk])
        text = own.post(url, {"back": "update"}, follow=True).content.decode()
        assert "Taken back" in text
        assert "2 actions wait for your answer" in text
        assert where(asked[0]).unchanged == 0

    def test_nothing_changed_in_all_is_one_click(self, own, owner, asked):
        report(owner, asked[1], "late", reported_on=ago(100))
        assert "nothing changed in 1.1, 2.1" in post(own, unchanged="all").replace(
            "2.1, 1.1", "1.1, 2.1"
        )
        assert all(where(action).unchanged == 1 for action in asked)
        assert "answered for every action" in page(own, "plan:update")

    def test_nothing_can_be_unchanged_that_was_never_reported(self, own, asked):
        assert "Action 2.1: Nobody has reported" in post(own, unchanged=str(asked[1].lineage))

    def test_somebody_else_s_actions_are_not_touched(self, asked, person, signed_in):
        other = signed_in(person("action-owner", 2))
        post(other, unchanged="all")
        post(other, **answer(asked[0]))
        assert where(asked[0]).report.reported_on == ago(100)


class TestRound:
    def test_who_took_over_after_the_day_is_asked_the_next_month(self, lead, owner, published):
        due = round_on(today()).due
        action = action_of(published)
        for since, wanted in ((due, True), (due + DAY, False)):
            if since > today():
                continue
            terms = actions.Terms(since=since)
            actions.assign_action(by=lead, action=action, post="Head", person=owner, terms=terms)
            assert where(action).is_asked(round_on(today())) is wanted

    def test_what_is_done_is_asked_about_only_while_nothing_shows_it(self, owner, asked):
        report(owner, asked[0], "done", reported_on=ago(99))
        (found,) = unanswered(today()).owners
        assert [s.action.number for s in found.waiting] == ["1.1", "2.1"]
        document(owner, asked[0])
        (found,) = unanswered(today()).owners
        assert [s.action.number for s in found.waiting] == ["2.1"]

    def test_what_was_stopped_is_not_asked_about(self, owner, asked):
        report(owner, asked[0], "stopped", "No money.", reported_on=ago(99))
        (found,) = unanswered(today()).owners
        assert [s.action.number for s in found.waiting] == ["2.1"]

    def test_a_report_since_it_opened_answers_it(self, owner, asked):
        opened = round_on(today()).opens
        report(owner, asked[0], reported_on=opened - DAY)
        assert not where(asked[0]).has_answered(round_on(today()))
        report(owner, asked[0], reported_on=opened)
        assert where(asked[0]).has_answered(round_on(today()))

    def test_what_nobody_signs_in_for_is_listed_apart(self, asked):
        numbers = [s.action.number for s in unanswered(today()).nobody]
        assert numbers == ["1.2", "3.1", "3.2"]


class TestStartPage:
    def test_the_owner_sees_what_waits_and_whether_it_is_late(self, owner, asked):
        due = round_on(today()).due
        (one,) = start_page.waiting(owner, due)
        assert "2 actions to report on" in one.what
        assert one.late == ""
        (one,) = start_page.waiting(owner, due + DAY)
        assert one.late == "2 late"

    def test_the_plan_lead_is_told_once_it_escalates(self, lead, asked):
        told = round_on(today()).escalates
        (nobody,) = start_page.waiting(lead, told)
        assert "3 actions have nobody to ask" in nobody.what
        one, again = start_page.waiting(lead, told + DAY)
        assert "2 actions without this month’s update" in one.what
        assert one.url == reverse("plan:reminders")
        assert again == nobody

    def test_what_is_late_or_not_evidenced_stays_with_its_owner(self, lead, owner, asked, own):
        for action in asked:
            report(owner, action, "on-track")
        (one,) = start_page.waiting(owner, today())
        assert one.what.startswith("2 actions of yours are shown as not evidenced")
        assert "2 actions" in own.get(one.url).content.decode()
        for action in asked:
            document(owner, action)
        assert start_page.waiting(owner, today()) == []
        marker = actions.Marker("Adviser in post", ago(1))
        actions.set_milestone(by=owner, action=asked[0], marker=marker)
        (one,) = start_page.waiting(owner, today())
        assert (one.what, one.late) == (
            "1 action of yours is late, or a milestone of it is",
            "1 late",
        )
        assert "1 action<" in own.get(one.url).content.decode()

    def test_reminders_that_reached_nobody_are_told(self, lead, owner, asked):
        actions.remind(by=lead, person=owner)
        type(owner).objects.filter(pk=owner.pk).update(email="gone@force.example")

        def broken(*_):
            raise OSError("no such address")

        for _ in range(posting.MOST_ATTEMPTS):
            posting.post(broken)
        told = [one.what for one in start_page.waiting(lead, today())]
        assert "1 reminder could not be sent: ask them another way" in told

    @pytest.mark.parametrize("gone", [{"is_active": False}, {}])
    def test_whoever_left_is_nobody_to_ask(self, lead, owner, asked, gone, desk):
        if gone:
            type(owner).objects.filter(pk=owner.pk).update(**gone)
        else:
            owner.grants.all().delete()
        found = unanswered(today())
        assert found.owners == []
        assert len(found.nobody) == 5
        assert f"{owner.name} no longer reports" in page(desk, "plan:reminders")
        assert posting.queue_due(today()) == 0

    def test_what_is_done_with_nothing_to_show_it_still_wants_somebody(self, lead, published):
        report(lead, action_of(published), "done")
        assert "1.1" in [s.action.number for s in unanswered(today()).nobody]
        document(lead, action_of(published))
        assert "1.1" not in [s.action.number for s in unanswered(today()).nobody]

    def test_a_commander_is_asked_about_what_the_own_unit_delivers(
        self, lead, published, person, monkeypatch
    ):
        commander = person("unit-commander")
        monkeypatch.setitem(core_units._commands, "test", lambda _: ["South"])
        assert start_page.waiting(commander, today()) == []
        held = [action_of(published, number) for number in ("1.1", "2.1")]
        for action in held:
            terms = actions.Terms(units=["North", "South"])
            actions.assign_action(by=lead, action=action, post="Head", terms=terms)
        (one,) = start_page.waiting(commander, today())
        assert one.what.startswith("2 actions that South delivers")
        assert one.url.endswith("?unit=South#actions")
        actions.report_units(
            by=commander, action=held[0], reports=[actions.UnitReport("South", "late", 5)]
        )
        (one,) = start_page.waiting(commander, today())
        assert one.url == reverse("plan:units", args=[held[1].pk])
        assert start_page.waiting(commander, round_on(today()).due + DAY)[0].late == "1 late"
        report(lead, held[1], "stopped", "No money.")
        assert start_page.waiting(commander, today()) == []

    def test_whoever_does_neither_is_told_nothing(self, asked, person):
        assert start_page.waiting(person("analyst"), today()) == []

    def test_nothing_waits_without_a_plan(self, lead):
        assert start_page.waiting(lead, today()) == []


class TestReminding:
    def test_the_lead_sees_who_has_not_answered_and_reminds_all(self, desk, asked, owner):
        text = page(desk, "plan:reminders")
        assert owner.name in text
        assert "Nobody to ask" in text
        assert "Queued a reminder" in post(desk, "plan:reminders", person="all")
        assert "reminded today already" in post(desk, "plan:reminders", person=str(owner.pk))
        assert "the plan lead asked, waits to be sent" in page(desk, "plan:reminders")
        assert Reminder.objects.count() == 1

    def test_nobody_else_reminds(self, asked, owner):
        with pytest.raises(PermissionDenied):
            actions.remind(by=owner, person=owner)

    def test_if_the_trace_fails_nobody_is_reminded(self, lead, asked, owner, monkeypatch):
        def broken(**_):
            raise OSError("no trace")

        monkeypatch.setitem(actions.remind.__wrapped__.__globals__, "record", broken)
        with pytest.raises(OSError, match="no trace"):
            actions.remind(by=lead, person=owner)
        assert not Reminder.objects.exists()

    def test_whoever_answered_is_not_reminded(self, lead, owner, asked):
        report(owner, asked[1], "late", reported_on=ago(100))
        for action in asked:
            actions.say_unchanged(by=owner, action=action)
        with pytest.raises(IllegalMoveError, match="has answered"):
            actions.remind(by=lead, person=owner)

    def test_without_a_plan_there_is_nobody(self, desk):
        assert "No plan is published yet" in page(desk, "plan:reminders")

    def test_the_page_says_when_everybody_has_answered(self, desk, owner, asked):
        report(owner, asked[1], "late", reported_on=ago(100))
        for action in asked:
            actions.say_unchanged(by=owner, action=action)
        assert "Everybody who was asked has answered" in page(desk, "plan:reminders")

    def test_the_timetable_reminds_once_when_it_opens_and_once_when_overdue(self, asked, owner):
        due = round_on(today()).due
        assert [posting.queue_due(due), posting.queue_due(due)] == [1, 0]
        assert posting.queue_due(due + DAY) == 0
        posting.post(lambda *_: None)
        assert posting.queue_due(due + DAY) == 1
        kinds = set(Reminder.objects.values_list("kind", flat=True))
        assert kinds == {"opened", "overdue"}
        assert list(unfounded()) == []

    def test_nothing_is_queued_without_a_plan(self, db):
        assert posting.queue_due(today()) == 0


class TestSending:
    @pytest.fixture
    def queued(self, lead, owner, asked):
        return actions.remind(by=lead, person=owner)

    def test_it_goes_out_once_and_names_no_action(self, queued, owner, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert len(list(posting.waiting())) == 1
        assert posting.post() == ["sent"]
        assert posting.post() == []
        (sent,) = mail.outbox
        assert sent.to == [owner.email]
        assert reverse("plan:update") in sent.body
        assert "1.1" not in sent.body
        queued.refresh_from_db()
        assert queued.sent_at

    def test_what_cannot_be_sent_waits_and_is_given_up_in_the_end(self, queued):
        def broken(*_):
            raise OSError("no network")

        for _ in range(posting.MOST_ATTEMPTS - 1):
            assert posting.post(broken) == ["waiting"]
        assert posting.post(broken) == ["failed"]
        queued.refresh_from_db()
        assert queued.fault == "OSError"

    def test_whoever_left_gets_nothing(self, queued, owner):
        type(owner).objects.filter(pk=owner.pk).update(is_active=False)
        assert posting.post(lambda *_: pytest.fail("sent")) == ["failed"]

    def test_one_that_another_process_sends_is_left_alone(self, queued):
        def taken(*_):
            assert posting._claimed(queued.pk) is None

        assert posting.post(taken) == ["sent"]
