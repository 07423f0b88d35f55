"""Where answers stand: the three add up, copies stand alike, people come before the machine."""

import pytest
from django.db import IntegrityError, transaction

from avow.web.audit.chain import verify
from avow.web.core.models import Work
from avow.web.core.states import IllegalMoveError
from avow.web.surveys.models import Answer
from avow.web.themes import actions, counting, refreshing, settling
from avow.web.themes.models import Coding, Decision, Family, Frame, Standing, Theme
from tests.web.database import drop
from tests.web.themes.asked import say
from tests.web.themes.conftest import TEXTS, propose_groups
from tests.web.themes.voices import CAMPAIGN, answers

PEOPLE, TEXTS_WAY = counting.WAYS


def row(frame, words):
    """Return where the first answer with these words stands."""
    return next(
        one
        for one in Standing.objects.filter(frame=frame).order_by("pk")
        if one.answer.text == words
    )


def places(frame, way=PEOPLE):
    """Return how many stand in a theme, set apart, and unassigned."""
    frame.refresh_from_db()
    return tuple(counting.place(frame.counts, way, p) for p in ("theme", "apart", "unassigned"))


def ask(at_once, analyst, question):
    with at_once():
        actions.ask_for_themes(by=analyst, question=question)
    return Frame.objects.get(question=question)


def test_every_answer_is_in_a_theme_set_apart_or_unassigned(
    question, analyst, at_once, monkeypatch
):
    propose_groups(monkeypatch, "bus", "light")
    frame = ask(at_once, analyst, question)
    inside = sum("bus" in t.lower() or "light" in t.lower() for t in TEXTS)
    assert places(frame) == (inside, 1, len(TEXTS) - inside - 1)
    assert sum(places(frame)) == Answer.objects.filter(question=question).count()
    assert sum(places(frame, TEXTS_WAY)) == len(TEXTS) - 2
    theme = Theme.objects.get(label="bus")
    assert (theme.state, theme.origin, theme.decided_by) == ("candidate", "machine", None)
    assert counting.of_theme(theme, PEOPLE, "machine") == 3
    assert len(theme.quotes) == 3


@pytest.mark.slow
def test_a_real_proposal_adds_up_too(question, analyst, at_once):
    say(question, answers(150))
    frame = ask(at_once, analyst, question)
    assert sum(places(frame)) == len(TEXTS) + 150
    assert Theme.objects.filter(frame=frame).count() > 2
    assert Work.objects.get().state == "done"


def test_identical_texts_never_land_apart(frame, themes, analyst):
    copies = Standing.objects.filter(frame=frame, text_key=row(frame, CAMPAIGN).text_key)
    assert copies.count() == 3
    assert copies.filter(first=True).count() == 1
    actions.code_text(
        by=analyst, standing=copies.last(), themes=[themes["Lighting"].pk, themes["Transport"].pk]
    )
    assert {(one.place, one.by) for one in copies.all()} == {("theme", "person")}
    themes["Lighting"].refresh_from_db()
    assert counting.of_theme(themes["Lighting"], PEOPLE, "person") == 3
    assert counting.of_theme(themes["Lighting"], TEXTS_WAY, "person") == 1


def test_a_new_copy_stands_as_its_twins_do(frame, themes, question, analyst, at_once):
    actions.code_text(by=analyst, standing=row(frame, CAMPAIGN), themes=[themes["Lighting"].pk])
    say(question, [CAMPAIGN])
    assert refreshing.refresh(frame) == 1
    ask(at_once, analyst, question)
    assert refreshing.refresh(frame) == 0
    themes["Lighting"].refresh_from_db()
    assert counting.of_theme(themes["Lighting"], PEOPLE, "person") == 4


def test_a_persons_word_is_never_overwritten_by_the_machine(
    question, analyst, at_once, monkeypatch
):
    propose_groups(monkeypatch, "bus")
    frame = ask(at_once, analyst, question)
    theme = actions.adopt_theme(by=analyst, theme=Theme.objects.get())
    mine = actions.add_theme(by=analyst, frame=frame, label="Drivers")
    standing = Standing.objects.filter(codings__theme=theme).first()
    actions.code_text(by=analyst, standing=standing, themes=[mine.pk])
    with at_once():
        actions.ask_to_learn(by=analyst, frame=frame)
    standing.refresh_from_db()
    assert Work.objects.first().state == "done"
    assert standing.by == "person"
    assert set(standing.codings.filter(stands=True).values_list("theme", flat=True)) == {mine.pk}
    assert not standing.codings.filter(by="machine", stands=True).exists()
    assert Frame.objects.get().learnt_from == 1


def test_taking_back_lets_the_machines_word_count_again(question, analyst, at_once, monkeypatch):
    propose_groups(monkeypatch, "bus")
    frame = ask(at_once, analyst, question)
    theme = actions.adopt_theme(by=analyst, theme=Theme.objects.get())
    standing = Standing.objects.filter(codings__theme=theme).first()
    before = places(frame)
    actions.code_text(by=analyst, standing=standing, reason="not an answer")
    assert places(frame)[1] == before[1] + 1
    actions.take_back(by=analyst, standing=standing)
    standing.refresh_from_db()
    assert (standing.place, standing.by, standing.reason) == ("theme", "machine", "")
    assert places(frame) == before
    assert Decision.objects.count() == 2
    with pytest.raises(IllegalMoveError, match="Nobody has coded"):
        actions.take_back(by=analyst, standing=standing)


def test_none_of_these_is_unassigned_by_people(frame, themes, analyst):
    standing = row(frame, TEXTS[0])
    actions.code_text(by=analyst, standing=standing)
    standing.refresh_from_db()
    assert (standing.place, standing.by) == ("unassigned", "person")


@pytest.mark.parametrize(
    ("themes_given", "reason", "said"),
    [("Lighting", "too short", "not both"), ("", "boring", "Choose why")],
)
def test_what_cannot_be_said_is_refused(frame, themes, analyst, themes_given, reason, said):
    given = [themes[themes_given].pk] if themes_given else []
    with pytest.raises(IllegalMoveError, match=said):
        actions.code_text(by=analyst, standing=row(frame, TEXTS[0]), themes=given, reason=reason)


def test_only_adopted_themes_can_be_given(frame, themes, analyst):
    actions.drop_theme(by=analyst, theme=themes["Schools"])
    with pytest.raises(IllegalMoveError, match="Only adopted"):
        actions.code_text(by=analyst, standing=row(frame, TEXTS[0]), themes=[themes["Schools"].pk])


def test_dropping_a_theme_unassigns_and_undoing_brings_back(frame, themes, analyst):
    standing = row(frame, TEXTS[0])
    actions.code_text(by=analyst, standing=standing, themes=[themes["Lighting"].pk])
    assert places(frame)[0] == 1
    dropped = actions.drop_theme(by=analyst, theme=themes["Lighting"])
    standing.refresh_from_db()
    assert (standing.place, standing.by) == ("unassigned", "person")
    actions.undo_theme(by=analyst, theme=dropped)
    standing.refresh_from_db()
    assert standing.place == "theme"
    assert sum(places(frame)) == len(TEXTS)


def test_merging_counts_an_answer_once_and_can_be_taken_back(frame, themes, analyst):
    light, bus = themes["Lighting"], themes["Transport"]
    actions.code_text(by=analyst, standing=row(frame, TEXTS[0]), themes=[light.pk, bus.pk])
    actions.code_text(by=analyst, standing=row(frame, TEXTS[1]), themes=[light.pk])
    into = actions.merge_themes(by=analyst, theme=light, into=bus)
    into.refresh_from_db()
    assert counting.of_theme(into, PEOPLE) == 2
    light.refresh_from_db()
    assert (light.state, light.into_id) == ("dropped", bus.pk)
    actions.undo_theme(by=analyst, theme=light)
    light.refresh_from_db()
    into.refresh_from_db()
    assert (counting.of_theme(light, PEOPLE), counting.of_theme(into, PEOPLE)) == (2, 1)
    assert verify().faults == ()


def test_merges_that_make_no_sense_are_refused(frame, themes, analyst):
    light, bus = themes["Lighting"], themes["Transport"]
    with pytest.raises(IllegalMoveError, match="another theme"):
        actions.merge_themes(by=analyst, theme=light, into=light)
    actions.drop_theme(by=analyst, theme=bus)
    with pytest.raises(IllegalMoveError, match="dropped"):
        actions.merge_themes(by=analyst, theme=light, into=bus)


def test_a_theme_is_split_into_parts_a_person_chose(question, analyst, at_once, monkeypatch):
    propose_groups(monkeypatch, "bus")
    frame = ask(at_once, analyst, question)
    whole = actions.adopt_theme(by=analyst, theme=Theme.objects.get())
    propose_groups(monkeypatch, "night", "late")
    with at_once():
        actions.ask_for_parts(by=analyst, theme=whole)
    parts = list(whole.parts.order_by("label"))
    assert [part.label for part in parts] == ["late", "night"]
    assert counting.of_theme(whole, PEOPLE) == 0 or places(frame)[0] == 3
    with pytest.raises(IllegalMoveError, match="at least one"):
        actions.split_theme(by=analyst, theme=whole, parts=[], keep_rest=True)
    actions.split_theme(by=analyst, theme=whole, parts=parts[:1], keep_rest=False)
    assert places(frame)[0] == 1
    assert sum(places(frame)) == len(TEXTS)
    assert Theme.objects.get(pk=whole.pk).state == "dropped"


def test_a_campaign_is_coded_together_if_wanted(question, analyst, at_once):
    say(question, [f"{CAMPAIGN} in {town}" for town in ("Northbank", "Southgate", "Eastway")])
    frame = ask(at_once, analyst, question)
    family = Family.objects.order_by("-people").first()
    assert (family.people, family.texts) == (6, 4)
    theme = actions.add_theme(by=analyst, frame=frame, label="Safe rides")
    standing = row(frame, CAMPAIGN)
    decision = actions.code_text(
        by=analyst, standing=standing, themes=[theme.pk], blind=True, whole_family=True
    )
    theme.refresh_from_db()
    assert counting.of_theme(theme, PEOPLE, "person") == 6
    assert counting.of_theme(theme, TEXTS_WAY, "person") == 4
    assert Decision.objects.filter(act=decision.pk).count() == 4
    assert Decision.objects.filter(blind=True).count() == 1
    assert verify().faults == ()


def test_answers_that_may_not_be_read_are_let_go(frame, themes, analyst):
    standing = row(frame, CAMPAIGN)
    actions.code_text(by=analyst, standing=standing, themes=[themes["Lighting"].pk])
    response = standing.answer.response
    response.state = "withdrawn"
    response.save()
    refreshing.refresh(frame)
    assert sum(places(frame)) == len(TEXTS) - 1
    assert sum(places(frame, TEXTS_WAY)) == len(TEXTS) - 2
    themes["Lighting"].refresh_from_db()
    assert counting.of_theme(themes["Lighting"], PEOPLE) == 2


def test_a_changed_answer_is_looked_at_anew(frame, themes, question, analyst, at_once):
    standing = row(frame, TEXTS[0])
    actions.code_text(by=analyst, standing=standing, themes=[themes["Lighting"].pk])
    answer = standing.answer
    answer.text = "I have changed my mind about the plan"
    answer.save()
    ask(at_once, analyst, question)
    again = Standing.objects.get(answer=answer)
    assert (again.by, again.place) != ("person", "theme")
    assert sum(places(frame)) == len(TEXTS)


def test_decisions_are_only_ever_added(frame, themes, analyst):
    decision = actions.code_text(by=analyst, standing=row(frame, TEXTS[0]))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(reason="too short")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        decision.delete()


def test_the_trace_notices_a_theme_adopted_behind_it(frame, themes, analyst):
    assert verify().faults == ()
    drop("themes_decision_no_change")
    decision = actions.code_text(
        by=analyst, standing=row(frame, TEXTS[0]), themes=[themes["Lighting"].pk]
    )
    Decision.objects.filter(pk=decision.pk).update(themes=[])
    Theme.objects.create(
        frame=frame,
        label="Sneaked in",
        state="adopted",
        origin="person",
        decided_by=analyst,
        decided_at=decision.created_at,
    )
    assert len(verify().faults) == 2


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Theme, {"state": "candidate"}),
        (Theme, {"decided_by": None}),
        (Theme, {"label": ""}),
        (Standing, {"place": "apart", "reason": ""}),
        (Standing, {"place": "theme", "by": "", "reason": ""}),
    ],
)
def test_what_must_never_be_false_is_refused_by_the_database(frame, themes, model, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=model.objects.last().pk).update(**change)


def test_a_persons_code_has_no_confidence(frame, themes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Coding.objects.create(
            standing=Standing.objects.first(), theme=themes["Schools"], by="person", confidence=1
        )


def test_two_works_at_once_are_refused(frame, analyst, question):
    actions.ask_for_themes(by=analyst, question=question)
    with pytest.raises(IllegalMoveError, match="going on already"):
        actions.ask_for_themes(by=analyst, question=question)


def test_learning_without_an_adopted_theme_says_why(frame, analyst, at_once):
    with at_once():
        actions.ask_to_learn(by=analyst, frame=frame)
    work = Work.objects.first()
    assert (work.state, "Adopt a theme first" in work.problem) == ("failed", True)


def test_labels_are_kept_apart(frame, themes, analyst):
    with pytest.raises(IllegalMoveError, match="Another theme"):
        actions.add_theme(by=analyst, frame=frame, label="lighting")
    named = actions.describe_theme(
        by=analyst, theme=themes["Lighting"], label="Street  lights", description="Lamps."
    )
    assert (named.label, named.revision) == ("Street lights", 2)
    with pytest.raises(IllegalMoveError, match="Somebody else changed"):
        actions.drop_theme(by=analyst, theme=named, revision=1)


def test_decisions_of_merged_themes_count_as_the_other(frame, themes, analyst):
    light, bus = themes["Lighting"], themes["Transport"]
    actions.code_text(by=analyst, standing=row(frame, TEXTS[0]), themes=[light.pk])
    actions.merge_themes(by=analyst, theme=light, into=bus)
    known = settling.roots(frame)
    assert settling.effective([str(light.pk)], known) == {bus.pk}
