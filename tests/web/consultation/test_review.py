from datetime import date

import pytest

from avow.web.audit.models import Event
from avow.web.consultation import actions, asks
from avow.web.consultation.models import (
    Recommendation,
    Submission,
)
from avow.web.consultation.passages import NotInTextError
from avow.web.consultation.policies import (
    AlreadyImportedError,
    StaleReviewError,
)
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions as plan
from avow.web.plan import queries as plan_queries
from tests.web.consultation.acts import decisions
from tests.web.consultation.texts import SUBMISSION
from tests.web.plan.texts import PLAN

pytestmark = pytest.mark.django_db


def test_what_a_submission_asks_for_comes_in_as_candidates_with_links(submission):
    rows = list(submission.recommendations.all())
    assert len(rows) == 5
    for row in rows:
        assert (row.state, row.origin) == ("candidate", "machine")
        assert submission.text[row.start : row.end] == row.quote
        assert row.gap is (row.links.count() == 0)
    closest = rows[0].links.first()
    assert closest.commitment.number == "3"
    assert (closest.position, closest.origin) == (1, "machine")
    assert closest.lineage == closest.commitment.lineage
    assert "stalking" in closest.why
    event = Event.objects.get(verb="submission.imported")
    assert event.detail == {"characters": len(SUBMISSION), "candidates": 5}


def again(lead, version, text=SUBMISSION):
    return actions.import_submission(
        by=lead, text=text, organisation="X", received_on=date(2026, 3, 3), version=version
    )


def test_the_same_text_comes_in_once_whatever_its_line_ends(lead, submission):
    with pytest.raises(AlreadyImportedError, match="02/03/2026"):
        again(lead, submission.version, SUBMISSION.replace("\n", "\r\n"))
    assert Submission.objects.count() == 1


def test_a_submission_answers_a_published_version(lead, version):
    draft = plan.start_draft(by=lead, plan=version.plan)
    with pytest.raises(IllegalMoveError, match="published version"):
        again(lead, draft)


def test_reading_is_recorded_and_moves_the_submission_on(lead, submission):
    assert submission.state == "unread"
    read = actions.read_submission(by=lead, submission=submission, page="review")
    assert (read.text, read.state) == (SUBMISSION, "in-review")
    event = Event.objects.get(verb="submission.read")
    assert (event.actor, event.subject) == (str(lead.pk), str(submission.pk))
    assert event.detail == {"page": "review"}


def test_a_list_of_quotes_is_a_read_too(lead, adopted):
    found = actions.list_asks(by=lead, wanted=asks.Wanted(words="training"))
    assert list(found) == []
    assert Event.objects.get(verb="asks.listed").detail == {"filters": ["words"]}


def test_a_submission_is_reviewed_when_no_candidate_is_left(lead, submission):
    for row in submission.recommendations.all():
        last = actions.reject(by=lead, recommendation=row)
    submission.refresh_from_db()
    assert submission.state == "reviewed"
    actions.undo_decision(by=lead, recommendation=last)
    submission.refresh_from_db()
    assert submission.state == "in-review"


def test_a_named_person_adopts_and_can_take_it_back(lead, candidate):
    row = actions.adopt(by=lead, recommendation=candidate, note="Clear.", revision=1)
    assert (row.state, row.decided_by, row.note, row.revision) == ("adopted", lead, "Clear.", 2)
    assert row.decided_at is not None
    row = actions.undo_decision(by=lead, recommendation=row)
    assert (row.state, row.decided_by, row.decided_at) == ("candidate", None, None)
    assert list(Event.objects.filter(subject=str(row.pk)).values_list("verb", flat=True)) == [
        "recommendation.adopted",
        "recommendation.undecided",
    ]


def test_a_decision_is_not_made_twice(lead, adopted):
    with pytest.raises(IllegalMoveError, match="already"):
        actions.adopt(by=lead, recommendation=adopted)
    with pytest.raises(IllegalMoveError, match="cannot become"):
        actions.reject(by=lead, recommendation=adopted)


@pytest.mark.parametrize("name", ["adopt", "reject", "mark_gap", "set_links", "correct_quote"])
def test_what_somebody_else_changed_first_is_not_overwritten(lead, version, candidate, name):
    commitment = plan_queries.commitments_of(version)[1]
    actions.set_links(by=lead, recommendation=candidate, commitments=[commitment])
    before = Recommendation.objects.filter(pk=candidate.pk).values().get()
    wanted = decisions(candidate, commitment)[name]
    with pytest.raises(StaleReviewError):
        getattr(actions, name)(by=lead, recommendation=candidate, revision=1, **wanted)
    assert Recommendation.objects.filter(pk=candidate.pk).values().get() == before


def test_a_quote_is_corrected_to_the_closest_place(lead, submission):
    phrase = "We recommend that the force pays survivors for their time"
    first, last = submission.recommendations.filter(quote__startswith=phrase)
    row = actions.correct_quote(by=lead, recommendation=last, passage=phrase.upper().lower()[3:12])
    assert row.start > first.end
    row = actions.correct_quote(by=lead, recommendation=row, passage=f"{phrase}\r\n at  listening")
    assert row.quote == f"{phrase} at listening"
    assert SUBMISSION[row.start : row.end] == row.quote
    event = Event.objects.filter(verb="recommendation.quote-corrected").last()
    assert event.detail["after"] == [row.start, row.end]


def test_a_quote_must_stand_in_the_text_and_only_once(lead, submission):
    first, second = submission.recommendations.all()[:2]
    for passage in ("not there at all", "  "):
        with pytest.raises(NotInTextError):
            actions.correct_quote(by=lead, recommendation=first, passage=passage)
    with pytest.raises(IllegalMoveError, match="marked already"):
        actions.correct_quote(by=lead, recommendation=first, passage=second.quote)


def test_links_keep_the_reason_of_those_that_stay_and_their_order(lead, version, candidate):
    _one, two, three = plan_queries.commitments_of(version)
    row = actions.set_links(by=lead, recommendation=candidate, commitments=[two, three])
    links = [(x.commitment.number, x.origin, bool(x.why)) for x in row.links.all()]
    assert links == [("2", "person", False), ("3", "machine", True)]
    assert row.gap is False


def test_a_gap_has_no_links_and_links_end_a_gap(lead, version, candidate):
    row = actions.mark_gap(by=lead, recommendation=candidate)
    assert row.gap is True
    assert not row.links.exists()
    commitment = plan_queries.commitments_of(version)[0]
    row = actions.set_links(by=lead, recommendation=row, commitments=[commitment])
    assert row.gap is False
    assert list(Event.objects.filter(subject=str(row.pk)).values_list("verb", flat=True)) == [
        "recommendation.gap-marked",
        "recommendation.linked",
    ]


def test_links_lead_to_the_version_answered(lead, candidate):
    other = plan.import_plan(by=lead, text=PLAN, title="Another")
    commitment = plan_queries.commitments_of(other)[0]
    with pytest.raises(IllegalMoveError, match="version that the submission answers"):
        actions.set_links(by=lead, recommendation=candidate, commitments=[commitment])


def test_what_the_machine_missed_is_added_with_links_proposed(lead, submission):
    row = actions.add_recommendation(
        by=lead, submission=submission, passage="We have worked\nwith survivors for thirty years."
    )
    assert (row.origin, row.state, row.section) == ("person", "candidate", "Training")
    assert row.gap is (not row.links.exists())
    with pytest.raises(IllegalMoveError, match="marked already"):
        actions.add_recommendation(by=lead, submission=submission, passage=row.quote)
    with pytest.raises(NotInTextError):
        actions.add_recommendation(by=lead, submission=submission, passage="elsewhere")


def test_adding_reopens_a_reviewed_submission(lead, submission):
    for row in submission.recommendations.all():
        actions.reject(by=lead, recommendation=row)
    actions.add_recommendation(by=lead, submission=submission, passage="welcome the plan")
    submission.refresh_from_db()
    assert submission.state == "in-review"
