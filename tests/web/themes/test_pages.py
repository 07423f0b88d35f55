"""The pages of themes: what they show, what they record, how many queries they make."""

import re

import pytest
from django.urls import reverse

from avow.web.audit.models import Event
from avow.web.core.models import Work
from avow.web.surveys.models import Answer, Concern
from avow.web.themes import actions
from avow.web.themes.models import Decision, Family, Sample, Standing, Theme
from tests.web.themes.asked import say
from tests.web.themes.conftest import TEXTS, propose_groups
from tests.web.themes.voices import CAMPAIGN


def page(client, name, *args, **query):
    """Return the text of a page."""
    answer = client.get(reverse(f"themes:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def plain(html):
    """Return what a reader sees, with one space between words."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.fixture
def coded(frame, themes, analyst):
    """Return the frame with every text coded by the analyst."""
    for row in Standing.objects.filter(frame=frame, first=True, machine_reason=""):
        words = row.answer.text.lower()
        name = "Lighting" if "light" in words else "Transport" if "bus" in words else "Schools"
        actions.code_text(by=analyst, standing=row, themes=[themes[name].pk])
    return frame


def test_the_index_lists_questions(desk, frame, question):
    shown = plain(page(desk, "index"))
    assert str(question) in shown
    assert "0 in a theme, 1 set apart, 12 unassigned" in shown


def test_the_index_without_surveys_says_so(desk):
    assert "Nothing to theme yet" in page(desk, "index")


def test_a_question_nobody_looked_at_offers_to(desk, question):
    shown = page(desk, "question", question.pk)
    assert "There are 13 answers you may read." in shown
    assert "Propose themes" in shown


def test_themes_are_proposed_adopted_and_shown(desk, question, at_once, monkeypatch):
    propose_groups(monkeypatch, "bus")
    with at_once():
        desk.post(reverse("themes:propose", args=[question.pk]))
    shown = plain(page(desk, "question", question.pk))
    assert "3 + 1 + 9 = 13" in shown
    assert "by people 0 · by machine 3" in shown
    theme = Theme.objects.get()
    desk.post(
        reverse("themes:decide", args=[theme.pk]), {"do": "adopt", "revision": theme.revision}
    )
    theme.refresh_from_db()
    assert (theme.state, theme.decided_by.name) == ("adopted", "Analyst 1")
    for step, state in (("undo", "candidate"), ("drop", "dropped"), ("undo", "candidate")):
        desk.post(reverse("themes:decide", args=[theme.pk]), {"do": step})
        theme.refresh_from_db()
        assert theme.state == state


def test_opening_answers_is_traced_once_a_page(desk, coded, question, analyst):
    before = Event.objects.filter(verb="answers.read").count()
    page(desk, "question", question.pk)
    page(desk, "answers", question.pk, "theme")
    events = Event.objects.filter(verb="answers.read").order_by("number")[before:]
    assert [event.detail["page"] for event in events] == ["question", "theme"]
    assert {event.actor for event in events} == {str(analyst.pk)}
    assert events[1].detail["answers"] == 12


def test_held_back_answers_are_neither_counted_nor_shown(desk, coded, question):
    held = Answer.objects.get(
        pk=Standing.objects.get(first=True, machine_reason="no comment").answer_id
    )
    other = next(a for a in Answer.objects.filter(question=question) if a.text == TEXTS[0])
    Concern.objects.create(answer=other, state="open", due_on="2026-03-05")
    shown = plain(page(desk, "question", question.pk))
    assert "= 12:" in shown
    assert TEXTS[0] not in page(desk, "answers", question.pk, "theme")
    assert "No comment" in page(desk, "answers", question.pk, "apart")
    assert held.text == "No comment"


def test_new_answers_are_unassigned_until_the_machine_looks(desk, coded, question):
    say(question, ["Something new about dogs"])
    shown = plain(page(desk, "question", question.pk))
    assert "12 + 1 + 1 = 14" in shown
    assert "1 came in since the machine looked" in shown


def test_counts_go_both_ways(desk, coded, question):
    shown = plain(page(desk, "question", question.pk, count="texts"))
    assert "11 distinct texts" in shown
    assert "10 + 1 + 0 = 11" in shown


def test_the_review_page_makes_few_queries(desk, coded, question, django_assert_max_num_queries):
    address = reverse("themes:question", args=[question.pk])
    desk.get(address)
    with django_assert_max_num_queries(28):
        desk.get(address)


def test_answers_come_a_page_at_a_time_by_key(desk, question, frame, at_once, analyst, monkeypatch):
    say(question, [f"Answer number {n} says something of its own" for n in range(30)])
    propose_groups(monkeypatch)
    with at_once():
        actions.ask_for_themes(by=analyst, question=question)
    first = page(desk, "answers", question.pk, "unassigned")
    key = re.search(r'rel="next" href="\?after=(\d+)"', first)
    second = page(desk, "answers", question.pk, "unassigned", after=key[1])
    assert first.count("av-theming__words") == 25
    assert second.count("av-theming__words") == 42 - 25
    assert 'rel="next"' not in second
    assert desk.get(reverse("themes:answers", args=[question.pk, "nowhere"])).status_code == 404


def test_a_theme_page_shows_answers_by_whom(desk, coded, themes):
    theme = themes["Transport"]
    assert page(desk, "theme", theme.pk, by="person").count("av-theming__words") == 3
    assert page(desk, "theme", theme.pk, by="machine").count("av-theming__words") == 0


def test_a_theme_is_described_added_and_merged(desk, frame, themes):
    address = reverse("themes:describe", args=[themes["Lighting"].pk])
    assert "Lighting" in desk.get(address).content.decode()
    desk.post(address, {"label": "Street lights", "description": "Lamps", "revision": 1})
    assert Theme.objects.filter(label="Street lights", description="Lamps").exists()
    stale = desk.post(address, {"label": "Lamps", "revision": 1})
    assert "Somebody else changed" in stale.content.decode()
    add = reverse("themes:add", args=[frame.question_id])
    assert "Another theme" in desk.post(add, {"label": "Schools"}).content.decode()
    desk.post(add, {"label": "Dogs"})
    dogs = Theme.objects.get(label="Dogs", state="adopted", origin="person")
    merge = reverse("themes:merge", args=[dogs.pk])
    desk.post(merge, {"into": "nonsense"})
    desk.post(merge, {"into": themes["Schools"].pk})
    dogs.refresh_from_db()
    assert dogs.into_id == themes["Schools"].pk
    assert "merged into “Schools”" in page(desk, "question", frame.question_id)


def test_parts_of_a_theme_are_offered(desk, question, at_once, analyst, monkeypatch):
    propose_groups(monkeypatch, "bus")
    with at_once():
        actions.ask_for_themes(by=analyst, question=question)
    whole = actions.adopt_theme(by=analyst, theme=Theme.objects.get())
    address = reverse("themes:split", args=[whole.pk])
    assert "Look for parts" in desk.get(address).content.decode()
    propose_groups(monkeypatch, "night", "late")
    with at_once():
        desk.post(address, {"do": "look"})
    assert desk.get(address).content.decode().count('name="part"') == 2
    part = Theme.objects.get(label="late")
    answer = desk.post(address, {"part": part.pk, "rest": "keep"}, follow=True)
    assert answer.status_code == 200
    assert Theme.objects.filter(state="adopted").count() == 2
    propose_groups(monkeypatch)
    with at_once():
        desk.post(address, {"do": "look"})
    assert "sees no parts" in page(desk, "split", whole.pk)


def test_coding_goes_on_to_the_least_sure_and_keeps_the_vote(desk, frame, themes, question):
    Standing.objects.filter(frame=frame).update(confidence=0.9)
    unsure = Standing.objects.filter(frame=frame, first=True, machine_reason="").last()
    Standing.objects.filter(pk=unsure.pk).update(confidence=0.1)
    address = reverse("themes:code", args=[question.pk])
    assert str(unsure.answer_id) in desk.get(address).content.decode()
    desk.post(address, {"answer": unsure.answer_id, "theme": [themes["Schools"].pk]})
    decision = Decision.objects.get()
    assert (decision.themes, decision.blind) == ([str(themes["Schools"].pk)], False)
    assert str(unsure.answer_id) not in desk.get(address).content.decode()
    again = page(desk, "code", question.pk, answer=unsure.answer_id)
    assert "Coded by people already" in again
    desk.post(reverse("themes:take-back", args=[unsure.answer_id]))
    assert Decision.objects.count() == 2


def test_a_vote_without_anything_is_sent_back(desk, frame, themes, question):
    address = reverse("themes:code", args=[question.pk])
    answer = Standing.objects.filter(frame=frame, first=True).first().answer_id
    assert "Tick a theme" in desk.post(address, {"answer": answer}, follow=True).content.decode()
    assert desk.post(address, {"answer": "x", "reason": "none"}).status_code == 404
    mangled = desk.post(address, {"answer": answer, "theme": ["x"]}, follow=True)
    assert "Choose themes" in mangled.content.decode()
    desk.post(address, {"answer": answer, "reason": "none"})
    assert Decision.objects.get().themes == []


def test_blind_coding_shows_the_machine_only_after_the_vote(
    desk, question, at_once, analyst, monkeypatch
):
    propose_groups(monkeypatch, "bus")
    with at_once():
        actions.ask_for_themes(by=analyst, question=question)
    theme = actions.adopt_theme(by=analyst, theme=Theme.objects.get())
    row = Standing.objects.filter(codings__theme=theme).first()
    address = reverse("themes:code", args=[question.pk])
    before = desk.get(address, {"mode": "blind", "answer": row.answer_id}).content.decode()
    assert "checked" not in before.split("data-av-vote")[1]
    assert "machine 0.80" not in plain(before)
    vote = {"answer": row.answer_id, "reason": "none"}
    after = desk.post(f"{address}?mode=blind", vote, follow=True).content.decode()
    assert "The machine says:" in after
    decision = Decision.objects.get()
    assert (decision.blind, decision.machine) == (True, [str(theme.pk)])
    assert "1 texts." in page(desk, "agreement", question.pk)


def test_the_machine_learns_again_after_enough_votes(
    desk, question, frame, themes, at_once, monkeypatch
):
    monkeypatch.setattr("avow.web.themes.views.coding.LEARN_AFTER", 2)
    rows = list(Standing.objects.filter(frame=frame, first=True, machine_reason="")[:2])
    with at_once():
        for row, name in zip(rows, ("Lighting", "Transport"), strict=True):
            desk.post(
                reverse("themes:code", args=[question.pk]),
                {"answer": row.answer_id, "theme": [themes[name].pk]},
            )
    work = Work.objects.first()
    assert (work.kind, work.state) == ("themes.learn", "done")
    frame.refresh_from_db()
    assert (frame.method, frame.learnt_from, frame.decided_since) == ("learnt", 2, 0)


def test_coding_without_themes_or_answers_says_what_to_do(desk, frame, question, analyst):
    assert "No theme is adopted yet" in page(desk, "code", question.pk)
    actions.add_theme(by=analyst, frame=frame, label="One")
    Standing.objects.filter(frame=frame).update(by="person")
    assert "All is coded" in page(desk, "code", question.pk)


def test_a_second_person_codes_a_sample_and_kappa_is_shown(
    desk, coded, themes, other, signed_in, question
):
    desk.post(reverse("themes:sample", args=[question.pk]), {"size": "1"})
    assert not Sample.objects.exists()
    desk.post(reverse("themes:sample", args=[question.pk]), {"size": "20"})
    sample = Sample.objects.get()
    assert len(sample.answers) == 10
    assert "You coded all of this sample" in page(desk, "second", sample.pk)
    second = signed_in(other)
    for number in range(10):
        shown = page(second, "second", sample.pk)
        assert f"{10 - number} answer" in shown
        assert "checked" not in shown.split("data-av-vote")[1]
        answer = re.search(r'name="answer" value="([^"]+)"', shown)[1]
        words = Answer.objects.get(pk=answer).text.lower()
        name = "Lighting" if "light" in words else "Transport" if "bus" in words else "Schools"
        chosen = themes["Schools"] if number == 0 else themes[name]
        second.post(
            reverse("themes:second", args=[sample.pk]), {"answer": answer, "theme": [chosen.pk]}
        )
    shown = plain(page(desk, "agreement", question.pk))
    assert "10 texts coded twice." in shown
    assert "All themes together" in shown
    assert "Analyst 2: 10 texts a second time" in shown
    assert Standing.objects.filter(frame=coded, by="person", first=True).count() == 10
    apart = Standing.objects.get(machine_reason="no comment").answer_id
    address = reverse("themes:second", args=[sample.pk])
    assert second.post(address, {"answer": apart, "reason": "none"}).status_code == 404
    mine = desk.post(address, {"answer": sample.answers[0], "reason": "none"}, follow=True)
    assert "Somebody else must have coded" in mine.content.decode()


def test_campaigns_show_the_template_and_what_was_changed(desk, question, at_once, analyst):
    say(question, [f"{CAMPAIGN} in {town}" for town in ("Northbank", "Southgate", "Eastway")])
    with at_once():
        actions.ask_for_themes(by=analyst, question=question)
    family = Family.objects.order_by("-people").first()
    assert "6 people, 4 distinct texts" in plain(page(desk, "campaigns", question.pk))
    shown = page(desk, "campaign", family.pk)
    assert "<ins>" in shown
    assert "Northbank" in shown
    code = page(desk, "code", question.pk, answer=family.members.first().answer_id)
    assert "No theme is adopted" in code


def test_work_is_told_and_the_page_opens_anew_when_done(desk, question, frame, analyst):
    address = reverse("themes:work", args=[question.pk])
    assert desk.get(address)["HX-Refresh"] == "true"
    actions.ask_to_learn(by=analyst, frame=frame)
    going = desk.get(address)
    assert "HX-Refresh" not in going
    assert "The machine is at work" in going.content.decode()
    assert "Learn, and assign" not in page(desk, "question", question.pk)


def test_whoever_may_only_read_gets_no_buttons(
    frame, themes, question, analyst, person, monkeypatch, signed_in
):
    monkeypatch.setattr(
        "avow.web.accounts.models.person.capabilities_of", lambda roles: frozenset({"theme.read"})
    )
    reader = signed_in(person("partner"))
    shown = page(reader, "question", question.pk)
    assert "<form" not in shown.split("<main")[1]
    assert reader.get(reverse("themes:code", args=[question.pk])).status_code == 403
