"""The pages on which staff build a survey, opened and posted as a browser would."""

from datetime import timedelta

import pytest
from django.utils import timezone

from avow.web.surveys import actions
from avow.web.surveys.models import Survey
from tests.web.plan.pages import page, post

pytestmark = pytest.mark.django_db


def first(survey, kind="agreement"):
    return survey.questions.filter(kind=kind).order_by("section__position", "position")[0]


def test_the_list_is_empty_then_lists_what_was_made(desk, published):
    assert "No survey yet" in page(desk, "surveys:index")
    response = desk.post(
        "/staff/surveys/new/",
        {"version": published.pk, "filled": "yes", "place": "here", "title": ""},
    )
    made = Survey.objects.get()
    assert response.status_code == 302
    assert response.url == f"/staff/surveys/{made.pk}/"
    assert "Have your say: Safe in Thornhaven" in page(desk, "surveys:index")


def test_the_list_takes_as_many_queries_for_many(desk, lead, survey, django_assert_max_num_queries):
    for _ in range(5):
        actions.copy_survey(by=lead, survey=survey)
    with django_assert_max_num_queries(8):
        page(desk, "surveys:index")


def test_a_draft_shows_what_it_asks_and_what_lacks(desk, survey, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        text = page(desk, "surveys:survey", survey.pk)
    assert "How far do you agree with commitment 1" in text
    assert "It has no dates" in text
    assert "Asked only of those who answered “Yes” to" in text
    assert "Make it ready" not in text


def test_an_analyst_reads_a_draft_and_is_offered_no_change(person, signed_in, survey):
    text = page(signed_in(person("analyst")), "surveys:survey", survey.pk)
    assert "How far do you agree" in text
    assert "Remove" not in text
    assert "Add a section" not in text


def test_title_and_address_are_edited_and_an_older_edit_is_refused(desk, survey):
    wanted = {"revision": 1, "title": "Safer?", "introduction": "One\r\ntwo", "slug": "safer"}
    assert post(desk, "surveys:edit", survey, wanted).status_code == 302
    survey.refresh_from_db()
    assert (str(survey), survey.slug) == ("Safer?", "safer")
    assert survey.introduction == {"en": "One\ntwo"}
    late = post(desk, "surveys:edit", survey, wanted | {"title": "Mine"})
    assert late.status_code == 409
    assert "Somebody else saved first" in late.content.decode()
    survey.refresh_from_db()
    assert str(survey) == "Safer?"


def test_two_surveys_never_share_an_address(desk, lead, survey):
    other = actions.copy_survey(by=lead, survey=survey)
    wanted = {"revision": 1, "title": "Other", "introduction": "", "slug": survey.slug}
    answer = post(desk, "surveys:edit", other, wanted)
    assert "Another survey has the address" in answer.content.decode()


def test_dates_are_days_and_it_opens_and_closes_by_itself(desk, survey):
    wrong = post(desk, "surveys:dates", survey, {"opens_on": "2027-03-02", "closes_on": "1/3/2027"})
    assert "The last day must not be before the first" in wrong.content.decode()
    today = timezone.localdate()
    days = {"opens_on": today.isoformat(), "closes_on": (today + timedelta(days=7)).isoformat()}
    assert post(desk, "surveys:dates", survey, days).status_code == 302
    assert "Make the survey ready" in page(desk, "surveys:ready", survey.pk)
    assert post(desk, "surveys:ready", survey).status_code == 302
    survey.refresh_from_db()
    now = timezone.now()
    assert survey.takes_answers(now)
    last = timezone.localtime(survey.closes_at - timedelta(seconds=1)).date()
    assert last == today + timedelta(days=7)
    assert not survey.takes_answers(survey.closes_at)


def test_what_lacks_is_said_where_it_would_be_made_ready(desk, survey):
    assert "It has no dates" in page(desk, "surveys:ready", survey.pk)
    post(desk, "surveys:ready", survey)
    survey.refresh_from_db()
    assert survey.state == "draft"


def test_a_section_is_added_edited_moved_and_removed(desk, survey):
    post(desk, "surveys:section-add", survey, {"title": "More", "introduction": "About it"})
    made = survey.sections.get(position=6)
    wanted = {"revision": 1, "title": "Even more", "introduction": ""}
    assert post(desk, "surveys:section", made, wanted).status_code == 302
    post(desk, "surveys:section-move", made, {"way": "up"})
    made.refresh_from_db()
    assert (str(made), made.position, made.introduction) == ("Even more", 5, {})
    assert "Remove the section “Even more”?" in page(desk, "surveys:section-remove", made.pk)
    post(desk, "surveys:section-remove", made)
    assert survey.sections.count() == 5


def test_a_section_says_what_goes_with_it(desk, survey):
    trust = survey.sections.get(position=1)
    assert "Its 3 questions go with it" in page(desk, "surveys:section-remove", trust.pk)


def test_a_question_is_added_worded_moved_and_removed(desk, survey):
    trust = survey.sections.get(position=1)
    wanted = {"kind": "multiple", "wording": "Where do you feel unsafe?", "standard": ""}
    post(desk, "surveys:question-add", trust, wanted)
    made = survey.questions.get(key="where-do-you-feel-unsafe")
    said = {
        "revision": 1,
        "wording": "Where do you feel unsafe?",
        "hint": "Think of the last year",
        "options": "On the street\nOn the bus\n\nOn the bus\nAt home",
        "commitment": made.survey.version.pillars.first().commitments.first().lineage,
        "symbol": "map",
    }
    assert post(desk, "surveys:question", made, said).status_code == 302
    made.refresh_from_db()
    assert [o["value"] for o in made.options] == ["on-the-street", "on-the-bus", "at-home"]
    assert made.lineage == said["commitment"]
    assert made.symbol == "map"
    assert "On the bus" in page(desk, "surveys:question", made.pk)
    post(desk, "surveys:question-move", made, {"way": "up"})
    made.refresh_from_db()
    assert made.position == 3
    post(desk, "surveys:question-remove", made)
    assert not survey.questions.filter(pk=made.pk).exists()


def test_a_question_moves_to_another_section(desk, survey):
    asked, safety = first(survey, "text"), survey.sections.get(position=2)
    post(desk, "surveys:question-move", asked, {"to": str(safety.pk)})
    asked.refresh_from_db()
    assert (asked.section, asked.position) == (safety, 3)
    post(desk, "surveys:question-move", asked, {"to": "no identifier"})
    asked.refresh_from_db()
    assert asked.section == safety


def test_a_new_question_needs_its_kind_its_words_or_its_standard(desk, survey):
    trust = survey.sections.get(position=1)
    said = post(desk, "surveys:question-add", trust, {"kind": "text"}).content.decode()
    assert "Write the question." in said
    said = post(desk, "surveys:question-add", trust, {"kind": "equality"}).content.decode()
    assert "Choose the standard." in said
    said = post(desk, "surveys:question-add", trust, {"wording": "x"}).content.decode()
    assert "Choose a kind." in said


def test_an_equality_question_keeps_the_answers_of_its_standard(desk, survey):
    asked = first(survey, "equality")
    text = page(desk, "surveys:question", asked.pk)
    assert "as the standard has them" in text
    assert 'name="options"' not in text
    before = asked.options
    wanted = {"revision": 1, "wording": "Your age?", "hint": "", "options": "Young\nOld"}
    post(desk, "surveys:question", asked, wanted)
    asked.refresh_from_db()
    assert (str(asked), asked.options) == ("Your age?", before)


def test_areas_are_named_and_nobody_is_asked_for_a_postcode(desk, survey):
    asked = first(survey, "area")
    assert "Never ask for a postcode" in page(desk, "surveys:question", asked.pk)
    wanted = {"revision": 1, "wording": "Where?", "hint": "", "options": "Eastbrook\nNorthbank"}
    post(desk, "surveys:question", asked, wanted)
    asked.refresh_from_db()
    values = [option["value"] for option in asked.options]
    assert values == ["Eastbrook", "Northbank", "elsewhere", "prefer-not-to-say"]


def test_a_question_edited_meanwhile_is_not_overwritten(desk, survey):
    asked = first(survey)
    wanted = {"revision": 1, "wording": "First", "hint": "", "options": "Yes\nNo"}
    post(desk, "surveys:question", asked, wanted)
    late = post(desk, "surveys:question", asked, wanted | {"wording": "Second"})
    assert late.status_code == 409
    text = late.content.decode()
    assert "First" in text
    assert "Second" in text


def test_a_draft_is_copied_and_discarded_after_asking(desk, survey):
    post(desk, "surveys:copy", survey)
    copy = Survey.objects.exclude(pk=survey.pk).get()
    assert copy.questions.count() == survey.questions.count()
    assert copy.slug != survey.slug
    assert "Discard “Have your say" in page(desk, "surveys:discard", copy.pk)
    post(desk, "surveys:discard", copy)
    assert Survey.objects.get() == survey


def test_a_running_survey_shows_how_it_goes(desk, ready_survey, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        text = page(desk, "surveys:survey", ready_survey.pk)
    assert "Open" in text
    assert "Nobody has sent an answer yet." in text
    assert "Make it a draft again" in text


def test_a_running_survey_is_taken_back_or_closed_after_asking(desk, ready_survey):
    assert "a draft again?" in page(desk, "surveys:take-back", ready_survey.pk)
    post(desk, "surveys:take-back", ready_survey)
    ready_survey.refresh_from_db()
    assert ready_survey.state == "draft"
    post(desk, "surveys:ready", ready_survey)
    assert "now, for good?" in page(desk, "surveys:close", ready_survey.pk)
    post(desk, "surveys:close", ready_survey)
    ready_survey.refresh_from_db()
    assert ready_survey.state == "closed"
    assert not ready_survey.takes_answers(timezone.now())
    post(desk, "surveys:take-back", ready_survey)
    ready_survey.refresh_from_db()
    assert ready_survey.state == "closed"


def test_only_the_last_day_of_a_running_survey_moves(desk, ready_survey):
    before = ready_survey.opens_at
    later = timezone.localdate() + timedelta(days=30)
    post(desk, "surveys:dates", ready_survey, {"closes_on": later.isoformat()})
    ready_survey.refresh_from_db()
    assert ready_survey.opens_at == before
    assert timezone.localtime(ready_survey.closes_at).date() == later + timedelta(days=1)
    past = timezone.localdate() - timedelta(days=1)
    said = post(desk, "surveys:dates", ready_survey, {"closes_on": past.isoformat()})
    assert "close it" in said.content.decode()


def test_when_a_question_is_asked_is_chosen_among_earlier_answers(desk, survey):
    asked = first(survey, "text")
    text = page(desk, "surveys:question-condition", asked.pk)
    assert "Depending on the answer to" in text
    assert "What is your sex?" not in text
    text = page(desk, "surveys:question-condition", asked.pk, question="agree-1")
    assert "Strongly agree" in text
    wanted = {"revision": 1, "question": "agree-1", "any_of": ["disagree", "strongly-disagree"]}
    post(desk, "surveys:question-condition", asked, wanted)
    asked.refresh_from_db()
    assert asked.condition == {"question": "agree-1", "any_of": wanted["any_of"]}
    text = page(desk, "surveys:survey", survey.pk)
    assert "Asked only of those who answered “Disagree” or “Strongly disagree” to" in text
    post(desk, "surveys:question-condition", asked, {"revision": 2})
    asked.refresh_from_db()
    assert asked.condition is None


def test_a_section_can_depend_on_an_answer_and_needs_one(desk, survey):
    about = survey.sections.get(position=5)
    wanted = {"revision": 1, "question": "area", "any_of": ["Northbank"]}
    post(desk, "surveys:section-condition", about, wanted)
    about.refresh_from_db()
    assert about.condition["any_of"] == ["Northbank"]
    post(desk, "surveys:section-condition", about, {"revision": 2, "question": "area"})
    about.refresh_from_db()
    assert about.condition is not None
    first_section = survey.sections.get(position=1)
    assert "asked of everybody" in page(desk, "surveys:section-condition", first_section.pk)


def test_the_preview_leads_through_the_pages_by_what_is_chosen(desk, lead, survey):
    text = page(desk, "surveys:preview", survey.pk)
    assert "This is a preview" in text
    assert "How far do you agree with commitment 1" in text
    safety = survey.sections.get(position=2)
    actions.set_condition(
        by=lead, part=safety, revision=1, condition={"question": "agree-1", "any_of": ["agree"]}
    )
    address = f"/staff/surveys/{survey.pk}/preview/"
    answer = desk.post(address, {"do": "next", "shown": "agree-1", "q-agree-1": "disagree"})
    passages = survey.sections.get(position=3)
    assert answer.url.endswith(f"section={passages.pk}")
    back = desk.post(answer.url, {"do": "back"})
    assert back.url.endswith(f"section={survey.sections.get(position=1).pk}")
    assert desk.post(answer.url, {"do": "later"}).url == f"/staff/surveys/{survey.pk}/"


def test_a_survey_that_asks_nothing_has_no_preview(desk, lead, published):
    empty = actions.create_survey(by=lead, version=published, filled=False)
    assert desk.get(f"/staff/surveys/{empty.pk}/preview/").url == f"/staff/surveys/{empty.pk}/"


def test_a_question_is_moved_to_another_section_from_its_page(desk, survey):
    asked = first(survey)
    text = page(desk, "surveys:question", asked.pk)
    assert "Move it to the end of another section" in text
    assert "Where you are" in text
