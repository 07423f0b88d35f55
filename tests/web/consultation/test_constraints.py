import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from avow.web.consultation.models import (
    Answer,
    AnswerRevision,
    Link,
    Recommendation,
    Submission,
)

pytestmark = pytest.mark.django_db


def refused(act, match, error=IntegrityError):
    with pytest.raises(error, match=match), transaction.atomic():
        act()


def test_a_quote_is_the_text_at_its_place(candidate):
    row = Recommendation.objects.filter(pk=candidate.pk)
    for changed in ({"quote": "Something nicer."}, {"start": 98}, {"end": 100}):
        refused(
            lambda changed=changed: row.update(**changed),
            "not the text at its place",
            DatabaseError,
        )
    refused(
        lambda: Recommendation.objects.create(
            submission=candidate.submission,
            quote="x",
            start=0,
            end=1,
            strength="explicit",
            origin="person",
        ),
        "not the text at its place",
        DatabaseError,
    )


def test_the_text_of_a_submission_does_not_change(submission):
    row = Submission.objects.filter(pk=submission.pk)
    for changed in ({"text": "Nicer."}, {"sha256": "0" * 64}):
        refused(lambda changed=changed: row.update(**changed), "does not change", DatabaseError)
    row.update(organisation="Lanternside Service")


def test_a_submission_has_text_and_comes_in_once(submission):
    values = Submission.objects.filter(pk=submission.pk).values().get()
    del values["id"]
    refused(lambda: Submission.objects.create(**values), "(?i)unique constraint")
    refused(
        lambda: Submission.objects.create(**values | {"sha256": "0" * 64, "text": ""}),
        "submission_has_text",
    )


def test_a_quote_is_not_empty(candidate):
    row = Recommendation.objects.filter(pk=candidate.pk)
    refused(lambda: row.update(start=5, end=5, quote=""), "quote_is_not_empty")


def test_a_passage_is_marked_once(submission):
    first, second = submission.recommendations.all()[:2]
    same = {"start": first.start, "end": first.end, "quote": first.quote}
    refused(
        lambda: Recommendation.objects.filter(pk=second.pk).update(**same), "(?i)unique constraint"
    )


def test_a_decision_has_a_person_and_a_time(candidate):
    row = Recommendation.objects.filter(pk=candidate.pk)
    refused(lambda: row.update(state="rejected"), "decided_by_somebody")


def test_a_commitment_is_linked_once(candidate):
    link = candidate.links.first()
    refused(
        lambda: Link.objects.create(
            recommendation=candidate,
            commitment=link.commitment,
            lineage=link.lineage,
            origin="person",
            position=9,
        ),
        "(?i)unique constraint",
    )


def revision(row, by, **changed):
    wanted = {"number": 9, "decision": "partly", "reason": "x", "decided_by": by} | changed
    return AnswerRevision.objects.create(ask=row.ask, **wanted)


def test_an_answer_has_a_reason_and_acceptance_says_what_changes(lead, adopted):
    refused(lambda: revision(adopted, lead, reason=""), "answer_has_a_reason")
    refused(lambda: revision(adopted, lead, decision="accepted"), "accepted_says_what_changes")


def test_there_is_one_answer_and_each_wording_has_its_number(lead, adopted, answer):
    refused(lambda: revision(adopted, lead, number=1), "(?i)unique constraint")
    twin = {"ask": adopted.ask, "current": answer.current, "written_by": lead}
    refused(lambda: Answer.objects.create(**twin), "(?i)unique constraint")


def test_a_public_answer_was_published_by_somebody(lead, answer):
    row = Answer.objects.filter(pk=answer.pk)
    refused(lambda: row.update(published=answer.current), "answer_published_by_somebody")
    refused(lambda: row.update(published_at=timezone.now()), "answer_published_by_somebody")
    refused(lambda: row.update(published_by=lead), "answer_published_by_somebody")


@pytest.mark.parametrize("sql", ["UPDATE {} SET reason='x'", "DELETE FROM {}"])
def test_wordings_are_added_never_changed(answer, sql):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format("consultation_answerrevision"))
