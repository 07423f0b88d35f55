"""The same thing asked by several: together, apart, in the queue, and with one answer."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from avow.web.consultation import actions, asks, likeness
from avow.web.consultation.answering import due
from avow.web.consultation.changes import Pointer, parts_changed
from avow.web.consultation.models import Answer, AnswerRevision, Apart, Ask, Recommendation
from avow.web.consultation.policies import IncompleteAnswerError
from avow.web.core import published
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions as plan_actions
from avow.web.plan import queries as plan
from avow.web.plan.models import Version
from tests.web.plan.pages import page, post

pytestmark = pytest.mark.django_db
LETTER = "To whom it may concern.\n\nWe recommend that all response officers are trained again."


@pytest.fixture
def other(lead, version):
    """Return an adopted recommendation of a private person."""
    taken = actions.import_submission(
        by=lead,
        text=LETTER,
        organisation="Jane Doe",
        kind="person",
        received_on=date(2026, 3, 9),
        version=version,
    )
    row = taken.recommendations.first() or actions.add_recommendation(
        by=lead, submission=taken, passage="We recommend that all response officers"
    )
    return actions.adopt(by=lead, recommendation=row)


@pytest.fixture
def together(lead, adopted, other):
    return actions.put_together(by=lead, asks=[adopted.ask, other.ask], why="Both ask for training")


def standing():
    return asks.queue(asks.Wanted())


def test_adopting_makes_an_ask_of_one_due_in_twelve_weeks(adopted):
    (ask,) = standing()
    assert (ask.pk, ask.voices, ask.organisations, ask.people) == (adopted.ask_id, 1, 1, 0)
    assert ask.due_on == due(timezone.localdate()) == timezone.localdate() + timedelta(days=84)


def test_asks_put_together_have_one_answer_and_all_voices(together, answer, make_public):
    (ask,) = standing()
    assert (ask.organisations, ask.people, ask.voices) == (1, 1, 2)
    assert ask.why == "Both ask for training"
    make_public(answer)
    (told,) = published.answers()
    assert told.voices.organisations == ("Lanternside",)
    assert (told.voices.people, told.voices.count) == (1, 2)
    assert "Jane" not in repr(told)
    assert [v.organisation for v in told.voices.said] == ["Lanternside", "A member of the public"]
    assert published.asked().recommendations == 1


def test_an_organisation_that_asks_twice_is_one_voice(lead, submission, adopted):
    second = actions.adopt(
        by=lead, recommendation=submission.recommendations.filter(state="candidate").first()
    )
    actions.put_together(by=lead, asks=[adopted.ask, second.ask])
    (ask,) = standing()
    assert (ask.voices, len(ask.said)) == (1, 2)


def test_what_went_into_another_keeps_its_wordings_and_leads_there(lead, answer, adopted, other):
    held = actions.write_answer(by=lead, ask=other.ask, decision="not-accepted", reason="No.")
    kept = actions.put_together(by=lead, asks=[other.ask, adopted.ask])
    assert kept == answer.ask
    assert asks.one(other.ask_id) == kept
    assert held.ask.answer_revisions.count() == 1
    assert AnswerRevision.objects.filter(ask__merged_into=kept).get().reason == "No."


def test_a_voice_is_taken_out_and_stands_alone_again(lead, together, other):
    other.refresh_from_db()
    ask = actions.take_out(by=lead, recommendation=other)
    assert ask != together
    assert standing().count() == 2
    together.refresh_from_db()
    assert together.why == ""
    other.refresh_from_db()
    with pytest.raises(IllegalMoveError, match="alone already"):
        actions.take_out(by=lead, recommendation=other)


def test_a_public_answer_keeps_the_voices_it_has(lead, adopted, other, answer, make_public):
    make_public(answer)
    with pytest.raises(IllegalMoveError, match="Withdraw that answer"):
        actions.put_together(by=lead, asks=[adopted.ask, other.ask])
    with pytest.raises(IllegalMoveError, match="two or more"):
        actions.put_together(by=lead, asks=[other.ask])


def test_an_undecided_voice_leaves_and_a_lone_draft_stays(lead, together, adopted, other, answer):
    other.refresh_from_db()
    assert actions.undo_decision(by=lead, recommendation=other).ask is None
    adopted.refresh_from_db()
    assert actions.undo_decision(by=lead, recommendation=adopted).ask == together
    assert standing().count() == 0
    assert actions.adopt(by=lead, recommendation=adopted).ask.answer == answer
    again = actions.adopt(by=lead, recommendation=other)
    with pytest.raises(IllegalMoveError, match="alone already"):
        actions.take_out(by=lead, recommendation=again)


def test_only_what_is_adopted_is_taken_out(lead, candidate):
    with pytest.raises(IllegalMoveError, match="Only an adopted"):
        actions.take_out(by=lead, recommendation=candidate)


def test_nobody_signs_off_what_they_wrote(lead, answer, person):
    from avow.web.accounts.actions import grant_role

    grant_role(by=None, person=lead, role="action-owner")
    lead.refresh_from_db()
    actions.hand_in(by=lead, answer=answer)
    with pytest.raises(IllegalMoveError, match="You wrote this answer"):
        actions.sign_off(by=type(lead).objects.get(pk=lead.pk), answer=answer)


def test_an_answer_that_promises_points_to_the_change_before_it_is_handed_in(lead, adopted):
    held = actions.write_answer(by=lead, ask=adopted.ask, decision="partly", reason="In part.")
    with pytest.raises(IncompleteAnswerError, match="which parts of the plan"):
        actions.hand_in(by=lead, answer=held)


@pytest.fixture
def newer(lead, version):
    """Return the next version, in which one commitment reads differently."""
    draft = plan_actions.start_draft(by=lead, plan=version.plan)
    first = plan.commitments_of(plan.with_parts(Version.objects.filter(pk=draft.pk)).get())[0]
    type(first).objects.filter(pk=first.pk).update(text="Now with a date.")
    return plan_actions.publish_version(by=lead, version=draft)


def with_parts(version):
    return plan.with_parts(Version.objects.filter(pk=version.pk)).get()


def test_an_answer_points_to_what_changed_in_a_version(lead, version, newer, adopted, make_public):
    (part,) = parts_changed(with_parts(version), with_parts(newer))
    assert part.kind == "changed"
    pointer = Pointer(newer, (part.lineage,))
    wanted = {"by": lead, "ask": adopted.ask, "decision": "accepted", "reason": "Yes."}
    with pytest.raises(IncompleteAnswerError, match="not both"):
        actions.write_answer(**wanted, change="x", pointer=pointer, no_change="x")
    with pytest.raises(IncompleteAnswerError, match="at least one"):
        actions.write_answer(**wanted, change="x", pointer=Pointer(newer, ()))
    make_public(actions.write_answer(**wanted, change="A date.", pointer=pointer))
    (told,) = published.answers()
    assert (told.changed_lineages, told.version_number) == ((part.lineage,), newer.number)


def test_a_draft_version_is_nothing_to_point_to(lead, version, adopted):
    draft = plan_actions.start_draft(by=lead, plan=version.plan)
    with pytest.raises(IllegalMoveError, match="published version"):
        actions.write_answer(
            by=lead,
            ask=adopted.ask,
            decision="partly",
            reason="x",
            pointer=Pointer(draft, (adopted.pk,)),
        )


def test_the_form_offers_what_changed_since_the_version_that_was_answered(desk, newer, adopted):
    text = page(desk, "consultation:answer", adopted.ask_id)
    assert "(changed)" in text
    value = text.split('name="changed"')[1].split('value="')[1].split('"')[0]
    data = {
        "decision": "accepted",
        "reason": "Yes.",
        "change": "A date.",
        "changed": value,
        "based_on": 0,
        "then": "hand-in",
    }
    text = post(desk, "consultation:answer", adopted.ask, data, follow=True).content.decode()
    assert "Somebody else signs it off" in text
    assert [str(x) for x in Answer.objects.get().current.changed] == [value]


def refused(act, match, error=IntegrityError):
    with pytest.raises(error, match=match), transaction.atomic():
        act()


def test_the_database_holds_what_an_answer_owes(lead, owner, adopted, answer):
    row, now = Answer.objects.filter(pk=answer.pk), timezone.now()
    refused(lambda: row.update(state="signed-off"), "answer_signed_off_by_somebody")
    refused(
        lambda: row.update(state="signed-off", signed_by=lead, signed_at=now),
        "nobody_signs_off_their_own_answer",
    )
    refused(
        lambda: row.update(state="published", signed_by=owner, signed_at=now),
        "published_is_the_newest_wording",
    )
    bare = AnswerRevision.objects.create(
        ask=adopted.ask, number=9, decision="partly", reason="x", decided_by=lead
    )
    public = {"published": bare, "published_at": now, "published_by": lead}
    refused(lambda: row.update(**public), "points to the change", DatabaseError)
    refused(
        lambda: AnswerRevision.objects.create(
            ask=adopted.ask,
            number=10,
            decision="partly",
            reason="x",
            decided_by=lead,
            changed=[str(adopted.pk)],
        ),
        "change_is_pointed_to",
    )
    refused(
        lambda: Recommendation.objects.filter(pk=adopted.pk).update(ask=None),
        "adopted_stands_in_an_ask",
    )


def test_what_is_late_is_counted_and_listed_without_a_person_s_words(together, adopted, other):
    assert asks.late(asks.standing(), timezone.localdate()).count() == 0
    (waiting,) = published.open_asks()
    assert waiting.words == ""
    Ask.objects.update(due_on=date(2026, 1, 1))
    (waiting,) = published.open_asks()
    assert waiting.is_late(timezone.localdate())
    assert waiting.words == adopted.quote
    assert (waiting.voices.organisations, waiting.voices.people) == (("Lanternside",), 1)
    assert "Jane" not in repr(waiting)
    type(adopted.submission).objects.update(kind="person")
    assert published.open_asks()[0].words == ""


@pytest.mark.parametrize("sort", ["due", "voices", "oldest", "newest", "nonsense"])
def test_the_queue_is_sorted(together, sort):
    assert asks.queue(asks.Wanted(sort=sort)).count() == 1


def test_the_queue_leaves_as_csv_without_private_names(desk, together):
    text = page(desk, "consultation:recommendations-file")
    assert "Lanternside,1," in text
    assert "Jane" not in text


def test_what_seems_alike_is_proposed_and_put_together_by_a_person(desk, adopted, other):
    text = page(desk, "consultation:alike")
    assert "Nothing seems to be asked twice" in text or "that seem alike" in text
    chosen = {"ask": [str(adopted.ask_id), str(other.ask_id)], "why": "Training"}
    response = desk.post("/staff/consultation/alike/", chosen, follow=True)
    assert "They stand together now" in response.content.decode()
    response = desk.post("/staff/consultation/alike/", {"ask": "x"}, follow=True)
    assert "Choose two or more" in response.content.decode()
    other.refresh_from_db()
    text = page(desk, "consultation:answer", other.ask_id)
    assert "2 recommendations ask for this" in text
    response = post(desk, "consultation:take-out", other, follow=True)
    assert "stands alone now" in response.content.decode()
    response = post(desk, "consultation:take-out", other, follow=True)
    assert "alone already" in response.content.decode()


def test_what_a_person_kept_apart_is_not_proposed_again(desk, lead, adopted, other, monkeypatch):
    monkeypatch.setattr(likeness, "_groups", lambda quotes: (((0, 1), "training"),))
    assert len(likeness.alike()) == 1
    chosen = {"ask": [str(adopted.ask_id), str(other.ask_id)], "then": "apart"}
    response = desk.post("/staff/consultation/alike/", chosen, follow=True)
    assert "not proposed again" in response.content.decode()
    assert likeness.alike() == []
    actions.keep_apart(by=lead, asks=[other.ask, adopted.ask])
    (pair,) = Apart.objects.all()
    refused(
        lambda: Apart.objects.create(first=pair.second, second=pair.first, said_by=lead),
        "apart_in_order",
    )
    with pytest.raises(IllegalMoveError, match="two or more"):
        actions.keep_apart(by=lead, asks=[adopted.ask])


def test_then_answer_leads_on_to_the_answer(desk, adopted, other):
    chosen = {"ask": [str(adopted.ask_id), str(other.ask_id)], "then": "answer"}
    response = desk.post("/staff/consultation/alike/", chosen)
    assert "/answer/" in response.url
