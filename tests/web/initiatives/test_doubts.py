"""What a signer is asked to look at, and what no assessment may be handed in with."""

from datetime import date

import pytest
from django.urls import reverse

from avow.web.core.states import IllegalMoveError
from avow.web.initiatives import actions, states
from avow.web.initiatives.doubting import doubts, to_look_at
from avow.web.initiatives.models import Figure
from avow.web.initiatives.questions import questions
from tests.web.initiatives.conftest import REMARK, answer_all, days, said_to_all
from tests.web.initiatives.test_evidence import YEAR
from tests.web.initiatives.test_evidence import counted as counted  # noqa: PLC0414 — a fixture
from tests.web.initiatives.test_pages import get, post

pytestmark = pytest.mark.django_db
NO_FIGURE = "No figure of a measure was taken as evidence."
NO_STEP = "No step that keeps people from harm is written down."


def figure(draft, until, **said):
    """Put a figure that tells of days until then into a draft."""
    frozen = {"until": until.isoformat()} if until else {}
    plain = {"measure": "m", "by": "force", "unit": "x", "period": "year", "period_label": "y"}
    return Figure.objects.create(
        assessment=draft, frozen=frozen, **plain | {"taken_on": days(0)} | said
    )


def step(lead, draft, due=30):
    return actions.add_mitigation(
        by=lead, assessment=draft, what="Interpreters", post="Inspector", due=days(due)
    )


def write(lead, draft, answers):
    draft.refresh_from_db()
    actions.write_assessment(
        by=lead,
        assessment=draft,
        revision=draft.revision,
        answers=answers,
        review_on=days(90),
    )
    draft.refresh_from_db()


@pytest.mark.parametrize(
    "thin", ["", "n/a", "None.", "Not applicable", "- - -", "No impact found."]
)
def test_an_answer_that_says_nothing_is_none(lead, draft, thin):
    write(lead, draft, said_to_all() | {"heard": thin})
    with pytest.raises(IllegalMoveError, match="in at least 5 words: What was heard"):
        actions.hand_in_assessment(by=lead, assessment=draft)


def test_one_answer_is_not_given_to_two_questions(lead, draft):
    same = said_to_all()
    write(lead, draft, same | {"harm": same["affected"].upper() + " !"})
    with pytest.raises(IllegalMoveError, match=r"under another question.*What could harm whom"):
        actions.hand_in_assessment(by=lead, assessment=draft)


def test_without_a_figure_or_a_step_the_signer_says_why(lead, signer, ready):
    assert doubts(ready, days(0)) == [NO_FIGURE, NO_STEP]
    with pytest.raises(IllegalMoveError, match="Say why you sign it although: No figure"):
        actions.sign_assessment(by=signer, assessment=ready)
    signed = actions.sign_assessment(by=signer, assessment=ready, remark=f" {REMARK}\n")
    assert signed.remark == REMARK
    assert to_look_at(signed, days(0)) == []


def test_with_all_it_needs_there_is_nothing_to_look_at(lead, signer, draft):
    figure(draft, days(-100))
    step(lead, draft)
    answer_all(lead, draft)
    ready = actions.hand_in_assessment(by=lead, assessment=draft)
    assert doubts(ready, days(0)) == []
    assert actions.sign_assessment(by=signer, assessment=ready).state == states.SIGNED


def test_old_figures_are_said_to_be_old(lead, draft):
    step(lead, draft)
    old = figure(draft, days(-551))
    [said] = doubts(draft, days(0))
    assert said.startswith("Its newest figure is of ")
    old.delete()
    figure(draft, days(-550))
    assert doubts(draft, days(0)) == []


def test_the_age_of_a_figure_is_that_of_what_it_tells_of(counted, lead, draft):
    taken = actions.take_figure(by=lead, assessment=draft, asked=YEAR)
    assert taken.frozen["until"] == "2024-12-31"
    assert any("31 December 2024" in said for said in doubts(draft, date(2027, 1, 1)))
    # What was taken before the last day was kept counts from the day on which it was taken.
    taken.frozen.pop("until")
    taken.save()
    assert not any("newest figure" in said for said in doubts(draft, days(0)))


def test_a_version_that_only_repeats_the_one_before_is_told(lead, signer, initiative, draft):
    figure(draft, days(-9), taken_on=days(-9))
    step(lead, draft)
    answer_all(lead, draft)
    actions.hand_in_assessment(by=lead, assessment=draft)
    actions.sign_assessment(by=signer, assessment=draft)
    again = actions.start_assessment(by=lead, initiative=initiative)
    assert doubts(again, days(0)) == [
        "No figure was taken since version 1.",
        "Every answer is word for word that of version 1.",
    ]
    write(lead, again, again.answers | {"heard": "Nine people came, and said it is too slow."})
    assert doubts(again, days(0)) == ["No figure was taken since version 1."]


def test_what_was_copied_from_another_initiative_is_told(lead, ready, proposed):
    other = actions.propose_initiative(by=lead, proposed=proposed(title="Something else"))
    copied = actions.start_assessment(by=lead, initiative=other)
    answers = {**said_to_all("Other words, quite other words."), "harm": ready.answers["harm"]}
    write(lead, copied, answers)
    [said] = [one for one in doubts(copied, days(0)) if "word for word" in one]
    assert said == "1 answer is word for word one of the assessment of “Evidence by video”."
    write(lead, copied, ready.answers)
    n = len(questions("default"))
    assert f"{n} answers are word for word those" in doubts(copied, days(0))[1]


def test_late_steps_are_told_and_stop_it_from_beginning(lead, signer, initiative, draft, desk):
    figure(draft, days(-9))
    late = step(lead, draft, -2)
    answer_all(lead, draft)
    ready = actions.hand_in_assessment(by=lead, assessment=draft)
    assert doubts(ready, days(0)) == ["1 step is past its day and not done."]
    actions.sign_assessment(by=signer, assessment=ready, remark="It will be done next week.")
    refused = post(desk, "live", initiative.pk)
    assert refused.status_code == 409
    assert "is not done: Interpreters" in refused.content.decode()
    assert "is not done: Interpreters" in get(desk, "initiative", initiative.pk)
    actions.mark_mitigation_done(by=lead, mitigation=late)
    assert actions.mark_live(by=lead, initiative=initiative).state == states.LIVE


def test_a_signed_version_keeps_what_it_was_about(lead, desk, initiative, signed, proposed):
    changed = proposed(tried="Something else altogether.")
    actions.change_initiative(by=lead, initiative=initiative, revision=1, proposed=changed)
    for name in ("assessment", "document"):
        text = get(desk, name, signed.pk)
        assert "Victims give their first account by video." in text
        assert "Something else altogether." not in text
        assert "was changed after this version was handed in" in text
    following = actions.start_assessment(by=lead, initiative=initiative)
    assert "Something else altogether." in get(desk, "assessment", following.pk)


def test_what_was_handed_in_by_a_slip_is_taken_back(lead, desk, owner, signed_in, ready):
    other = post(signed_in(owner), "take-back", ready.pk)
    assert other.status_code == 302
    ready.refresh_from_db()
    assert ready.state == states.READY
    assert "Take it back to change it" in get(desk, "assessment", ready.pk)
    post(desk, "take-back", ready.pk)
    ready.refresh_from_db()
    assert ready.state == states.DRAFT
    answer_all(lead, ready)
    again = desk.post(reverse("initiatives:take-back", args=[ready.pk]), follow=True)
    assert "cannot become" in again.content.decode()


def test_a_step_that_is_done_is_done_in_the_version_that_is_written_too(
    lead, signer, initiative, draft
):
    figure(draft, days(-9))
    taken, other = step(lead, draft), step(lead, draft, 60)
    answer_all(lead, draft)
    ready = actions.hand_in_assessment(by=lead, assessment=draft)
    actions.sign_assessment(by=signer, assessment=ready)
    following = actions.start_assessment(by=lead, initiative=initiative)
    actions.mark_mitigation_done(by=lead, mitigation=taken)
    assert [m.done_on for m in following.mitigations.all()] == [days(0), None]
    actions.mark_mitigation_undone(by=lead, mitigation=taken)
    assert [m.done_on for m in following.mitigations.all()] == [None, None]
    other.refresh_from_db()
    assert other.done_on is None


def test_the_page_says_what_keeps_a_draft_from_being_handed_in(desk, lead, draft):
    text = get(desk, "assessment", draft.pk)
    assert "It cannot be handed in yet." in text
    assert "Hand it in for signature" not in text
    write(lead, draft, said_to_all() | {"heard": "none"})
    said = " ".join(get(desk, "assessment", draft.pk).split())
    assert "in at least 5 words: What was heard from the groups affected?" in said
    write(lead, draft, said_to_all())
    text = get(desk, "assessment", draft.pk)
    assert "It cannot be handed in yet." not in text
    assert "Hand it in for signature" in text
