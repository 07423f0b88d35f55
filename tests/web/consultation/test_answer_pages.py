import pytest

from avow.web.audit.models import Event
from avow.web.consultation import actions
from avow.web.consultation.models import Answer, Submission
from tests.web.plan.pages import page, post

pytestmark = pytest.mark.django_db


def test_adopted_recommendations_are_listed_and_narrowed(desk, submission, adopted, answer):
    lineage = adopted.links.first().lineage
    hit = {
        "submission": submission.pk,
        "commitment": lineage,
        "answer": "drafted",
        "decision": "accepted",
        "words": "stalking",
    }
    assert "1 recommendation<" in page(desk, "consultation:recommendations")
    for name, value in hit.items():
        text = page(desk, "consultation:recommendations", **{name: value})
        assert "1 recommendation<" in text, name
    miss = {
        "commitment": "gap",
        "answer": "none",
        "decision": "partly",
        "words": "swimming",
    }
    for name, value in miss.items():
        text = page(desk, "consultation:recommendations", **{name: value})
        assert "No recommendation matches" in text, name
    mangled = page(desk, "consultation:recommendations", submission="x", answer="?")
    assert "1 recommendation<" in mangled


def test_with_nothing_adopted_the_list_says_what_to_do(desk, submission):
    assert "Nothing adopted yet" in page(desk, "consultation:recommendations")


def answered(**changed):
    return {
        "decision": "accepted",
        "reason": "Right.",
        "change": "3.1 is new.",
        "based_on": 0,
    } | changed


def test_an_answer_is_written_and_shown_as_a_draft(desk, adopted):
    text = page(desk, "consultation:answer", adopted.pk)
    assert "All response officers" in text
    response = post(desk, "consultation:answer", adopted, answered(), follow=True)
    assert "Only staff see it" in response.content.decode()
    assert Answer.objects.get().current.reason == "Right."
    assert Event.objects.filter(verb="submission.read", detail={"page": "answer"}).exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"decision": ""}, "Choose a decision"),
        ({"reason": " "}, "Give the reason"),
        ({"change": ""}, "Say what in the plan changes"),
    ],
)
def test_an_answer_that_lacks_something_is_not_saved(desk, adopted, changed, told):
    text = post(desk, "consultation:answer", adopted, answered(**changed)).content.decode()
    assert told in text
    assert not Answer.objects.exists()


def test_a_newer_answer_is_shown_beside_mine(desk, adopted, answer):
    response = post(desk, "consultation:answer", adopted, answered(reason="Mine."))
    text = response.content.decode()
    assert response.status_code == 409
    assert "You are right." in text
    assert "Mine." in text


def test_what_is_not_adopted_is_not_answered(desk, candidate):
    assert "Adopt it first" in page(desk, "consultation:answer", candidate.pk)
    text = post(desk, "consultation:answer", candidate, answered()).content.decode()
    assert "Adopt it first" in text


def test_publishing_shows_what_becomes_public_and_asks(desk, adopted):
    response = post(desk, "consultation:answer", adopted, answered(then="publish"), follow=True)
    text = response.content.decode()
    assert "The name “Lanternside”" in text
    held = Answer.objects.get()
    key = f"{held.pk}:{held.current.number}"
    response = post(desk, "consultation:publish-answer", adopted, {"answer": key}, follow=True)
    assert "1 answer is published" in response.content.decode()
    held.refresh_from_db()
    assert held.is_public
    page(desk, "consultation:publish-answer", adopted.pk, status=404)


def test_a_private_person_s_name_is_promised_not_to_leave(desk, submission, adopted, answer):
    Submission.objects.filter(pk=submission.pk).update(kind="person")
    text = page(desk, "consultation:publish-answer", adopted.pk)
    assert "A member of the public" in text


def test_a_wording_that_nobody_saw_is_not_published(desk, lead, adopted, answer):
    stale = f"{answer.pk}:{answer.current.number}"
    actions.write_answer(by=lead, recommendation=adopted, decision="partly", reason="Newer.")
    response = post(desk, "consultation:publish-answer", adopted, {"answer": stale})
    assert "changed meanwhile" in response.content.decode()
    answer.refresh_from_db()
    assert not answer.is_public


def test_drafted_answers_of_a_submission_are_published_together(
    desk, lead, submission, adopted, answer
):
    other = submission.recommendations.filter(state="candidate")[0]
    actions.adopt(by=lead, recommendation=other)
    second = actions.write_answer(
        by=lead, recommendation=other, decision="partly", reason="In part."
    )
    keys = [f"{a.pk}:1" for a in (answer, second)]
    none = post(desk, "consultation:publish-answers", submission).content.decode()
    assert "at least one" in none
    response = post(desk, "consultation:publish-answers", submission, {"answer": keys}, follow=True)
    assert "2 answers are published" in response.content.decode()
    assert "Nothing waits" in page(desk, "consultation:publish-answers", submission.pk)


def test_a_public_answer_is_withdrawn_and_locks_its_card(desk, lead, submission, adopted, answer):
    actions.publish_answer(by=lead, answer=answer)
    text = page(desk, "consultation:review", submission.pk)
    assert "stays as it is until the answer is withdrawn" in text
    page(desk, "consultation:withdraw-answer", adopted.pk)
    response = post(desk, "consultation:withdraw-answer", adopted, follow=True)
    assert "no longer public" in response.content.decode()
    response = post(desk, "consultation:withdraw-answer", adopted, follow=True)
    assert "nothing to withdraw" in response.content.decode()


def test_what_is_not_there_is_not_found(desk, version):
    for name in ("review", "quote", "links", "answer", "publish-answer", "withdraw-answer"):
        page(desk, f"consultation:{name}", version.pk, status=404)


@pytest.mark.parametrize("name", ["consultation:index", "consultation:recommendations"])
def test_longer_lists_cost_no_more_queries(
    desk, lead, submission, django_assert_max_num_queries, name
):
    for row in submission.recommendations.all():
        actions.adopt(by=lead, recommendation=row)
    with django_assert_max_num_queries(18):
        page(desk, name)


def test_a_long_review_costs_no_more_queries(desk, submission, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        page(desk, "consultation:review", submission.pk)
