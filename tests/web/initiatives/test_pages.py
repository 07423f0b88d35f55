"""Pages of initiatives and assessments."""

import json

import pytest
from django.urls import reverse

from avow.web.core import tried, units, waiting
from avow.web.initiatives import actions, states
from avow.web.initiatives.models import Assessment, Initiative
from tests.web.initiatives.conftest import REMARK, WORDS, answer_all, days, said_to_all
from tests.web.initiatives.test_gate import Later

pytestmark = pytest.mark.django_db


def get(desk, name, *args, status=200, **query):
    response = desk.get(reverse(f"initiatives:{name}", args=args), query)
    assert response.status_code == status, response
    return response.content.decode()


def post(desk, name, *args, **said):
    return desk.post(reverse(f"initiatives:{name}", args=args), said)


@pytest.fixture
def equality_desk(signer, signed_in):
    return signed_in(signer)


def form_of(proposed, **said):
    one = proposed()
    plain = {
        "title": one.title, "tried": one.tried, "lineages": [str(one.lineages[0])],
        "starts_on": one.starts_on, "ends_on": one.ends_on, "owner_post": one.owner_post,
    }  # fmt: skip
    return plain | said


def test_nothing_is_there_then_it_is_listed_and_filtered(desk, lead, proposed):
    assert "No initiative yet" in get(desk, "index")
    actions.propose_initiative(by=lead, proposed=proposed())
    text = get(desk, "index")
    assert "Evidence by video" in text
    assert "It has no signed equality impact assessment." in text
    assert "Nothing matches" in get(desk, "index", state="live")
    assert "Nothing matches" in get(desk, "index", overdue="1")


def test_a_lapsed_one_is_listed_on_top(desk, lead, live, proposed, monkeypatch):
    actions.propose_initiative(by=lead, proposed=proposed(title="Another"))
    Later.come(monkeypatch, 200)
    text = get(desk, "index")
    assert text.index("Evidence by video") < text.index("Another")
    assert "Assessment lapsed" in get(desk, "index", overdue="1")
    assert "It cannot be extended." in get(desk, "initiative", live.pk)
    assert "Past its end" in get(desk, "initiative", live.pk)
    assert "Overdue" in get(desk, "assessment", live.assessments.get().pk)


def test_many_take_no_more_queries(desk, lead, proposed, django_assert_max_num_queries):
    for n in range(6):
        made = actions.propose_initiative(by=lead, proposed=proposed(title=f"No {n}"))
        actions.start_assessment(by=lead, initiative=made)
    with django_assert_max_num_queries(9):
        get(desk, "index")


def test_an_initiative_leads_to_what_looks_at_its_effects(desk, lead, proposed, monkeypatch):
    made = actions.propose_initiative(by=lead, proposed=proposed())
    assert "What it changed" not in get(desk, "initiative", made.pk)
    look = tried.Look("Video in three boroughs", "Registered", "/staff/evaluations/video/")
    told = {made.pk: [look]}
    monkeypatch.setitem(tried._looks, "evaluations", lambda person, pk: told.get(pk, []))
    text = get(desk, "initiative", made.pk)
    assert (
        '<a class="govuk-link" href="/staff/evaluations/video/">Video in three boroughs</a>' in text
    )
    other = actions.propose_initiative(by=lead, proposed=proposed(title="Another"))
    assert "What it changed" not in get(desk, "initiative", other.pk)


def test_one_is_proposed_and_changed(desk, proposed):
    made = post(desk, "new", **form_of(proposed))
    found = Initiative.objects.get()
    assert made.url == reverse("initiatives:initiative", args=[found.pk])
    assert (
        post(desk, "edit", found.pk, **form_of(proposed, title="Better", revision=1)).status_code
        == 302
    )
    stale = post(desk, "edit", found.pk, **form_of(proposed, title="Worse", revision=1))
    assert "Somebody else changed this" in stale.content.decode()
    found.refresh_from_db()
    assert (found.title, found.revision) == ("Better", 2)
    text = get(desk, "initiative", found.pk)
    assert "What is proposed was changed" in text


@pytest.mark.parametrize(
    ("said", "error"),
    [({"title": ""}, "Give it a title"), ({"ends_on": days(-100)}, "cannot end before it begins")],
)
def test_what_is_wrong_is_said(desk, proposed, said, error):
    assert error in post(desk, "new", **form_of(proposed, **said)).content.decode()


def test_marking_live_without_an_assessment_is_refused_clearly(desk, initiative, draft):
    refused = post(desk, "live", initiative.pk)
    text = refused.content.decode()

    assert refused.status_code == 409
    assert "It cannot go live" in text
    assert "signed by the equality lead, who did not write it and has not withdrawn" in text
    assert reverse("initiatives:assessment", args=[draft.pk]) in text


def test_the_whole_way(desk, equality_desk, initiative, lead, signer):
    made = post(desk, "assess", initiative.pk)
    draft = Assessment.objects.get()
    assert made.url == reverse("initiatives:write", args=[draft.pk])
    answers = {f"answer-{key}": text for key, text in said_to_all("Thought about.").items()}
    saved = post(desk, "write", draft.pk, revision=1, review_on=days(120), **answers)
    assert saved.status_code == 302
    step = {"what": "Interpreters", "post": "Inspector", "due": days(30)}
    assert post(desk, "mitigation", draft.pk, **step).status_code == 302
    text = get(desk, "assessment", draft.pk)
    assert "Thought about." in text
    assert "Interpreters" in text
    assert "Hand it in for signature" in text
    post(desk, "hand-in", draft.pk)

    [waits] = [w for w in waiting.waiting(signer, days(0)) if "initiatives" in w.url]
    assert waits.what == "1 equality impact assessment to sign"
    assert "Evidence by video" in equality_desk.get(waits.url).content.decode()
    assert "Sign it" in get(equality_desk, "assessment", draft.pk)
    asks = get(equality_desk, "sign", draft.pk)
    assert "No figure of a measure was taken as evidence." in asks
    assert "Say why you sign it" in post(equality_desk, "sign", draft.pk).content.decode()
    assert post(equality_desk, "sign", draft.pk, remark=REMARK).status_code == 302
    assert REMARK in get(desk, "document", draft.pk)
    assert "does not go back" in get(desk, "live", initiative.pk)
    assert post(desk, "live", initiative.pk).status_code == 302
    initiative.refresh_from_db()
    assert initiative.state == states.LIVE
    post(desk, "mitigation-done", draft.mitigations.get().pk)
    assert "Done on" in get(desk, "assessment", draft.pk)
    post(desk, "mitigation-undone", draft.mitigations.get().pk)
    assert "Due on" in get(desk, "assessment", draft.pk)
    assert "on the same day alone" in follow(desk, "mitigation-undone", draft.mitigations.get().pk)
    again = post(desk, "live", initiative.pk)
    assert "That cannot be done" in again.content.decode()
    assert post(desk, "extend", initiative.pk, ends_on=days(91)).status_code == 302
    sooner = post(desk, "extend", initiative.pk, ends_on=days(2))
    assert "Choose a day after" in sooner.content.decode()
    assert (
        post(desk, "close", initiative.pk, state="ended", outcome="It helped.").status_code == 302
    )
    assert "It helped." in get(desk, "initiative", initiative.pk)
    late = post(desk, "close", initiative.pk, state="stopped", outcome="No.")
    assert "cannot become" in late.content.decode()
    assert "cannot be extended" not in get(desk, "extend", initiative.pk)


def test_extending_a_lapsed_one_is_refused_clearly(desk, lead, live, monkeypatch):
    Later.come(monkeypatch, 181)
    refused = post(desk, "extend", live.pk, ends_on=days(400))

    assert refused.status_code == 409
    assert "It cannot be extended" in refused.content.decode()
    assert "Start the assessment" in refused.content.decode()
    [waits] = [w for w in waiting.waiting(lead, days(0)) if "lapsed" in w.what]
    assert waits.late == "1 lapsed"


def test_writing_over_somebody_is_refused_with_both_texts(desk, owner, draft):
    answer_all(owner, draft, words="What the owner wrote.")
    refused = post(desk, "write", draft.pk, revision=1, **{"answer-harm": "What I wrote."})
    text = refused.content.decode()

    assert "Nothing was saved" in text
    assert "What the owner wrote." in text
    assert "What I wrote." in text


def test_the_page_saves_by_itself(desk, owner, draft):
    address = reverse("initiatives:write", args=[draft.pk])
    quietly = {"X-Avow-Autosave": "1"}
    said = {"revision": 1, "answer-harm": "Half a sen"}
    saved = desk.post(address, said, headers=quietly)
    assert saved.json() == {"revision": 2}
    stale = desk.post(address, said, headers=quietly)
    assert stale.status_code == 409
    assert "Nothing was saved" in json.dumps(stale.json())
    wrong = desk.post(address, said | {"revision": 2, "review_on": "soon"}, headers=quietly)
    assert wrong.status_code == 409


def test_what_was_handed_in_is_not_written_in(desk, ready):
    text = post(desk, "write", ready.pk, revision=ready.revision).content.decode()
    assert "it cannot be changed" in text
    step = {"what": "x", "post": "y", "due": days(3)}
    assert "it cannot be changed" in post(desk, "mitigation", ready.pk, **step).content.decode()
    assert "Say what is done" in post(desk, "mitigation", ready.pk).content.decode()


def test_messages_say_why_not(desk, equality_desk, draft, initiative, signer):
    assert "Answer first" in follow(desk, "hand-in", draft.pk)
    assert "cannot become" in post(equality_desk, "sign", draft.pk, remark="x").content.decode()
    assert "is being written already" in follow(desk, "assess", initiative.pk)


def follow(desk, name, pk):
    return desk.post(reverse(f"initiatives:{name}", args=[pk]), follow=True).content.decode()


def test_an_assessment_is_sent_back(desk, equality_desk, ready):
    get(equality_desk, "send-back", ready.pk)
    assert (
        "Say what is missing"
        in post(equality_desk, "send-back", ready.pk, reason="").content.decode()
    )
    assert post(equality_desk, "send-back", ready.pk, reason="Whom?").status_code == 302
    assert "It was sent back:" in get(desk, "assessment", ready.pk)
    again = post(equality_desk, "send-back", ready.pk, reason="Whom?").content.decode()
    assert "cannot become" in again


def test_a_step_is_taken_out_of_a_draft_alone(desk, lead, draft):
    step = actions.add_mitigation(by=lead, assessment=draft, what="a", post="b", due=days(3))
    other = actions.add_mitigation(by=lead, assessment=draft, what="c", post="d", due=days(3))
    post(desk, "mitigation-take-out", step.pk)
    assert list(draft.mitigations.all()) == [other]
    answer_all(lead, draft)
    actions.hand_in_assessment(by=lead, assessment=draft)
    assert "it cannot be changed" in follow(desk, "mitigation-take-out", other.pk)
    post(desk, "mitigation-done", other.pk)
    assert "already" in follow(desk, "mitigation-done", other.pk)


def test_a_version_leaves_as_a_document(desk, signed):
    response = desk.get(reverse("initiatives:document", args=[signed.pk]))
    text = response.content.decode()

    assert response["Content-Disposition"].startswith('attachment; filename="assessment-1-')
    assert WORDS in text
    assert "Equality-Lead 1" in text or "Equality Lead 1" in text


def test_a_units_page_is_told_what_is_live_there(person, lead, signer, proposed, monkeypatch):
    here = actions.propose_initiative(by=lead, proposed=proposed(areas=["North"]))
    made = actions.start_assessment(by=lead, initiative=here)
    answer_all(lead, made)
    actions.hand_in_assessment(by=lead, assessment=made)
    actions.sign_assessment(by=signer, assessment=made, remark=REMARK)
    assert not units.beside(lead, "North")
    actions.mark_live(by=lead, initiative=here)

    [one] = [b for b in units.beside(lead, "North") if "Initiative" in b.title]
    assert (one.who, one.text) == ("Superintendent, Public Protection", "")
    assert not units.beside(lead, "South")
    assert not [b for b in units.beside(person("data-entry"), "North") if "Initiative" in b.title]
    Later.come(monkeypatch, 181)
    [one] = [b for b in units.beside(lead, "North") if "Initiative" in b.title]
    assert "was due on" in one.text


def test_steps_past_their_day_wait(lead, signer, initiative, draft):
    for what in ("Interpreters", "Training"):
        actions.add_mitigation(by=lead, assessment=draft, what=what, post="Inspector", due=days(3))
    answer_all(lead, draft)
    actions.hand_in_assessment(by=lead, assessment=draft)
    actions.sign_assessment(by=signer, assessment=draft, remark=REMARK)
    assert not steps_that_wait(lead, 9)
    actions.mark_live(by=lead, initiative=initiative)
    assert not steps_that_wait(lead, 3)
    [waits] = steps_that_wait(lead, 9)
    assert waits.what == "2 steps that keep people from harm are past their day"
    assert waits.url == reverse("initiatives:assessment", args=[draft.pk])
    assert not steps_that_wait(signer, 9)
    following = actions.start_assessment(by=lead, initiative=initiative)
    actions.mark_mitigation_done(by=lead, mitigation=draft.mitigations.first())
    [waits] = steps_that_wait(lead, 9)
    assert waits.late == "1 step overdue"
    assert following.mitigations.count() == 2


def steps_that_wait(person, number):
    return [w for w in waiting.waiting(person, days(number)) if "step" in w.what]
