"""Who may take which step of the gate, when, and what each leaves behind."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from avow.analysis.engine import NoFactsError
from avow.analysis.measures import NotCarriedError
from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.releases import actions, states
from avow.web.releases.models import Proposal, Review
from avow.web.releases.policies import NotAllowedError
from avow.web.releases.protection import NotPassingError

pytestmark = pytest.mark.django_db


def now(proposal):
    return Proposal.objects.get(pk=proposal.pk)


STEPS = {
    "submit": {states.DRAFT: states.IN_REVIEW},
    "revise": {states.DRAFT: states.DRAFT},
    "review": {states.IN_REVIEW: states.IN_REVIEW},
    "withdraw": dict.fromkeys((states.DRAFT, states.IN_REVIEW, states.APPROVED), states.WITHDRAWN),
    "release": {states.APPROVED: states.RELEASED},
}


@pytest.mark.parametrize(("step", "state"), list(itertools.product(STEPS, dict(states.STATES))))
def test_every_step_from_every_state(proposed, approvers, analyst, step, state):
    proposal = proposed()
    if state == states.APPROVED:
        actions.submit(by=analyst, proposal=proposal)
        for who in approvers:
            actions.review(by=who, revision=proposal.latest, verdict="approve")
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    take = {
        "submit": lambda: actions.submit(by=analyst, proposal=proposal),
        "revise": lambda: actions.revise(by=analyst, proposal=proposal, note="Again."),
        "review": lambda: actions.review(
            by=approvers[0], revision=proposal.latest, verdict="approve"
        ),
        "withdraw": lambda: actions.withdraw(by=analyst, proposal=proposal),
        "release": lambda: actions.release(by=analyst, proposal=proposal),
    }[step]
    if state in STEPS[step]:
        take()
        assert now(proposal).state == STEPS[step][state]
    else:
        with pytest.raises(IllegalMoveError):
            take()
        assert now(proposal).state == state


@pytest.mark.parametrize("role", ["plan-lead", "approver", "auditor", "partner", ""])
def test_only_analysts_propose(facts, person, role):
    with pytest.raises(PermissionDenied):
        actions.propose(
            by=person(role),
            title="T",
            summary="S",
            kind="table",
            measure="recorded-offences",
            area="force",
            period="year",
        )


@pytest.mark.parametrize("role", ["plan-lead", "analyst", "auditor", "partner", ""])
def test_only_approvers_review(in_review, person, role):
    with pytest.raises(PermissionDenied):
        actions.review(by=person(role, 9), revision=in_review().latest, verdict="approve")


@pytest.mark.parametrize("step", [actions.submit, actions.withdraw, actions.release])
def test_approvers_take_no_step_but_reviews(approved, approvers, step):
    with pytest.raises(PermissionDenied):
        step(by=approvers[0], proposal=approved())


def test_approvers_do_not_revise(proposed, approvers):
    with pytest.raises(PermissionDenied):
        actions.revise(by=approvers[0], proposal=proposed(), note="Mine.")


def test_another_analyst_neither_submits_nor_withdraws(proposed, person):
    proposal, other = proposed(), person("analyst", 2)
    for step in (actions.submit, actions.withdraw):
        with pytest.raises(NotAllowedError, match="Only somebody who made"):
            step(by=other, proposal=proposal)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"area": "ward", "period": "month"}, "period"),
        ({"area": "ward", "period": "quarter"}, "period"),
        ({"area": "ward", "kind": "chart"}, "kind"),
        ({"area": "force", "kind": "map"}, "kind"),
        ({"measure": "no-such-thing"}, "measure"),
        ({"title": ""}, "title"),
        ({"kind": "poem"}, "kind"),
    ],
)
def test_what_cannot_be_published_is_refused_with_its_field(proposed, asked, field):
    with pytest.raises(ValidationError) as refused:
        proposed(**asked)
    assert field in refused.value.message_dict
    assert not Proposal.objects.exists()


def test_a_cross_that_the_source_does_not_carry_is_refused(proposed):
    with pytest.raises(NotCarriedError, match="never crosses class with place"):
        proposed(measure="share-rape")
    assert not Proposal.objects.exists()


def test_without_facts_the_proposal_says_what_to_load(analyst, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    with pytest.raises(NoFactsError, match="avow feed"):
        actions.propose(
            by=analyst,
            title="T",
            summary="S",
            kind="table",
            measure="recorded-offences",
            area="force",
            period="year",
        )


def test_an_empty_time_is_refused(proposed):
    from datetime import date

    with pytest.raises(NotPassingError, match="No figures"):
        proposed(start=date(1990, 1, 1), end=date(1990, 12, 31))


def test_each_step_leaves_a_trace_that_gives_no_verdict_away(released):
    released()
    verbs = list(Event.objects.filter(verb__startswith="proposal").values_list("verb", flat=True))
    assert verbs == [
        "proposal.made",
        "proposal.revised",
        "proposal.submitted",
        "proposal.reviewed",
        "proposal.reviewed",
        "proposal.approved",
        "proposal.released",
    ]
    for event in Event.objects.filter(verb="proposal.reviewed"):
        assert "approve" not in str(event.detail)


def test_a_revision_changes_the_figures_and_keeps_the_one_before(proposed, analyst):
    proposal = proposed()
    first = proposal.latest
    second = actions.revise(by=analyst, proposal=proposal, note="By unit.", area="bcu")
    assert (first.number, second.number) == (1, 2)
    assert second.report["rows"] < first.report["rows"]
    assert now(proposal).by == "bcu"
    assert list(proposal.revisions.values_list("sha256", flat=True)) == [
        first.sha256,
        second.sha256,
    ]


def test_a_revision_changes_nothing_it_should_not(proposed, analyst):
    with pytest.raises(TypeError, match="state"):
        actions.revise(by=analyst, proposal=proposed(), note="x", state="approved")


class TestReviews:
    def give(self, proposal, approvers, *verdicts):
        for who, verdict in zip(approvers, verdicts, strict=False):
            actions.review(
                by=who, revision=proposal.latest, verdict=verdict, comment="Because of a reason."
            )
        return now(proposal).state

    @pytest.mark.parametrize(
        ("verdicts", "state"),
        [
            (("approve",), "in-review"),
            (("approve", "approve"), "approved"),
            (("approve", "reject"), "rejected"),
            (("reject", "approve"), "rejected"),
            (("reject", "reject"), "rejected"),
            (("approve", "request-changes"), "draft"),
            (("request-changes", "approve"), "draft"),
            (("request-changes", "reject"), "rejected"),
        ],
    )
    def test_two_verdicts_decide(self, in_review, approvers, verdicts, state):
        assert self.give(in_review(), approvers, *verdicts) == state

    def test_nobody_reviews_twice(self, in_review, approvers):
        proposal = in_review()
        self.give(proposal, approvers[:1], "approve")
        with pytest.raises(NotAllowedError, match="already given"):
            self.give(proposal, approvers[:1], "approve")

    def test_a_third_verdict_comes_too_late(self, approved, person):
        with pytest.raises(IllegalMoveError):
            actions.review(by=person("approver", 3), revision=approved().latest, verdict="approve")

    def test_nobody_approves_what_they_proposed(self, in_review, analyst, person):
        from avow.web.accounts.actions import grant_role

        grant_role(by=None, person=analyst, role="approver")
        with pytest.raises(NotAllowedError, match="others review it"):
            actions.review(by=analyst, revision=in_review().latest, verdict="approve")

    def test_nobody_approves_a_proposal_they_once_revised(self, proposed, analyst, person):
        from avow.web.accounts.actions import grant_role

        proposal, other = proposed(), person("analyst", 2)
        actions.revise(by=other, proposal=proposal, note="Mine.")
        actions.revise(by=analyst, proposal=proposal, note="Mine again.")
        proposal = actions.submit(by=analyst, proposal=proposal)
        grant_role(by=None, person=other, role="approver")
        with pytest.raises(NotAllowedError, match="a revision of it"):
            actions.review(by=other, revision=proposal.latest, verdict="approve")

    @pytest.mark.parametrize("verdict", ["reject", "request-changes"])
    def test_whoever_does_not_approve_says_why(self, in_review, approvers, verdict):
        with pytest.raises(ValidationError, match="Say what stands in the way"):
            actions.review(by=approvers[0], revision=in_review().latest, verdict=verdict)
        assert not Review.objects.exists()

    def test_verdicts_do_not_carry_over_to_a_new_revision(self, in_review, approvers, analyst):
        proposal = in_review()
        old = proposal.latest
        self.give(proposal, approvers, "approve", "request-changes")
        with pytest.raises(NotAllowedError, match="Make a new revision first"):
            actions.submit(by=analyst, proposal=proposal)
        actions.revise(by=analyst, proposal=proposal, note="Said more.")
        proposal = actions.submit(by=analyst, proposal=now(proposal))
        with pytest.raises(IllegalMoveError):
            actions.review(by=approvers[0], revision=old, verdict="approve")
        assert self.give(proposal, approvers, "approve") == "in-review"
        assert Review.objects.count() == 3


def test_reviewers_are_told_what_else_of_the_measure_is_out(proposed, released, analyst):
    first = released(title="By borough")
    gone = proposed(title="Withdrawn")
    actions.withdraw(by=analyst, proposal=gone)

    notes = [f["text"] for f in proposed(area="bcu").latest.report["findings"]]

    assert f"on their way: {first.title}. They are not compared" in notes[-1]
    assert not any("on their way" in f["text"] for f in first.revision.report["findings"])
