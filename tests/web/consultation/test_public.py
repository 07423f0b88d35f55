import dataclasses

import pytest

from avow.web.audit.models import Event
from avow.web.consultation import actions
from avow.web.core import published
from tests.web.consultation.texts import SUBMISSION

pytestmark = pytest.mark.django_db


def test_nothing_is_public_until_somebody_publishes_it(lead, answer):
    assert published.answers() == ()
    assert published.asked() == published.Asked(submissions=1, recommendations=1, answered=0)


def test_a_published_answer_leaves_with_quote_name_and_commitments(
    lead, adopted, answer, make_public
):
    make_public(answer)
    (told,) = published.answers()
    assert told.organisation == "Lanternside"
    assert told.submission_title == "Response of Lanternside"
    assert told.quote == adopted.quote
    assert told.commitment_lineages == tuple(x.lineage for x in adopted.links.all())
    assert (told.decision, told.decision_label) == ("accepted", "Accepted")
    assert (told.reason, told.change) == ("You are right.", "Action 3.1 now covers every officer.")
    assert published.asked().answered == 1


def test_a_newer_wording_stays_with_the_staff_until_it_is_published(
    lead, adopted, answer, make_public
):
    make_public(answer)
    newer = actions.write_answer(
        by=lead,
        ask=adopted.ask,
        decision="partly",
        reason="On reflection, in part.",
        no_change="Nothing is to be reworded.",
    )
    assert published.answers()[0].reason == "You are right."
    make_public(newer)
    assert published.answers()[0].reason == "On reflection, in part."
    actions.withdraw_answer(by=lead, answer=newer)
    assert published.answers() == ()


def test_a_private_person_is_never_named(submission, answer, make_public):
    type(submission).objects.filter(pk=submission.pk).update(
        kind="person", organisation="Jane Doe", title="Letter of Jane Doe"
    )
    submission.recommendations.update(section="Statement of Jane Doe")
    make_public(answer)
    (told,) = published.answers()
    assert told.organisation == "A member of the public"
    assert "Jane" not in str(dataclasses.asdict(told))


def test_the_text_of_a_submission_never_leaves(answer, make_public):
    make_public(answer)
    left = str(dataclasses.asdict(published.answers()[0]))
    assert "thirty years" in SUBMISSION
    assert "thirty years" not in left


def test_many_answers_cost_four_queries(
    lead, submission, answer, make_public, django_assert_num_queries
):
    rows = submission.recommendations.filter(state="candidate")
    for row in rows:
        ask = actions.adopt(by=lead, recommendation=row).ask
        held = actions.write_answer(by=lead, ask=ask, decision="not-accepted", reason="The law.")
        make_public(held)
    with django_assert_num_queries(4):
        assert len(published.answers()) == 4


def test_a_sender_corrected_to_a_private_person_is_no_longer_named(
    lead, submission, answer, make_public
):
    make_public(answer)
    row = actions.describe_submission(
        by=lead,
        submission=submission,
        organisation="Jane Doe",
        kind="person",
        title=submission.title,
        received_on=submission.received_on,
    )
    assert row.organisation == "Jane Doe"
    assert published.answers()[0].organisation == "A member of the public"
    event = Event.objects.get(verb="submission.described")
    assert event.detail == {"changed": ["organisation", "kind"]}
