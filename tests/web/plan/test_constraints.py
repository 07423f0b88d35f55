from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from avow.web.plan import actions, queries
from avow.web.plan.fixed_text import let_go_of_reports
from avow.web.plan.models import (
    Action,
    Assignment,
    Commitment,
    Milestone,
    Pillar,
    Progress,
    Proof,
    Reminder,
    UnitProgress,
    Version,
)
from tests.web.database import Editor
from tests.web.plan.workspace import action_of, document, report, today

guards = import_module("avow.web.plan.migrations.0005_workspace_guards")

pytestmark = pytest.mark.django_db
FIXED = "published text of a plan does not change"


def refused(act, error=DatabaseError, match=FIXED):
    with pytest.raises(error, match=match), transaction.atomic():
        act()


def test_the_database_keeps_published_text_as_it_is(lead, published):
    commitment = queries.commitments_of(published)[0]
    pillar, action = commitment.pillar, commitment.actions.first()
    refused(lambda: Commitment.objects.filter(pk=commitment.pk).update(text="changed"))
    refused(lambda: Pillar.objects.filter(pk=pillar.pk).update(title="changed"))
    refused(lambda: Action.objects.filter(pk=action.pk).update(text="changed"))
    refused(lambda: Version.objects.filter(pk=published.pk).update(title="changed"))
    refused(lambda: Action.objects.create(commitment=commitment, position=9, number="", text="x"))
    refused(lambda: Commitment.objects.create(pillar=pillar, position=9, number="", title="x"))
    refused(lambda: Pillar.objects.create(version=published, position=9))
    refused(action.delete)
    refused(published.delete)


def test_a_published_part_cannot_be_moved_into_a_draft_nor_the_other_way(lead, published):
    draft = actions.start_draft(by=lead, plan=published.plan)
    theirs, ours = queries.commitments_of(published)[0], queries.commitments_of(draft)[0]
    move = Commitment.objects.filter
    refused(lambda: move(pk=theirs.pk).update(pillar=draft.pillars.first()))
    refused(lambda: move(pk=ours.pk).update(pillar=published.pillars.first()))


@pytest.mark.parametrize("state", ["draft", "superseded"])
def test_the_state_of_a_version_moves_one_way_only(lead, published, state):
    newer = actions.start_draft(by=lead, plan=published.plan)
    actions.publish_version(by=lead, version=newer)
    published.refresh_from_db()
    assert published.state == "superseded"
    refused(lambda: Version.objects.filter(pk=published.pk).update(state="published"))
    if state == "draft":
        refused(lambda: Version.objects.filter(pk=newer.pk).update(state="draft"))


def test_a_plan_has_one_draft_and_each_number_once(lead, published):
    plan = published.plan
    draft = actions.start_draft(by=lead, plan=plan)
    refused(
        lambda: Version.objects.create(plan=plan, number=3, title="x", created_by=lead),
        IntegrityError,
        "(?i)unique constraint",
    )
    refused(
        lambda: Version.objects.filter(pk=draft.pk).update(number=1),
        IntegrityError,
        "(?i)unique constraint",
    )


def test_a_plan_has_one_published_version_and_somebody_published_it(lead, published):
    draft = actions.start_draft(by=lead, plan=published.plan)
    rows = Version.objects.filter(pk=draft.pk)
    refused(lambda: rows.update(state="published"), IntegrityError, "published_by_somebody")
    refused(
        lambda: rows.update(state="published", published_at=draft.created_at, published_by=lead),
        IntegrityError,
        "(?i)unique constraint",
    )


@pytest.mark.parametrize("sql", ["UPDATE plan_progress SET note='x'", "DELETE FROM plan_progress"])
def test_reports_are_added_never_changed(lead, published, sql):
    action = queries.commitments_of(published)[0].actions.first()
    actions.report_progress(by=lead, action=action, status="done", owner="x", note="Told.")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert Progress.objects.get().note == "Told."


class TestTheWorkspace:
    """What must never be false of owners, milestones, evidence, units and reminders."""

    @pytest.fixture
    def action(self, published):
        return action_of(published)

    def rows(self, lead, action):
        """Make one row of every table whose rows only add up."""
        terms = actions.Terms(units=["North"])
        told = [actions.UnitReport("North", "late", 5)]
        marker = actions.Marker("Adviser in post", today())
        return [
            actions.assign_action(by=lead, action=action, post="Head", terms=terms),
            report(lead, action),
            actions.set_milestone(by=lead, action=action, marker=marker),
            document(lead, action),
            *actions.report_units(by=lead, action=action, reports=told),
            Reminder.objects.create(person=lead, month=today(), kind="opened"),
        ]

    def test_no_row_is_changed_or_taken_away(self, lead, action):
        for row in self.rows(lead, action):
            table = type(row)
            message = f"{table._meta.db_table} is append-only"
            held = table.objects.filter(pk=row.pk)
            refused(held.delete, match=message)
            refused(lambda held=held: held.update(created_at=timezone.now()), match=message)

    @pytest.mark.parametrize(
        ("model", "fields", "name"),
        [
            (Assignment, {"post": ""}, "assigned_to_a_post"),
            (Milestone, {"title": "x", "done_on": today()}, "reached_is_shown"),
            (Proof, {"title": "x", "dated": today(), "shows": ""}, "proof_shows_something"),
            (
                Proof,
                {"title": "x", "dated": today(), "shows": "x", "removed_at": timezone.now()},
                "proof_removed_by_somebody",
            ),
            (UnitProgress, {"unit": "x", "status": "late", "percent": 101}, "percent_to_a_hundred"),
            (UnitProgress, {"unit": "x", "status": "done", "percent": 99}, "done_is_a_hundred"),
            (Progress, {"status": "stopped"}, "stopped_for_a_reason"),
            (Progress, {"status": "done", "kind": "undone"}, "undone_takes_a_report_away"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, lead, action, model, fields, name):
        who = {
            Assignment: "assigned_by",
            Milestone: "set_by",
            Proof: "attached_by",
        }.get(model, "reported_by")
        due = {"due": today()} if model is Milestone else {}
        given = {"action_lineage": action.lineage, who: lead, **due, **fields}
        refused(lambda: model.objects.create(**given), IntegrityError, name)

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"kind": "opened", "state": "sent"}, "reminder_sent_at_some_time"),
            ({"kind": "asked"}, "reminder_asked_by_somebody"),
        ],
    )
    def test_a_reminder_that_makes_no_sense_is_refused(self, lead, fields, name):
        given = {"person": lead, "month": today(), **fields}
        refused(lambda: Reminder.objects.create(**given), IntegrityError, name)

    def test_one_reminder_waits_for_a_person_and_the_timetable_sends_each_once(self, lead):
        given = {"person": lead, "month": today(), "kind": "opened"}
        first = Reminder.objects.create(**given)
        unique = "(?i)unique constraint"
        refused(
            lambda: Reminder.objects.create(**given | {"kind": "overdue"}), IntegrityError, unique
        )
        Reminder.objects.filter(pk=first.pk).update(state="failed")
        refused(lambda: Reminder.objects.create(**given), IntegrityError, unique)

    def test_a_thing_is_cited_once_and_a_report_corrected_once(self, lead, action):
        cited = {
            "action_lineage": action.lineage,
            "kind": "release",
            "key": "7",
            "title": "x",
            "dated": today(),
            "shows": "x",
            "attached_by": lead,
        }
        Proof.objects.create(**cited)
        refused(lambda: Proof.objects.create(**cited), IntegrityError, "(?i)unique constraint")
        made = report(lead, action)
        again = {
            "action_lineage": action.lineage,
            "status": "done",
            "note": "x",
            "corrects": made,
            "reported_by": lead,
        }
        Progress.objects.create(**again)
        refused(lambda: Progress.objects.create(**again), IntegrityError, "(?i)unique constraint")


def test_reports_made_before_they_had_a_day_get_the_one_they_were_made_on(lead, published):
    made = report(lead, action_of(published))
    step = let_go_of_reports()
    step.forwards(Editor())
    at = timezone.now().replace(year=2026, month=7, day=1, hour=23, minute=30)
    Progress.objects.filter(pk=made.pk).update(created_at=at)
    guards.date_reports(apps, None)
    step.backwards(Editor())
    made.refresh_from_db()
    # Half past eleven at night in the summer is the next day already.
    assert made.reported_on == date(2026, 7, 2)
    refused(lambda: Progress.objects.update(note="x"), match="append-only")
