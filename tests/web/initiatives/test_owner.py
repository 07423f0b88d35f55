"""Who answers for an initiative: a person, who alone changes it, and is told what is overdue."""

import pytest
from django.urls import reverse

from avow.web.core import waiting
from avow.web.core.states import IllegalMoveError
from avow.web.initiatives import actions
from avow.web.initiatives.models import Initiative
from tests.web.initiatives.conftest import REMARK, answer_all, days
from tests.web.initiatives.test_pages import get, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(person):
    return person("action-owner", 2)


@pytest.fixture
def owned(owner, lead, proposed):
    return actions.propose_initiative(by=lead, owner=owner, proposed=proposed())


def waits(person, number=0):
    """Return what of initiatives waits for a person."""
    return [w.what for w in waiting.waiting(person, days(number)) if "/initiatives/" in w.url]


def test_who_proposes_it_answers_for_it(owner, proposed):
    made = actions.propose_initiative(by=owner, proposed=proposed())
    assert (made.owner, made.answers) == (owner, owner)
    Initiative.objects.update(owner=None)
    assert Initiative.objects.get().answers == owner


def test_nobody_else_but_the_plan_lead_changes_it(owner, other, lead, owned, proposed, signer):
    acts = [
        lambda by: actions.change_initiative(
            by=by, initiative=owned, revision=1, proposed=proposed()
        ),
        lambda by: actions.mark_live(by=by, initiative=owned),
        lambda by: actions.extend_initiative(by=by, initiative=owned, ends_on=days(400)),
        lambda by: actions.close_initiative(
            by=by, initiative=owned, state="stopped", outcome="No."
        ),
        lambda by: actions.hand_over_initiative(by=by, initiative=owned, owner=by),
    ]
    for act in acts:
        with pytest.raises(IllegalMoveError, match="answers for it"):
            act(other)
    draft = actions.start_assessment(by=other, initiative=owned)
    step = actions.add_mitigation(
        by=other, assessment=draft, what="Interpreters", post="Inspector", due=days(9)
    )
    answer_all(other, draft)
    with pytest.raises(IllegalMoveError, match="answers for it"):
        actions.hand_in_assessment(by=other, assessment=draft)
    ready = actions.hand_in_assessment(by=owner, assessment=draft)
    with pytest.raises(IllegalMoveError, match="answers for it"):
        actions.take_back_assessment(by=other, assessment=ready)
    actions.sign_assessment(by=signer, assessment=ready, remark=REMARK)
    with pytest.raises(IllegalMoveError, match="answers for it"):
        actions.mark_mitigation_done(by=other, mitigation=step)
    actions.mark_mitigation_done(by=owner, mitigation=step)
    actions.mark_mitigation_undone(by=lead, mitigation=step)
    assert actions.mark_live(by=lead, initiative=owned).live_on == days(0)


def test_the_page_offers_what_one_may_do(owner, other, owned, signed_in):
    for who, offered in ((owner, True), (other, False)):
        text = get(signed_in(who), "initiative", owned.pk)
        assert ("Mark it live" in text) is offered
        assert ("hand it over" in text) is offered
        assert owner.name in text


def test_it_is_handed_over_even_while_it_is_live(desk, lead, live, owner, person, signed_in):
    partner = person("partner")
    text = get(desk, "hand-over", live.pk)
    assert owner.name in text
    assert partner.name not in text
    assert "Choose who answers" in post(desk, "hand-over", live.pk, owner="").content.decode()
    assert post(desk, "hand-over", live.pk, owner=owner.pk).status_code == 302
    live.refresh_from_db()
    assert (live.owner, live.revision) == (owner, 1)
    assert "Handed over to somebody else" in get(desk, "initiative", live.pk)
    with pytest.raises(IllegalMoveError, match="may not keep initiatives"):
        actions.hand_over_initiative(by=lead, initiative=live, owner=partner)
    actions.close_initiative(by=lead, initiative=live, state="ended", outcome="It helped.")
    said = post(desk, "hand-over", live.pk, owner=owner.pk).content.decode()
    assert "nothing of it changes any more" in said


def test_whoever_wants_it_to_begin_does_not_sign(person, lead, owner, initiative, draft, ready):
    both = person("equality-lead", 2)
    for field in ("owner", "proposed_by"):
        Initiative.objects.update(**{"owner": owner, "proposed_by": lead, field: both})
        ready.refresh_from_db()
        with pytest.raises(IllegalMoveError, match="or answer for it"):
            actions.sign_assessment(by=both, assessment=ready, remark=REMARK)
        assert not [said for said in waits(both) if "to sign" in said]


def test_what_is_overdue_reaches_its_owner_and_the_plan_lead(
    owner, other, lead, signer, owned, desk
):
    begun = "1 proposed initiative was to have begun"
    for who, told in ((owner, True), (lead, True), (other, False), (signer, False)):
        assert any(begun in said for said in waits(who)) is told
    assert "Was to have begun" in get(desk, "initiative", owned.pk)

    draft = actions.start_assessment(by=owner, initiative=owned)
    actions.add_mitigation(
        by=owner, assessment=draft, what="Interpreters", post="Inspector", due=days(9)
    )
    answer_all(owner, draft)
    ready = actions.hand_in_assessment(by=owner, assessment=draft)
    actions.send_back_assessment(by=signer, assessment=ready, reason="Whom did you ask?")
    back = "An equality impact assessment was sent back: Whom did you ask?"
    for who, told in ((owner, True), (lead, True), (other, False)):
        assert (back in waits(who)) is told
    actions.hand_in_assessment(by=owner, assessment=draft)
    assert back not in waits(owner)
    actions.sign_assessment(by=signer, assessment=draft, remark=REMARK)
    actions.mark_live(by=owner, initiative=owned)

    assert waits(owner, 9) == []
    assert waits(owner, 10) == ["1 step that keeps people from harm is past its day"]
    assert any("past its end: close it" in said for said in waits(owner, 91))
    assert any("to review in the next 30 days" in said for said in waits(owner, 150))
    lapsed = "1 live initiative whose equality impact assessment has lapsed"
    assert not any(lapsed in said for said in waits(owner, 180))
    for who, told in ((owner, True), (lead, True), (signer, True), (other, False)):
        assert (lapsed in waits(who, 181)) is told
    found = next(w for w in waiting.waiting(owner, days(181)) if w.what == lapsed)
    assert found.url == reverse("initiatives:initiative", args=[owned.pk])


def test_what_was_never_live_is_withdrawn(desk, owned):
    text = get(desk, "close", owned.pk)
    assert "Why it is withdrawn" in text
    assert "It ended as it was meant to" not in text
    assert "Say why it is withdrawn" in post(desk, "close", owned.pk, outcome="").content.decode()
    assert post(desk, "close", owned.pk, outcome="No money.").status_code == 302
    owned.refresh_from_db()
    assert owned.state == "stopped"
