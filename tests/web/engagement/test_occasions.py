from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from avow.web.audit.chain import verify
from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.engagement import actions
from avow.web.engagement.actions import Planned
from avow.web.engagement.models import Group, Occasion, Point
from avow.web.engagement.policies import StaleEditError

pytestmark = pytest.mark.django_db


def test_an_occasion_is_planned_edited_and_held(officer, plan):
    occasion = plan(borough="Northbank", wanted=["students", "girls"])
    later = Planned(title="Round table", day=occasion.day, host="Students’ union")
    occasion = actions.edit_occasion(by=officer, occasion=occasion, revision=1, planned=later)
    assert (occasion.title, occasion.host, occasion.borough) == (
        "Round table",
        "Students’ union",
        "",
    )
    occasion = actions.hold_occasion(
        by=officer, occasion=occasion, revision=2, people={"students": 14, "girls": 0}, notes="Calm"
    )
    assert occasion.state == "held"
    assert list(Group.objects.values_list("community", "people")) == [("students", 14)]


def test_recording_it_again_replaces_who_was_there(officer, held):
    occasion = held(people={"students": 12, "girls": 3})
    actions.hold_occasion(
        by=officer, occasion=occasion, revision=occasion.revision, people={"students": 11}
    )
    assert list(Group.objects.values_list("community", "people")) == [("students", 11)]


def test_an_older_edit_is_refused(officer, plan):
    occasion = plan()
    later = Planned(title="Later", day=occasion.day)
    actions.edit_occasion(by=officer, occasion=occasion, revision=1, planned=later)
    with pytest.raises(StaleEditError):
        actions.edit_occasion(by=officer, occasion=occasion, revision=1, planned=later)
    with pytest.raises(StaleEditError):
        actions.hold_occasion(by=officer, occasion=occasion, revision=1, people={})


def test_what_has_not_happened_cannot_be_held(officer, plan):
    with pytest.raises(IllegalMoveError, match="not come yet"):
        actions.hold_occasion(by=officer, occasion=plan(days=3), revision=1, people={})


def test_cancelling_says_why_and_can_be_taken_back(officer, plan):
    occasion = actions.cancel_occasion(by=officer, occasion=plan(), reason="The hall flooded")
    assert (occasion.state, occasion.reason) == ("cancelled", "The hall flooded")
    with pytest.raises(IllegalMoveError):
        actions.hold_occasion(by=officer, occasion=occasion, revision=2, people={})
    assert actions.plan_again(by=officer, occasion=occasion).state == "planned"


def test_communities_come_from_the_list(officer, plan):
    with pytest.raises(IllegalMoveError, match="no community “martians”"):
        plan(wanted=["martians"])
    with pytest.raises(IllegalMoveError, match="no community"):
        actions.hold_occasion(by=officer, occasion=plan(), revision=1, people={"martians": 1})


def test_notes_and_what_was_asked_are_encrypted_and_reading_them_is_recorded(officer, held):
    occasion = held(notes="The bus shelter feels unsafe")
    point = actions.note_point(by=officer, occasion=occasion, text="Light the bus shelter")
    assert "shelter" not in Occasion.objects.get().sealed_notes
    assert "shelter" not in Point.objects.get().sealed
    notes, [(read, text)] = actions.read_occasion(by=officer, occasion=occasion)
    assert (notes, read, text) == ("The bus shelter feels unsafe", point, "Light the bus shelter")
    assert Event.objects.filter(verb="occasion.read", subject=str(occasion.pk)).exists()


def test_points_are_noted_of_what_was_held_and_can_be_taken_out(officer, plan, held):
    with pytest.raises(IllegalMoveError, match="was held"):
        actions.note_point(by=officer, occasion=plan(), text="Too early")
    point = actions.note_point(by=officer, occasion=held(), text="Light", community="students")
    actions.take_out_point(by=officer, point=point)
    assert not Point.objects.exists()


def test_only_those_who_keep_the_plan_may_change_it(person, plan, held):
    analyst, day = person("analyst"), timezone.localdate() + timedelta(days=2)
    with pytest.raises(PermissionDenied):
        actions.plan_occasion(by=analyst, kind="walk", planned=Planned(title="x", day=day))
    with pytest.raises(PermissionDenied):
        actions.cancel_occasion(by=analyst, occasion=plan(), reason="x")
    with pytest.raises(PermissionDenied):
        actions.read_occasion(by=person("data-entry"), occasion=held())


def test_the_database_refuses_a_cancelled_occasion_without_a_reason_and_an_empty_group(held):
    occasion = held()
    for change in (
        lambda: Occasion.objects.filter(pk=occasion.pk).update(state="cancelled"),
        lambda: Group.objects.update(people=0),
        lambda: Point.objects.create(occasion=occasion, sealed="", written_by=occasion.planned_by),
        lambda: Group.objects.create(occasion=occasion, community="students", people=2),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_trace_bears_out_what_was_held(held, plan):
    held()
    assert not verify().faults
    Occasion.objects.filter(pk=plan().pk).update(state="held")
    assert verify().faults
