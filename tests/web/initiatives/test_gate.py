"""No initiative goes live, or on, without an assessment: the action, the policy, the database."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.initiatives import actions, queries, states
from avow.web.initiatives.models import Assessment, Author, Figure, Initiative, Mitigation
from avow.web.initiatives.policies import NotAssessedError, StaleEditError, check_assessed
from tests.web.database import drop
from tests.web.initiatives.conftest import REMARK, WORDS, answer_all, days

pytestmark = pytest.mark.django_db


def refused(act):
    """Return what the database says when it refuses."""
    with pytest.raises(DatabaseError) as said, transaction.atomic():
        act()
    return str(said.value)


def update(model, pk, **values):
    """Change a row behind the actions."""
    model.objects.filter(pk=pk).update(**values)


class Later:
    """A day some time from now, for the policies; the database keeps its own calendar."""

    @staticmethod
    def come(monkeypatch, number):
        then = timezone.localdate() + timedelta(days=number)
        monkeypatch.setattr(timezone, "localdate", lambda *_: then)


def test_with_a_signed_assessment_it_goes_live(live, initiative, signed):
    live.refresh_from_db()

    assert live.state == states.LIVE
    assert live.live_on == timezone.localdate()
    event = Event.objects.get(verb="initiative.live")
    assert event.detail == {"assessment": str(signed.pk)}


def test_without_an_assessment_the_action_refuses(lead, initiative, draft):
    with pytest.raises(NotAssessedError, match="no signed equality impact assessment"):
        actions.mark_live(by=lead, initiative=initiative)
    answer_all(lead, draft)
    actions.hand_in_assessment(by=lead, assessment=draft)
    with pytest.raises(NotAssessedError):
        actions.mark_live(by=lead, initiative=initiative)
    assert not Event.objects.filter(verb="initiative.live").exists()


def test_the_policy_refuses_each_lack(initiative, signed):
    today = timezone.localdate()
    check_assessed(initiative, signed, today)
    with pytest.raises(NotAssessedError, match="review of its equality impact assessment was due"):
        check_assessed(initiative, signed, signed.review_on + timedelta(days=1))
    initiative.revision += 1
    with pytest.raises(NotAssessedError, match="changed after"):
        check_assessed(initiative, signed, today)


def test_the_database_refuses_what_goes_round_the_actions(initiative, draft):
    said = refused(lambda: update(Initiative, initiative.pk, state="live", live_on=days(0)))
    assert "only with a signed assessment" in said


def test_the_database_refuses_an_assessment_past_its_review(lead, signer, initiative, draft):
    answer_all(lead, draft)
    update(Assessment, draft.pk, review_on=days(-1), about=initiative.revision)
    update(Assessment, draft.pk, state="ready")
    update(Assessment, draft.pk, state="signed", signed_by=signer, signed_at=timezone.now())

    said = refused(lambda: update(Initiative, initiative.pk, state="live", live_on=days(0)))
    assert "in date" in said


def test_the_database_refuses_an_assessment_about_something_else(
    lead, initiative, signed, proposed
):
    actions.change_initiative(
        by=lead, initiative=initiative, revision=1, proposed=proposed(tried="Something else.")
    )
    with pytest.raises(NotAssessedError, match="changed after"):
        actions.mark_live(by=lead, initiative=initiative)
    said = refused(lambda: update(Initiative, initiative.pk, state="live", live_on=days(0)))
    assert "signed assessment" in said


def test_an_initiative_begins_as_proposed(lead, initiative):
    plain = {f.name: getattr(initiative, f.name) for f in Initiative._meta.concrete_fields}
    plain.pop("id")
    made = Initiative(**plain | {"state": "live", "live_on": days(0)})
    assert "begins as proposed" in refused(made.save)


def test_what_was_proposed_is_fixed_once_live(lead, live, proposed):
    with pytest.raises(IllegalMoveError, match="what was proposed is fixed"):
        actions.change_initiative(by=lead, initiative=live, revision=1, proposed=proposed())
    assert "fixed" in refused(lambda: update(Initiative, live.pk, tried="Something else."))
    assert "fixed" in refused(lambda: update(Initiative, live.pk, revision=2))
    assert "stays on record" in refused(
        lambda: Initiative.objects.filter(pk=live.pk)._raw_delete("default")
    )


def test_a_live_initiative_is_extended_while_its_assessment_holds(lead, live):
    before = live.ends_on
    live = actions.extend_initiative(by=lead, initiative=live, ends_on=days(180))

    assert live.ends_on == days(180)
    assert Event.objects.get(verb="initiative.extended").detail["before"] == before.isoformat()
    with pytest.raises(IllegalMoveError, match="after the one on which it ends now"):
        actions.extend_initiative(by=lead, initiative=live, ends_on=days(10))
    with pytest.raises(IllegalMoveError, match="when its assessment is reviewed"):
        actions.extend_initiative(by=lead, initiative=live, ends_on=days(181))


def test_a_lapsed_one_is_shown_and_cannot_be_extended(lead, live, signed, monkeypatch):
    Later.come(monkeypatch, 181)
    [standing] = queries.standings(today=timezone.localdate(), overdue=True)

    assert standing.lapsed
    assert standing.initiative == live
    with pytest.raises(NotAssessedError, match="was due on"):
        actions.extend_initiative(by=lead, initiative=live, ends_on=days(300))


def test_the_database_refuses_to_extend_a_lapsed_one(lead, signer, live, signed):
    following = actions.start_assessment(by=lead, initiative=live)
    update(Assessment, following.pk, review_on=days(-1), about=live.revision)
    update(Assessment, following.pk, state="ready")
    update(Assessment, following.pk, state="signed", signed_by=signer, signed_at=timezone.now())

    # The newest signed version counts, not an older one that would still be in date.
    assert "in date" in refused(lambda: update(Initiative, live.pk, ends_on=days(300)))
    update(Initiative, live.pk, ends_on=days(30))


def test_an_initiative_ends_or_is_stopped_with_words(lead, live, initiative, proposed):
    with pytest.raises(IllegalMoveError, match="Say what came of it"):
        actions.close_initiative(by=lead, initiative=live, state="ended", outcome=" ")
    done = actions.close_initiative(
        by=lead, initiative=live, state="ended", outcome="More accounts, sooner."
    )
    assert (done.state, done.closed_on) == (states.ENDED, timezone.localdate())
    with pytest.raises(IllegalMoveError):
        actions.mark_live(by=lead, initiative=done)
    assert "does not go back" in refused(lambda: update(Initiative, done.pk, state="stopped"))
    with pytest.raises(IllegalMoveError, match="Only a live"):
        actions.extend_initiative(by=lead, initiative=done, ends_on=days(400))
    with pytest.raises(IllegalMoveError, match="closed"):
        actions.start_assessment(by=lead, initiative=done)

    other = actions.propose_initiative(by=lead, proposed=proposed(title="Another"))
    other = actions.close_initiative(
        by=lead, initiative=other, state="stopped", outcome="No money."
    )
    assert other.state == states.STOPPED
    assert "closed_initiative" in refused(
        lambda: Initiative.objects.filter(pk=actions.propose_initiative(
            by=lead, proposed=proposed()).pk).update(state="stopped", closed_on=days(0))
    )  # fmt: skip


def test_dates_are_the_right_way_round(lead, proposed):
    assert "ends_after" in refused(
        lambda: actions.propose_initiative(by=lead, proposed=proposed(ends_on=days(-9)))
    )


def test_whoever_wrote_in_it_may_not_sign(person, lead, ready, initiative):
    both = person("equality-lead", 2)
    actions.send_back_assessment(by=both, assessment=ready, reason="Whom did you ask?")
    ready.refresh_from_db()
    assert (ready.state, ready.returned) == (states.DRAFT, "Whom did you ask?")
    answer_all(lead, ready)
    actions.hand_in_assessment(by=lead, assessment=ready)
    Author.objects.create(assessment=ready, person=both)
    with pytest.raises(IllegalMoveError, match="You wrote in it"):
        actions.sign_assessment(by=both, assessment=ready)
    said = refused(
        lambda: update(
            Assessment, ready.pk, state="signed", signed_by=both, signed_at=timezone.now()
        )
    )
    assert "who did not write" in said


def test_a_draft_is_not_signed_without_being_handed_in(signer, draft):
    with pytest.raises(IllegalMoveError):
        actions.sign_assessment(by=signer, assessment=draft)
    update(Assessment, draft.pk, review_on=days(9), about=1)
    said = refused(
        lambda: update(
            Assessment, draft.pk, state="signed", signed_by=signer, signed_at=timezone.now()
        )
    )
    assert "after it was handed in" in said


def test_a_signature_is_whole(ready, signer):
    assert "signed_assessment_is_whole" in refused(
        lambda: update(Assessment, ready.pk, state="signed", signed_by=signer)
    )


def test_signed_never_changes(lead, initiative, signed):
    assert "never changes" in refused(lambda: update(Assessment, signed.pk, review_on=days(900)))
    assert "never changes" in refused(lambda: update(Assessment, signed.pk, state="draft"))
    assert "stays on record" in refused(
        lambda: Assessment.objects.filter(pk=signed.pk)._raw_delete("default")
    )
    with pytest.raises(IllegalMoveError, match="Start the next version"):
        answer_all(lead, signed)
    assert Assessment.objects.get(pk=signed.pk).answers["harm"].startswith(WORDS)


def test_what_was_handed_in_is_fixed(lead, ready):
    assert "is fixed" in refused(lambda: update(Assessment, ready.pk, answers={"harm": "None"}))
    for act in (
        lambda: actions.add_mitigation(
            by=lead, assessment=ready, what="Train", post="Inspector", due=days(9)
        ),
        lambda: answer_all(lead, ready),
    ):
        with pytest.raises(IllegalMoveError):
            act()


def test_parts_of_a_draft_alone_change(lead, draft, signer):
    step = actions.add_mitigation(
        by=lead, assessment=draft, what="Interpreters", post="Inspector", due=days(30)
    )
    answer_all(lead, draft)
    actions.hand_in_assessment(by=lead, assessment=draft)
    new = Mitigation(assessment=draft, what="x", post="y", due=days(1))
    messages = [
        refused(new.save),
        refused(lambda: update(Mitigation, step.pk, what="Nothing")),
        refused(lambda: Mitigation.objects.filter(pk=step.pk)._raw_delete("default")),
    ]
    assert all("only while it is a draft" in said for said in messages)
    actions.sign_assessment(by=signer, assessment=draft, remark=REMARK)
    done = actions.mark_mitigation_done(by=lead, mitigation=step)
    assert done.done_on == timezone.localdate()
    with pytest.raises(IllegalMoveError, match="already"):
        actions.mark_mitigation_done(by=lead, mitigation=step)
    with pytest.raises(IllegalMoveError):
        actions.take_out_mitigation(by=lead, mitigation=step)


def test_a_figure_may_not_be_moved_out_of_what_was_signed(lead, signer, initiative, draft):
    figure = Figure.objects.create(
        assessment=draft, measure="m", by="force", unit="x", period="year", period_label="2025",
        taken_on=days(0), frozen={},
    )  # fmt: skip
    answer_all(lead, draft)
    actions.hand_in_assessment(by=lead, assessment=draft)
    actions.sign_assessment(by=signer, assessment=draft, remark=REMARK)
    following = actions.start_assessment(by=lead, initiative=initiative)

    assert following.figures.get().measure == "m"
    assert "draft" in refused(lambda: update(Figure, figure.pk, assessment=following))
    assert "draft" in refused(lambda: update(Figure, figure.pk, frozen={"value": 1}))


def test_the_next_version_takes_along_what_was_written(lead, initiative, signed):
    actions.start_assessment(by=lead, initiative=initiative)
    following = initiative.assessments.first()

    assert (following.number, following.state) == (2, states.DRAFT)
    assert following.answers == signed.answers
    assert following.review_on is None
    with pytest.raises(IllegalMoveError, match="Version 2 is being written"):
        actions.start_assessment(by=lead, initiative=initiative)


def test_authors_stay(draft):
    author = draft.authors.get()
    assert "append-only" in refused(lambda: Author.objects.filter(pk=author.pk).update(person=None))
    assert "append-only" in refused(
        lambda: Author.objects.filter(pk=author.pk)._raw_delete("default")
    )


def test_a_save_on_an_older_text_is_refused(lead, owner, draft):
    answer_all(owner, draft, words="The owner's words.")
    with pytest.raises(StaleEditError):
        actions.write_assessment(by=lead, assessment=draft, revision=1, answers={}, review_on=None)
    draft.refresh_from_db()
    assert draft.answers["harm"].startswith("The owner's words.")
    assert {a.person for a in draft.authors.all()} == {lead, owner}


@pytest.mark.parametrize(
    ("review", "said"), [(0, "in the future"), (None, "in the future"), (366, "at the latest")]
)
def test_a_review_date_is_near_enough(lead, draft, review, said):
    answer_all(lead, draft)
    draft.refresh_from_db()
    update(Assessment, draft.pk, review_on=None if review is None else days(review))
    with pytest.raises(IllegalMoveError, match=said):
        actions.hand_in_assessment(by=lead, assessment=draft)


def test_every_question_is_answered_first(lead, draft):
    with pytest.raises(IllegalMoveError, match=r"Answer first, .*: Who may be affected\?"):
        actions.hand_in_assessment(by=lead, assessment=draft)


def test_what_changed_since_it_was_handed_in_is_not_signed(
    lead, signer, ready, initiative, proposed
):
    actions.change_initiative(
        by=lead, initiative=initiative, revision=1, proposed=proposed(title="Another")
    )
    with pytest.raises(IllegalMoveError, match="changed since"):
        actions.sign_assessment(by=signer, assessment=ready)


def test_a_reason_is_needed_to_send_back(signer, ready):
    with pytest.raises(IllegalMoveError, match="Say what is missing"):
        actions.send_back_assessment(by=signer, assessment=ready, reason=" ")


def test_who_may(person, lead, signer, initiative, proposed, draft, ready):
    partner, analyst = person("partner"), person("analyst")
    for someone in (partner, analyst, signer):
        for act in (
            lambda s=someone: actions.propose_initiative(by=s, proposed=proposed()),
            lambda s=someone: actions.mark_live(by=s, initiative=initiative),
            lambda s=someone: actions.start_assessment(by=s, initiative=initiative),
        ):
            with pytest.raises(PermissionDenied):
                act()
    for someone in (partner, analyst, lead):
        with pytest.raises(PermissionDenied):
            actions.sign_assessment(by=someone, assessment=ready)


def test_the_trace_bears_the_registers_out(live, signed):
    from avow.web.audit import backing

    assert [
        said for said in backing.unfounded() if "nitiative" in said or "ssessment" in said
    ] == []
    drop("initiatives_initiative_stays_closed", "initiatives_initiative_is_assessed")
    update(Initiative, live.pk, state="stopped", closed_on=days(0), outcome="x")
    assert any("is stopped" in said for said in backing.unfounded())
