import pytest

from avow.web.audit.models import Event
from avow.web.consultation import actions
from avow.web.consultation.models import (
    Answer,
    AnswerRevision,
)
from avow.web.consultation.policies import (
    IncompleteAnswerError,
    StaleAnswerError,
)
from avow.web.core.states import IllegalMoveError
from avow.web.plan import queries as plan_queries
from tests.web.consultation.acts import decisions

pytestmark = pytest.mark.django_db


def write(lead, row, **changed):
    wanted = {
        "decision": "partly",
        "reason": "We do part of it.",
        "no_change": "It is in practice already.",
    } | changed
    return actions.write_answer(by=lead, ask=row.ask, **wanted)


def test_every_wording_of_an_answer_is_kept(lead, answer, adopted):
    again = write(lead, adopted, based_on=1)
    assert again.pk == answer.pk
    assert again.current.number == 2
    told = adopted.ask.answer_revisions.values_list("number", "decision", "decided_by")
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
        ({"decision": "accepted", "no_change": ""}, "change"),
        ({"decision": "perhaps"}, "decision"),
    ],
)
def test_an_answer_owes_a_reason_and_what_changes(lead, adopted, changed, field):
    with pytest.raises(IncompleteAnswerError) as caught:
        write(lead, adopted, **changed)
    assert caught.value.field == field


def test_only_what_was_adopted_is_answered(lead, adopted):
    row = actions.undo_decision(by=lead, recommendation=adopted)
    with pytest.raises(IllegalMoveError, match="Adopt it first"):
        write(lead, row)


def test_an_answer_is_published_once_and_withdrawn(lead, answer, sign):
    public = actions.publish_answer(by=lead, answer=sign(answer))
    assert (public.published, public.published_by) == (answer.current, lead)
    with pytest.raises(IllegalMoveError, match="cannot become “published”"):
        actions.publish_answer(by=lead, answer=answer)
    gone = actions.withdraw_answer(by=lead, answer=answer)
    assert (gone.published, gone.published_at, gone.published_by) == (None, None, None)
    with pytest.raises(IllegalMoveError, match="not public"):
        actions.withdraw_answer(by=lead, answer=answer)


def test_several_answers_are_published_together_or_not_at_all(lead, submission, answer, sign):
    other = submission.recommendations.all()[1]
    second = sign(write(lead, actions.adopt(by=lead, recommendation=other)))
    actions.undo_decision(by=lead, recommendation=other)
    with pytest.raises(IllegalMoveError, match="Adopt it first"):
        actions.publish_answers(by=lead, answers=[sign(answer), second])
    assert not Answer.objects.filter(published__isnull=False).exists()
    assert not Event.objects.filter(verb="answer.published").exists()


def test_what_the_public_sees_stays_until_the_answer_is_withdrawn(
    lead, version, answer, adopted, make_public
):
    make_public(answer)
    commitment = plan_queries.commitments_of(version)[0]
    wanted = decisions(adopted, commitment) | {"undo_decision": {}}
    for name, more in wanted.items():
        if name in ("adopt", "reject"):
            continue
        with pytest.raises(IllegalMoveError, match="Withdraw the answer first"):
            getattr(actions, name)(by=lead, recommendation=adopted, **more)
    actions.withdraw_answer(by=lead, answer=answer)
    assert actions.undo_decision(by=lead, recommendation=adopted).state == "candidate"
