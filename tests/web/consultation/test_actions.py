from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from avow.web.audit.models import Event
from avow.web.consultation import actions, queries
from avow.web.consultation.models import (
    Answer,
    AnswerRevision,
    Link,
    Recommendation,
    Submission,
)
from avow.web.consultation.passages import NotInTextError
from avow.web.consultation.policies import (
    AlreadyImportedError,
    IncompleteAnswerError,
    StaleAnswerError,
    StaleReviewError,
)
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions as plan
from avow.web.plan import queries as plan_queries
from tests.web.consultation.texts import SUBMISSION
from tests.web.plan.texts import PLAN

pytestmark = pytest.mark.django_db
OTHERS = ["analyst", "approver", "auditor", "partner", ""]


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
    found = actions.list_recommendations(by=lead, wanted=queries.Wanted(words="training"))
    assert list(found) == []
    assert Event.objects.get(verb="recommendations.listed").detail == {"filters": ["words"]}


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


def decisions(candidate, commitment):
    return {
        "adopt": {},
        "reject": {},
        "mark_gap": {},
        "set_links": {"commitments": [commitment]},
        "correct_quote": {"passage": candidate.quote.split(".")[0]},
    }


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


def write(lead, row, **changed):
    wanted = {"decision": "partly", "reason": "We do part of it."} | changed
    return actions.write_answer(by=lead, recommendation=row, **wanted)


def test_every_wording_of_an_answer_is_kept(lead, answer, adopted):
    again = write(lead, adopted, based_on=1)
    assert again.pk == answer.pk
    assert again.current.number == 2
    told = adopted.answer_revisions.values_list("number", "decision", "decided_by")
    assert list(told) == [(2, "partly", lead.pk), (1, "accepted", lead.pk)]


def test_a_newer_answer_is_not_overwritten(lead, answer, adopted):
    write(lead, adopted, reason="Theirs", based_on=1)
    with pytest.raises(StaleAnswerError) as caught:
        write(lead, adopted, reason="Mine", based_on=1)
    assert caught.value.current.reason == "Theirs"
    with pytest.raises(StaleAnswerError):
        write(lead, adopted, reason="Mine", based_on=0)
    assert AnswerRevision.objects.filter(reason="Mine").count() == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"decision": "accepted"}, "change"),
        ({"decision": "perhaps"}, "decision"),
    ],
)
def test_an_answer_owes_a_reason_and_what_changes(lead, adopted, changed, field):
    with pytest.raises(IncompleteAnswerError) as caught:
        write(lead, adopted, **changed)
    assert caught.value.field == field


def test_only_what_was_adopted_is_answered(lead, candidate):
    with pytest.raises(IllegalMoveError, match="Adopt it first"):
        write(lead, candidate)


def test_an_answer_is_published_once_and_withdrawn(lead, answer):
    public = actions.publish_answer(by=lead, answer=answer)
    assert (public.published, public.published_by) == (answer.current, lead)
    with pytest.raises(IllegalMoveError, match="public already"):
        actions.publish_answer(by=lead, answer=answer)
    gone = actions.withdraw_answer(by=lead, answer=answer)
    assert (gone.published, gone.published_at, gone.published_by) == (None, None, None)
    with pytest.raises(IllegalMoveError, match="not public"):
        actions.withdraw_answer(by=lead, answer=answer)


def test_several_answers_are_published_together_or_not_at_all(lead, submission, answer):
    other = submission.recommendations.all()[1]
    second = write(lead, actions.adopt(by=lead, recommendation=other))
    actions.undo_decision(by=lead, recommendation=other)
    with pytest.raises(IllegalMoveError, match="Adopt it first"):
        actions.publish_answers(by=lead, answers=[answer, second])
    assert not Answer.objects.filter(published__isnull=False).exists()
    assert not Event.objects.filter(verb="answer.published").exists()


def test_what_the_public_sees_stays_until_the_answer_is_withdrawn(lead, version, answer, adopted):
    actions.publish_answer(by=lead, answer=answer)
    commitment = plan_queries.commitments_of(version)[0]
    wanted = decisions(adopted, commitment) | {"undo_decision": {}}
    for name, more in wanted.items():
        if name in ("adopt", "reject"):
            continue
        with pytest.raises(IllegalMoveError, match="Withdraw the answer first"):
            getattr(actions, name)(by=lead, recommendation=adopted, **more)
    actions.withdraw_answer(by=lead, answer=answer)
    assert actions.undo_decision(by=lead, recommendation=adopted).state == "candidate"


def acts(version, submission, adopted, candidate, answer):
    commitment = plan_queries.commitments_of(version)[1]
    asked = {"recommendation": candidate}
    return {
        "import_submission": {
            "text": "We recommend more.",
            "organisation": "X",
            "received_on": date(2026, 1, 1),
            "version": version,
        },
        "read_submission": {"submission": submission},
        "list_recommendations": {"wanted": queries.Wanted()},
        "describe_submission": {
            "submission": submission,
            "organisation": "Other",
            "kind": "person",
            "title": "x",
            "received_on": date(2026, 1, 1),
        },
        "adopt": asked,
        "reject": asked,
        "undo_decision": {"recommendation": adopted},
        "mark_gap": asked,
        "set_links": asked | {"commitments": [commitment]},
        "correct_quote": asked | {"passage": "welcome the plan"},
        "add_recommendation": {"submission": submission, "passage": "for thirty years"},
        "write_answer": {"recommendation": adopted, "decision": "partly", "reason": "x"},
        "publish_answer": {"answer": answer},
        "publish_answers": {"answers": [answer]},
    }


@pytest.fixture
def everything(version, submission, adopted, answer):
    candidate = submission.recommendations.filter(state="candidate")[0]
    return acts(version, submission, adopted, candidate, answer)


def test_nobody_but_the_plan_lead_may_do_any_of_it(person, everything):
    people = [person(role) for role in OTHERS]
    made = Event.objects.count()
    answer = everything["publish_answer"]["answer"]
    for name, wanted in {**everything, "withdraw_answer": {"answer": answer}}.items():
        for who in people:
            with pytest.raises(PermissionDenied):
                getattr(actions, name)(by=who, **wanted)
    assert Event.objects.count() == made


def rows():
    models = (Submission, Recommendation, Link, AnswerRevision, Answer)
    return [list(model.objects.order_by("pk").values()) for model in models]


NAMES = [
    "describe_submission",
    "import_submission",
    "read_submission",
    "list_recommendations",
    "adopt",
    "reject",
    "undo_decision",
    "mark_gap",
    "set_links",
    "correct_quote",
    "add_recommendation",
    "write_answer",
    "publish_answer",
]
MODULES = {
    "mark_gap": "set_links",
    "reject": "decide",
    "undo_decision": "decide",
    "adopt": "decide",
}


@pytest.mark.parametrize("name", NAMES)
def test_if_the_trace_fails_nothing_is_done(lead, everything, monkeypatch, name):
    from importlib import import_module

    def broken(**_):
        raise OSError("no trace")

    before = rows()
    module = import_module(f"avow.web.consultation.actions.{MODULES.get(name, name)}")
    monkeypatch.setattr(module, "record", broken)
    with pytest.raises(OSError, match="no trace"):
        getattr(actions, name)(by=lead, **everything[name])
    assert rows() == before
