"""Who may build a survey, in which state, and that nothing is done without its trace."""

import re
from datetime import timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from avow.analysis.tables.places import Areas
from avow.web.audit.backing import unfounded
from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, conditions, equality, places, policies
from avow.web.surveys.actions import Asking
from avow.web.surveys.claims import claims
from avow.web.surveys.fixed_questions import fix_questions
from avow.web.surveys.models import Answer, Question, Response, Section, Survey
from tests.web.database import Editor, PostgresEditor, triggers

pytestmark = pytest.mark.django_db
OTHERS = ["analyst", "approver", "auditor", "partner", "engagement-officer", "trained-reader", ""]


def acts(survey):
    """Return every act of building, with what it is done to."""
    section = survey.sections.first()
    question = conditions.in_order(survey)[0]
    now = timezone.now()
    return {
        "create_survey": {"version": survey.version},
        "copy_survey": {"survey": survey},
        "discard_survey": {"survey": survey},
        "edit_survey": {
            "survey": survey,
            "revision": 1,
            "title": "x",
            "introduction": "",
            "slug": "x",
        },
        "set_dates": {"survey": survey, "opens_at": now, "closes_at": now + timedelta(days=1)},
        "set_languages": {"survey": survey, "languages": ["ar"]},
        "set_translation": {"survey": survey, "language": "ar", "said": {}},
        "make_ready": {"survey": survey},
        "take_back": {"survey": survey},
        "close_survey": {"survey": survey},
        "add_section": {"survey": survey, "title": "x"},
        "edit_section": {"section": section, "revision": 1, "title": "x", "introduction": ""},
        "move_section": {"section": section, "up": False},
        "remove_section": {"section": section},
        "add_question": {"section": section, "kind": "text", "asking": Asking(wording="x")},
        "edit_question": {"question": question, "revision": 1, "asking": Asking(wording="x")},
        "move_question": {"question": question, "up": False},
        "remove_question": {"question": question},
        "set_condition": {"part": section, "revision": 1, "condition": None},
    }


CHANGES = [
    "discard_survey",
    "edit_survey",
    "set_languages",
    "set_translation",
    "add_section",
    "edit_section",
    "move_section",
    "remove_section",
    "add_question",
    "edit_question",
    "move_question",
    "remove_question",
    "set_condition",
]


def test_nobody_but_the_plan_lead_builds_or_opens_a_survey(person, survey):
    people = [person(role) for role in OTHERS]
    before = Event.objects.count()
    for name, wanted in acts(survey).items():
        for who in people:
            with pytest.raises(PermissionDenied):
                getattr(actions, name)(by=who, **wanted)
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", CHANGES)
def test_a_ready_survey_is_refused_any_change(lead, ready_survey, name):
    with pytest.raises(IllegalMoveError, match="do not change"):
        getattr(actions, name)(by=lead, **acts(ready_survey)[name])


@pytest.mark.parametrize("name", ["create_survey", "copy_survey", "set_dates", *CHANGES])
def test_if_the_trace_fails_nothing_is_done(lead, survey, monkeypatch, name):
    survey = actions.set_languages(by=lead, survey=survey, languages=["ar"])
    wanted = acts(survey)[name]

    def broken(**_):
        raise OSError("no trace")

    def rows():
        return [list(m.objects.order_by("pk").values()) for m in (Survey, Section, Question)]

    before = rows()
    act = getattr(actions, name)
    monkeypatch.setitem(act.__wrapped__.__globals__, "record", broken)
    with pytest.raises(OSError, match="no trace"):
        act(by=lead, **wanted)
    assert rows() == before


def test_each_guard_is_a_function_and_a_trigger_on_postgresql():
    editor = PostgresEditor()
    fix_questions().forwards(editor)
    made = len(editor.ran)
    assert made == 11
    assert all("RETURNS trigger" in sql and "CREATE TRIGGER" in sql for sql in editor.ran)
    fix_questions().backwards(editor)
    assert sum("DROP TRIGGER" in sql for sql in editor.ran) == made


def test_a_survey_never_closes_before_it_opens(lead, survey):
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(opens_at=now, closes_at=now)
    with pytest.raises(IllegalMoveError, match="close before it opens"):
        actions.set_dates(by=lead, survey=survey, opens_at=now, closes_at=now)


def test_a_closed_survey_stays_closed(lead, ready_survey):
    closed = actions.close_survey(by=lead, survey=ready_survey)
    assert policies.phase(closed, timezone.now()) == "closed"
    for act in (actions.close_survey, actions.make_ready, actions.take_back):
        with pytest.raises(IllegalMoveError):
            act(by=lead, survey=closed)
    with pytest.raises(IllegalMoveError, match="has ended"):
        actions.set_dates(
            by=lead,
            survey=closed,
            opens_at=closed.opens_at,
            closes_at=closed.closes_at + timedelta(days=1),
        )


def test_a_survey_asked_elsewhere_needs_no_dates(lead, published):
    survey = actions.create_survey(by=lead, version=published, place="elsewhere", filled=False)
    with pytest.raises(IllegalMoveError, match="asks nothing yet"):
        actions.make_ready(by=lead, survey=survey)
    section = actions.add_section(by=lead, survey=survey, title="All")
    actions.add_question(
        by=lead, section=section, kind="text", asking=Asking(wording="Why?"), key="Q 1"
    )
    assert survey.questions.get().key == "q-1"
    ready = actions.make_ready(by=lead, survey=survey)
    assert not ready.takes_answers(timezone.now())


def test_the_public_can_read_what_it_is_asked_about(lead, draft_plan):
    survey = actions.create_survey(by=lead, version=draft_plan, areas=[])
    assert not survey.questions.filter(kind="area").exists()
    lacks = policies.what_lacks(survey, timezone.now())
    assert any("draft that the public cannot read" in lack for lack in lacks)


@pytest.fixture
def draft_plan(lead):
    from avow.web.plan.actions import import_plan
    from tests.web.plan.texts import PLAN

    return import_plan(by=lead, text=PLAN, source_name="plan.txt", force="Thornhaven Police")


def test_a_condition_names_only_what_is_asked_before(lead, survey):
    first, second = conditions.in_order(survey)[:2]
    later = {"question": second.key, "any_of": ["agree"]}
    with pytest.raises(IllegalMoveError, match="no longer stand before"):
        actions.set_condition(by=lead, part=first, revision=1, condition=later)
    itself = {"question": first.key, "any_of": ["agree"]}
    with pytest.raises(IllegalMoveError, match="no longer stand before"):
        actions.set_condition(by=lead, part=first, revision=1, condition=itself)
    wrong = {"question": first.key, "any_of": ["purple"]}
    with pytest.raises(IllegalMoveError, match="not among its answers"):
        actions.set_condition(by=lead, part=second, revision=1, condition=wrong)
    text = survey.questions.get(key="words-1")
    with pytest.raises(IllegalMoveError):
        actions.set_condition(
            by=lead,
            part=survey.sections.get(position=2),
            revision=1,
            condition={"question": text.key, "any_of": ["x"]},
        )


def test_what_others_depend_on_is_neither_moved_removed_nor_reworded_away(lead, survey):
    first, second = conditions.in_order(survey)[:2]
    condition = {"question": first.key, "any_of": ["agree"]}
    actions.set_condition(by=lead, part=second, revision=1, condition=condition)
    with pytest.raises(IllegalMoveError, match="depends on an answer"):
        actions.move_question(by=lead, question=first, up=False)
    with pytest.raises(IllegalMoveError, match="asked depending on this question"):
        actions.remove_question(by=lead, question=first)
    with pytest.raises(IllegalMoveError, match="not among its answers"):
        actions.edit_question(
            by=lead, question=first, revision=1, asking=Asking(wording="x", options=["Yes", "No"])
        )
    with pytest.raises(IllegalMoveError):
        actions.move_question(by=lead, question=first, to=survey.sections.get(position=2))
    assert [q.key for q in conditions.in_order(survey)[:2]] == [first.key, second.key]


def test_an_answer_that_no_longer_counts_leads_to_no_further_question(lead, survey):
    ordered = conditions.in_order(survey)
    first, second, third = ordered[:3]
    third.kind = "text"
    second.condition = {"question": first.key, "any_of": ["agree"]}
    third.condition = {"question": second.key, "any_of": ["agree"]}
    answers = {first.key: ["disagree"], second.key: ["agree"]}
    asked, counting = conditions.asked([first, second, third], answers)
    assert [q.key for q in asked] == [first.key]
    assert counting == {first.key: ["disagree"]}
    asked, _ = conditions.asked([first, second, third], {**answers, first.key: ["agree"]})
    assert len(asked) == 3


def test_a_question_needs_answers_to_choose_from(lead, survey):
    section = survey.sections.first()
    actions.add_question(
        by=lead, section=section, kind="single", asking=Asking(wording="Which?", options=["One"])
    )
    lacks = policies.what_lacks(survey, timezone.now())
    assert "“Which?” needs more answers to choose from." in lacks
    with pytest.raises(IllegalMoveError, match="no kind"):
        actions.add_question(by=lead, section=section, kind="riddle")
    with pytest.raises(IllegalMoveError, match="standard"):
        actions.add_question(by=lead, section=section, kind="equality", standard="star-sign")


def test_an_equality_question_alone_is_asked_of_everybody(lead, published):
    survey = actions.create_survey(by=lead, version=published, filled=False)
    section = actions.add_section(by=lead, survey=survey, title="About you")
    made = actions.add_question(by=lead, section=section, kind="equality", standard="disability")
    assert made.condition is None
    assert made.options[-1]["value"] == "prefer-not-to-say"


def test_the_standards_say_where_they_come_from():
    assert equality.standards()[0] == "age-band"
    for name in equality.standards():
        read = equality.standard(name)
        assert read["source"]
        assert read["valid_from"]
        assert len(read["options"]) >= 2
        after = read.get("asked_after")
        if after:
            assert equality.standards().index(after["standard"]) < equality.standards().index(name)
    assert len(equality.standard("ethnic-group")["options"]) == 19


def test_the_triggers_hold_after_every_migration():
    assert len([name for name in triggers() if re.fullmatch("surveys_.*_fixed_[a-z]+", name)]) == 8


@pytest.mark.slow
def test_boroughs_come_from_the_facts_and_are_none_without(tmp_path, settings, lead, published):
    settings.DATA_FOLDER = tmp_path
    assert places.boroughs() == []
    rows = [
        ("borough", "Southgate"),
        ("borough", "Northbank"),
        ("ward", "Northbank"),
        ("bcu", None),
    ]
    empty = dict.fromkeys(Areas.schema().names)
    table = pa.Table.from_pylist(
        [{**empty, "kind": kind, "force": "x", "borough": borough} for kind, borough in rows],
        schema=Areas.schema(),
    )
    folder = tmp_path / "facts" / "areas"
    folder.mkdir(parents=True)
    pq.write_table(table, folder / "hand.parquet")
    assert places.boroughs() == ["Northbank", "Southgate"]
    survey = actions.create_survey(by=lead, version=published)
    area = survey.questions.get(kind="area")
    assert [o["value"] for o in area.options][:2] == ["Northbank", "Southgate"]


def test_what_was_put_before_the_public_stands_in_the_trace(ready_survey):
    assert list(claims()) != []
    assert not [what for what in unfounded() if "Survey" in what]
    fix_questions().backwards(Editor())
    Question.objects.filter(survey=ready_survey, key="sex").update(wording={"en": "Other"})
    fix_questions().forwards(Editor())
    assert [what for what in unfounded() if ready_survey.slug in what]


def test_what_was_answered_elsewhere_is_not_removed_from_a_draft(lead, published):
    survey = actions.create_survey(by=lead, version=published, place="elsewhere", filled=False)
    section = actions.add_section(by=lead, survey=survey, title="All")
    question = actions.add_question(
        by=lead, section=section, kind="text", asking=Asking(wording="Why?")
    )
    response = Response.objects.create(survey=survey, way="online")
    Answer.objects.create(response=response, question=question)
    for act, what in (
        (actions.discard_survey, {"survey": survey}),
        (actions.remove_section, {"section": section}),
        (actions.remove_question, {"question": question}),
    ):
        with pytest.raises(IllegalMoveError, match="so it stays"):
            act(by=lead, **what)
    assert survey.questions.count() == 1
