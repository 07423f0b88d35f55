"""What a page of a survey shows: its questions in one language, with what was answered so far.

The public's pages, the form for paper and the preview for staff are all drawn from this.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from avow.web.surveys import conditions, texts
from avow.web.surveys.given import NOTHING, Answers, Comment, Given, values
from avow.web.surveys.languages import EASY_READ, direction, name_of
from avow.web.surveys.models import Question, Section, Survey
from avow.web.surveys.models.question import AREA

# Longer lists of areas are shown as a list to choose from, shorter ones as buttons.
MANY = 12
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be chosen; ``place`` is where a ranking puts it (0: nowhere)."""

    value: str
    wording: str
    chosen: bool
    place: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as it stands on the page.

    ``template`` draws it. ``depends_on`` and ``any_of`` say when it is asked, where that hangs on a
    question of the same page; ``asked`` whether it is now.
    """

    key: str
    kind: str
    template: str
    wording: str
    hint: str
    symbol: str
    choices: tuple[Choice, ...]
    text: str
    comments: tuple[Comment, ...]
    asked: bool
    depends_on: str
    any_of: str
    error: str

    @property
    def name(self) -> str:
        """Name of the field in the form."""
        return f"q-{self.key}"

    @property
    def places(self) -> range:
        """The places of a ranking."""
        return range(1, len(self.choices) + 1)


def page(
    survey: Survey,
    section: Section,
    language: str = "",
    answers: Answers | None = None,
    errors: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return what ``surveys/answer/section.html`` shows of one section.

    ``answers`` are by question key; ``errors`` are messages by question key.
    """
    answers, errors = answers or {}, errors or {}
    language = language or survey.languages[0]
    ordered = conditions.in_order(survey)
    asked, _counting = conditions.asked(ordered, values(answers))
    pages = sections(asked, section)
    here = [question for question in ordered if question.section_id == section.pk]
    on_page = {question.key for question in here}
    now = {question.key for question in asked}
    shown = [
        show(survey, question, language, answers, errors, question.key in now)
        for question in here
        if question.key in now or (question.condition or {}).get("question") in on_page
    ]
    return {
        **frame(survey, language),
        "section": section,
        "section_title": survey.in_language(section.title, language),
        "section_introduction": survey.in_language(section.introduction, language),
        "questions": shown,
        "number": pages.index(section) + 1,
        "total": len(pages),
        "longest": LONGEST,
        "errors": [q for q in shown if q.error],
    }


def frame(survey: Survey, language: str = "") -> dict[str, Any]:
    """Return what every page of a survey shows in ``language``: its title and the words around."""
    language = language if language in survey.languages else survey.languages[0]
    return {
        "survey": survey,
        "survey_title": survey.in_language(survey.title, language),
        "survey_introduction": survey.in_language(survey.introduction, language),
        "words": words(survey, language),
        "page_language": language,
        "page_direction": direction(language),
        "languages": [(tag, name_of(tag), direction(tag)) for tag in survey.languages],
    }


def words(survey: Survey, language: str) -> dict[str, str]:
    """Return the words of the public's pages, by names that a template can use."""
    return {key.replace("-", "_"): said for key, said in texts.words(survey, language).items()}


def sections(asked: Iterable[Question], also: Section | None = None) -> list[Section]:
    """Return the sections of which something is asked, in order, and ``also`` in any case."""
    found = {question.section_id: question.section for question in asked}
    if also is not None:
        found.setdefault(also.pk, also)
    return sorted(found.values(), key=lambda section: (section.position, section.created_at))


def show(
    survey: Survey,
    question: Question,
    language: str,
    answers: Answers,
    errors: Mapping[str, str],
    asked: bool = True,
) -> Shown:
    """Return one question in ``language``, with what was answered."""
    given = answers.get(question.key, NOTHING)
    condition = question.condition or {}
    return Shown(
        key=question.key,
        kind=question.kind,
        template=_template(question),
        wording=survey.in_language(question.wording, language),
        hint=survey.in_language(question.hint, language),
        symbol=question.symbol if language == EASY_READ else "",
        choices=_choices(survey, question, language, given),
        text=given.text,
        comments=given.comments,
        asked=asked,
        depends_on=condition.get("question", ""),
        any_of=json.dumps(condition.get("any_of", [])),
        error=errors.get(question.key, ""),
    )


def _choices(survey: Survey, question: Question, language: str, given: Given) -> tuple[Choice, ...]:
    place = dict(given.places) or {value: n for n, value in enumerate(given.choices, 1)}
    return tuple(
        Choice(
            option["value"],
            survey.in_language(option["wording"], language),
            option["value"] in place,
            place.get(option["value"], 0),
        )
        for option in question.options
    )


def _template(question: Question) -> str:
    if question.kind in ("multiple", "ranking", "text", "passage"):
        return question.kind
    if question.kind == AREA and len(question.options) > MANY:
        return "select"
    return "single"


def said(survey: Survey, question: Question, language: str, given: Given) -> list[str]:
    """Return an answer in words, a line each, to be checked by who gave it."""
    wordings = {
        option["value"]: survey.in_language(option["wording"], language)
        for option in question.options
    }
    chosen = [wordings.get(value, value) for value in given.choices]
    if question.kind == "ranking":
        chosen = [f"{place}. {wording}" for place, wording in enumerate(chosen, 1)]
    return [*chosen, *([given.text] if given.text else [])]
