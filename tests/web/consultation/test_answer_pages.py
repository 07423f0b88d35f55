import pytest
from django.urls import reverse

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
        "organisation": "Lanternside",
        "answer": "draft",
        "decision": "accepted",
        "words": "stalking",
        "sort": "voices",
    }
    assert "1 asked<" in page(desk, "consultation:recommendations")
    for name, value in hit.items():
        text = page(desk, "consultation:recommendations", **{name: value})
        assert "1 asked<" in text, name
    miss = {
        "commitment": "gap",
        "answer": "none",
        "decision": "partly",
        "words": "swimming",
        "late": "yes",
    }
    for name, value in miss.items():
        text = page(desk, "consultation:recommendations", **{name: value})
        assert "No recommendation matches" in text, name
    mangled = page(desk, "consultation:recommendations", submission="x", answer="?")
    assert "1 asked<" in mangled


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
    text = page(desk, "consultation:answer", adopted.ask_id)
    assert "All response officers" in text
    response = post(desk, "consultation:answer", adopted.ask, answered(), follow=True)
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
    text = post(desk, "consultation:answer", adopted.ask, answered(**changed)).content.decode()
    assert told in text
    assert not Answer.objects.exists()


def test_a_newer_answer_is_shown_beside_mine(desk, adopted, answer):
    response = post(desk, "consultation:answer", adopted.ask, answered(reason="Mine."))
    text = response.content.decode()
    assert response.status_code == 409
    assert "You are right." in text
    assert "Mine." in text


def test_what_is_not_adopted_is_not_answered(desk, lead, adopted):
    actions.undo_decision(by=lead, recommendation=adopted)
    assert "Adopt it first" in page(desk, "consultation:answer", adopted.ask_id)
    text = post(desk, "consultation:answer", adopted.ask, answered()).content.decode()
    assert "Adopt it first" in text


def test_a_draft_is_handed_in_only_when_it_points_somewhere(desk, adopted):
    told = answered(then="hand-in")
    text = post(desk, "consultation:answer", adopted.ask, told, follow=True).content.decode()
    assert "but not handed in" in text
    told = answered(then="hand-in", based_on=1, no_change="It says so already.")
    text = post(desk, "consultation:answer", adopted.ask, told, follow=True).content.decode()
    assert "Somebody else signs it off" in text
    text = post(desk, "consultation:hand-in", adopted.ask, follow=True).content.decode()
    assert "cannot become" in text


def test_the_owner_reads_and_signs_off_or_sends_back(owner, lead, answer, signed_in):
    desk = signed_in(owner)
    assert "does not wait for sign-off" in page(desk, "consultation:sign-off", answer.ask_id)
    actions.hand_in(by=lead, answer=answer)
    assert "Read it to sign it off" in page(desk, "consultation:recommendations")
    assert "You are right." in page(desk, "consultation:sign-off", answer.ask_id)
    empty = post(desk, "consultation:sign-off", answer.ask, {"do": "back", "note": " "})
    assert "Say what must be put right" in empty.content.decode()
    post(desk, "consultation:sign-off", answer.ask, {"do": "back", "note": "Name the month."})
    answer.refresh_from_db()
    assert (answer.state, answer.returned_for) == ("draft", "Name the month.")
    actions.hand_in(by=lead, answer=answer)
    stale = post(desk, "consultation:sign-off", answer.ask, {"do": "sign", "number": "9"})
    assert "changed meanwhile" in stale.content.decode()
    post(desk, "consultation:sign-off", answer.ask, {"do": "sign", "number": "1"})
    answer.refresh_from_db()
    assert (answer.state, answer.signed_by) == ("signed-off", owner)


def test_publishing_shows_what_becomes_public_and_asks(desk, adopted, answer, sign):
    sign(answer)
    text = page(desk, "consultation:publish-answer", adopted.ask_id)
    assert "Lanternside" in text
    key = f"{answer.pk}:1"
    response = post(desk, "consultation:publish-answer", adopted.ask, {"answer": key}, follow=True)
    assert "1 answer is published" in response.content.decode()
    answer.refresh_from_db()
    assert answer.is_public
    page(desk, "consultation:publish-answer", adopted.ask_id, status=404)


def test_a_private_person_s_name_is_promised_not_to_leave(desk, submission, adopted, answer, sign):
    sign(answer)
    Submission.objects.filter(pk=submission.pk).update(kind="person")
    text = page(desk, "consultation:publish-answer", adopted.ask_id)
    assert "A member of the public" in text
    assert "Lanternside" not in text


def test_a_wording_that_nobody_saw_is_not_published(desk, answer, sign):
    sign(answer)
    response = desk.post(reverse("consultation:publish-answers"), {"answer": f"{answer.pk}:2"})
    assert "changed meanwhile" in response.content.decode()
    answer.refresh_from_db()
    assert not answer.is_public


def test_signed_off_answers_are_published_together(desk, lead, submission, answer, sign):
    other = submission.recommendations.filter(state="candidate")[0]
    ask = actions.adopt(by=lead, recommendation=other).ask
    second = actions.write_answer(by=lead, ask=ask, decision="not-accepted", reason="The law.")
    keys = [f"{sign(a).pk}:1" for a in (answer, second)]
    address = reverse("consultation:publish-answers")
    assert "at least one" in desk.post(address).content.decode()
    assert "Publish 2 answers?" in page(
        desk, "consultation:publish-answers", submission=submission.pk
    )
    response = desk.post(address, {"answer": keys}, follow=True)
    assert "2 answers are published" in response.content.decode()
    assert "Nothing waits" in page(desk, "consultation:publish-answers")
    page(desk, "consultation:publish-answers", submission="x", status=404)


def test_a_public_answer_is_withdrawn_and_locks_its_card(
    desk, submission, adopted, answer, make_public
):
    make_public(answer)
    text = page(desk, "consultation:review", submission.pk)
    assert "stays as it is until the answer is withdrawn" in text
    page(desk, "consultation:withdraw-answer", adopted.ask_id)
    response = post(desk, "consultation:withdraw-answer", adopted.ask, follow=True)
    assert "no longer public" in response.content.decode()
    response = post(desk, "consultation:withdraw-answer", adopted.ask, follow=True)
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
    with django_assert_max_num_queries(24):
        page(desk, name)


def test_a_long_review_costs_no_more_queries(desk, submission, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        page(desk, "consultation:review", submission.pk)
