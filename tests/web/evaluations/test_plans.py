"""Plans are written before anybody looks, and change afterwards only in the open."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.evaluations import actions, kinds
from avow.web.evaluations.claims import claims
from avow.web.evaluations.models import Amendment, Evaluation, Finding, Reading
from avow.web.evaluations.policies import StaleEditError

pytestmark = pytest.mark.django_db
LATER = {"later": {"North Park": date(2023, 10, 1)}}


def test_a_draft_is_edited_freely_and_an_older_edit_refused(analyst, draft, planned):
    made = draft()
    edited = actions.edit_plan(
        by=analyst, evaluation=made, revision=1, planned=planned(title="Lamps\u200b and  patrols")
    )
    assert (edited.title, edited.revision) == ("Lamps and patrols", 2)
    with pytest.raises(StaleEditError):
        actions.edit_plan(by=analyst, evaluation=made, revision=1, planned=planned())


def test_registering_keeps_who_and_when_and_that_figures_were_in(analyst, registered):
    made = registered()
    assert made.registered_by == analyst
    assert timezone.now() - made.registered_at < timedelta(minutes=1)
    assert made.after_data
    later = registered(starts_on=date(2031, 1, 1))
    assert not later.after_data
    assert Event.objects.filter(verb="evaluation.registered").count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"areas": ()}, "in which places"),
        ({"methods": ()}, "at least one method"),
        ({"starts_on": date(2023, 9, 2)}, "first day of its first full month"),
        ({"comparison": ()}, "need places to compare with"),
        ({"later": {"Nowhere": date(2023, 10, 1)}}, "Only a place of the pilot"),
        ({"later": {"North Hill": date(2023, 7, 1)}}, "after the first month"),
        ({"later": {"North Hill": date(2023, 9, 2)}}, "first day of one"),
        (LATER | {"methods": (kinds.DID, kinds.SERIES)}, "difference in differences alone"),
        (LATER | {"ends_on": date(2024, 9, 1)}, "leave the last month empty"),
    ],
)
def test_a_plan_that_nothing_could_answer_is_not_registered(analyst, draft, changes, words):
    made = draft(**changes)
    with pytest.raises(IllegalMoveError, match=words):
        actions.register_plan(by=analyst, evaluation=made, revision=1)


def test_a_series_needs_no_comparison(registered):
    assert registered(comparison=(), methods=(kinds.SERIES,)).is_registered


def test_a_kind_of_place_narrows_counts_alone(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        draft(measure="recorded-offences", place_kind="street")


def test_a_registered_plan_changes_with_a_reason_that_stays(analyst, registered, planned):
    made = registered()
    with pytest.raises(IllegalMoveError, match="Change it with a reason"):
        actions.edit_plan(by=analyst, evaluation=made, revision=1, planned=planned())
    amendment = actions.amend_plan(
        by=analyst,
        evaluation=made,
        revision=1,
        planned=planned(place_kind="street"),
        reason="It was in the street alone.",
    )
    made.refresh_from_db()
    assert (made.place_kind, made.revision) == ("street", 2)
    assert amendment.moved == [("Only offences in", "", "street")]
    assert amendment.after_data
    assert not amendment.after_finding
    with pytest.raises(StaleEditError):
        actions.amend_plan(by=analyst, evaluation=made, revision=1, planned=planned(), reason="No.")


def test_a_change_after_a_result_is_marked_as_such(analyst, run, planned):
    made = run()
    amendment = actions.amend_plan(
        by=analyst, evaluation=made, revision=1, planned=planned(areas=("West Hill",)), reason="?"
    )
    assert amendment.after_finding


def test_before_it_is_registered_nothing_runs_and_no_words_are_kept(analyst, draft, planned):
    made = draft()
    for act in (
        lambda: actions.ask_run(by=analyst, evaluation=made),
        lambda: actions.write_reading(by=analyst, evaluation=made, text="It went well."),
        lambda: actions.amend_plan(
            by=analyst, evaluation=made, revision=1, planned=planned(), reason="?"
        ),
    ):
        with pytest.raises(IllegalMoveError, match="Register the plan first"):
            act()


def test_registering_twice_is_refused(analyst, registered):
    with pytest.raises(IllegalMoveError):
        actions.register_plan(by=analyst, evaluation=registered(), revision=1)


@pytest.mark.parametrize("role", ["plan-lead", "approver", "partner"])
def test_who_may_only_read_changes_nothing(person, draft, planned, role):
    reader, made = person(role), draft()
    for act in (
        lambda: actions.plan_evaluation(by=reader, planned=planned()),
        lambda: actions.edit_plan(by=reader, evaluation=made, revision=1, planned=planned()),
        lambda: actions.register_plan(by=reader, evaluation=made, revision=1),
        lambda: actions.ask_run(by=reader, evaluation=made),
        lambda: actions.write_reading(by=reader, evaluation=made, text="?"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def refused(act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_the_database_holds_what_was_registered(analyst, registered):
    made = registered()
    mine = Evaluation.objects.filter(pk=made.pk)
    refused(lambda: mine.update(title="Another"))
    refused(lambda: mine.update(title="Another", revision=2))
    refused(lambda: mine.update(state="draft", registered_at=None, registered_by=None))
    refused(lambda: mine.update(registered_at=timezone.now()))
    refused(lambda: mine.update(after_data=False))
    refused(mine.delete)


def test_the_database_lets_no_finding_stand_without_a_plan(analyst, draft):
    refused(
        lambda: Finding.objects.create(
            evaluation=draft(),
            run="00000000-0000-0000-0000-000000000001",
            revision=1,
            method=kinds.DID,
            content={},
            sha256="",
            run_by=analyst,
        )
    )


def test_amendments_findings_and_words_never_change(analyst, run, planned):
    made = run()
    actions.amend_plan(
        by=analyst, evaluation=made, revision=1, planned=planned(title="New"), reason="?"
    )
    actions.write_reading(by=analyst, evaluation=made, text="It went down.")
    for model, field in ((Amendment, "reason"), (Finding, "sha256"), (Reading, "text")):
        refused(lambda model=model, field=field: model.objects.update(**{field: "x"}))
        refused(lambda model=model: model.objects.all().delete())


def test_a_pilot_that_ends_before_it_starts_cannot_be(draft):
    refused(lambda: draft(ends_on=date(2020, 1, 1)))


def test_the_trace_bears_out_what_stands(analyst, run, planned):
    made = run()
    actions.amend_plan(
        by=analyst, evaluation=made, revision=1, planned=planned(title="New"), reason="?"
    )
    actions.write_reading(by=analyst, evaluation=made, text="It went down.")
    found = list(claims())
    assert len(found) == 4
    for claim in found:
        assert Event.objects.filter(verb=claim.verb, subject=claim.subject).exists(), claim


def test_a_change_of_starts_and_methods_is_told_in_words(analyst, registered, planned):
    made = registered(methods=(kinds.DID, kinds.SERIES))
    amendment = actions.amend_plan(
        by=analyst, evaluation=made, revision=1, planned=planned(**LATER), reason="One was late."
    )
    assert amendment.moved == [
        ("Methods", "Difference in differences, Interrupted series", "Difference in differences"),
        ("Places that began later", "", "North Park 2023-10-01"),
    ]


def test_places_that_began_later_are_set_by_their_own_start(run):
    made = run(place_kind="street", **LATER)
    found = made.findings.get().content
    assert "Areas begin one after the other" in found["result"]["method"]
    assert "North Park 2023-10" in found["result"]["method"]
    assert found["result"]["effect"]["percent"] < -20
    assert found["least"] > 0


def test_the_database_holds_later_starts_too(registered):
    made = registered(**LATER)
    refused(lambda: Evaluation.objects.filter(pk=made.pk).update(later={}))
