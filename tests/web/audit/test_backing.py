"""Rows put into the registers behind the trace are found, and what they would open stays shut."""

import pytest
from django.utils import timezone

from avow.web.accounts.actions import deactivate_person, grant_role, revoke_role
from avow.web.accounts.models import Grant, Person
from avow.web.audit.backing import unfounded
from avow.web.audit.chain import verify
from avow.web.consultation.actions import undo_decision, withdraw_answer
from avow.web.consultation.models import Answer, Recommendation
from avow.web.core import published
from avow.web.plan.models import Commitment, Progress, Version
from avow.web.releases.actions import release, review
from avow.web.releases.models import Proposal, Release, Review
from avow.web.releases.policies import NotAllowedError
from tests.web.audit.test_chain import untie
from tests.web.consultation.conftest import (  # noqa: F401 — fixtures shared by the rooms
    adopted,
    answer,
    candidate,
    lead,
    make_public,
    owner,
    sign,
    submission,
    version,
)
from tests.web.database import drop
from tests.web.releases.conftest import (  # noqa: F401 — fixtures shared by the rooms
    analyst,
    approved,
    approvers,
    engine_is_warm,
    facts,
    in_review,
    proposed,
    released,
)

pytestmark = pytest.mark.django_db


def found():
    return [sentence.removesuffix(", but the trace does not say so.") for sentence in unfounded()]


def test_what_came_about_by_acts_is_borne_out(lead, answer, make_public, released):  # noqa: F811
    make_public(answer)
    withdraw_answer(by=lead, answer=answer)
    make_public(answer)
    released()
    assert verify().faults == ()


def test_a_role_that_nobody_granted_is_found(person):
    who = person("auditor")
    Grant.objects.create(person=who, role="plan-lead")
    assert found() == [f"Person {who.pk} holds the role plan-lead"]


def test_a_role_taken_away_and_put_back_behind_the_trace_is_found(person):
    who = person("auditor")
    revoke_role(by=None, person=who, role="auditor")
    assert found() == []
    Grant.objects.create(person=who, role="auditor")
    assert len(found()) == 1
    Grant.objects.all().delete()
    grant_role(by=None, person=who, role="auditor")
    assert found() == []


def test_somebody_let_in_behind_the_trace_is_found(person):
    who = deactivate_person(by=None, person=person("auditor"))
    Person.objects.filter(pk=who.pk).update(is_active=True)
    assert found() == [f"Person {who.pk} may sign in"]


def test_an_answer_published_behind_the_trace_is_found(lead, answer):  # noqa: F811
    Answer.objects.update(published=answer.current, published_at=timezone.now(), published_by=lead)
    assert found() == [f"Answer {answer.pk} is public as it reads"]


def test_a_public_answer_that_was_reworded_is_found(answer, make_public):  # noqa: F811
    make_public(answer)
    untie("consultation_answerrevision")
    type(answer.current).objects.update(reason="We never said so.")
    assert published.answers()[0].reason == "We never said so."
    assert found() == [f"Answer {answer.pk} is public as it reads"]


def test_a_recommendation_adopted_behind_the_trace_is_found(lead, adopted):  # noqa: F811
    undo_decision(by=lead, recommendation=adopted)
    now = {"state": "adopted", "decided_by": lead, "decided_at": timezone.now()}
    Recommendation.objects.filter(pk=adopted.pk).update(**now)
    assert found() == [f"Recommendation {adopted.pk} is adopted"]


def test_a_changed_published_plan_is_found(version):  # noqa: F811
    drop("plan_commitment_fixed_update")
    Commitment.objects.update(text="We promise nothing.")
    assert found() == [f"Version {version.number} of the plan was published as it reads"]


def test_a_draft_published_behind_the_trace_is_found(lead, version):  # noqa: F811
    from avow.web.plan.actions import start_draft

    draft = start_draft(by=lead, plan=version.plan)
    Version.objects.filter(pk=version.pk).update(state="superseded")
    Version.objects.filter(pk=draft.pk).update(
        state="published", published_at=timezone.now(), published_by=lead
    )
    assert found() == ["Version 2 of the plan was published as it reads"]


def test_progress_put_in_behind_the_trace_is_found(lead, version):  # noqa: F811
    action = version.pillars.first().commitments.first().actions.first()
    report = Progress.objects.create(
        action_lineage=action.lineage, status="done", owner="x", note="x", reported_by=lead
    )
    assert found() == [f"Report {report.pk} says that an action is done"]


def test_a_proposal_marked_approved_by_hand_is_not_released(in_review, analyst):  # noqa: F811
    proposal = in_review()
    Proposal.objects.update(state="approved")
    with pytest.raises(NotAllowedError, match="does not hold two approvals"):
        release(by=analyst, proposal=proposal)
    assert not Release.objects.exists()


def test_a_verdict_put_in_by_hand_releases_nothing(in_review, analyst, approvers):  # noqa: F811
    proposal = in_review()
    first, second = approvers
    review(by=first, revision=proposal.latest, verdict="approve")
    forged = Review.objects.create(
        revision=proposal.latest,
        proposer=analyst,
        maker=analyst,
        reviewer=second,
        verdict="approve",
    )
    Proposal.objects.update(state="approved")
    with pytest.raises(NotAllowedError):
        release(by=analyst, proposal=proposal)
    assert found() == [f"Verdict {forged.pk} was given"]


def test_a_release_put_in_behind_the_trace_is_found(approved, analyst):  # noqa: F811
    Release.objects.create(
        number=9,
        slug="x",
        title="x",
        released_at=timezone.now(),
        revision=approved().latest,
        manifest={"files": {}},
        sha256="0" * 64,
        released_by=analyst,
    )
    assert found() == ["Release 9 is public"]
