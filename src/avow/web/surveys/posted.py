"""What a form of the survey brought: answers as plain values, and what is wrong with them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from avow.web.core.words import seen
from avow.web.surveys.given import Given
from avow.web.surveys.models import Question
from avow.web.surveys.models.question import MULTIPLE, PASSAGE, RANKING, TEXT
from avow.web.surveys.showing import LONGEST

Errors = dict[str, str]


def filled(words: Mapping[str, str], key: str, **gaps: object) -> str:
    """Return words of the pages with their gaps filled."""
    said = words[key]
    for name, value in gaps.items():
        said = said.replace("{" + name + "}", str(value))
    return said


def answers(
    form: QueryDict, questions: Iterable[Question], words: Mapping[str, str]
) -> tuple[dict[str, Given], Errors]:
    """Return what the form says to each question, and messages where that cannot be taken.

    Comments on passages come by forms of their own and are left out.
    """
    found: dict[str, Given] = {}
    errors: Errors = {}
    for question in questions:
        if question.kind == PASSAGE:
            continue
        given, error = _answer(form, question, words)
        found[question.key] = given
        if error:
            errors[question.key] = error
    return found, errors


def clean(text: str) -> str:
    """Return a text as it is stored: line ends as one, no characters that nobody sees."""
    return seen(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def too_long(text: str, words: Mapping[str, str]) -> str:
    """Return the message for a text that is too long, else nothing."""
    return filled(words, "too_long", most=LONGEST) if len(text) > LONGEST else ""


def _answer(form: QueryDict, question: Question, words: Mapping[str, Any]) -> tuple[Given, str]:
    name = f"q-{question.key}"
    allowed = [option["value"] for option in question.options]
    if question.kind == TEXT:
        text = clean(form.get(name, ""))
        return Given(text=text[: LONGEST * 5]), too_long(text, words)
    if question.kind == RANKING:
        return _ranking(form, name, allowed, words)
    chosen = [value for value in form.getlist(name) if value]
    wrong = words["choose_listed"] if set(chosen) - set(allowed) else ""
    if question.kind != MULTIPLE:
        chosen = chosen[:1]
    return Given(tuple(value for value in allowed if value in chosen)), wrong


def _ranking(
    form: QueryDict, name: str, allowed: list[str], words: Mapping[str, str]
) -> tuple[Given, str]:
    places = [(form.get(f"{name}.{value}", ""), value) for value in allowed]
    taken = [(int(place), value) for place, value in places if place.isdecimal() and len(place) < 4]
    if len({place for place, _value in taken}) < len(taken):
        return Given(places=tuple((value, place) for place, value in taken)), words["rank_twice"]
    return Given(tuple(value for _place, value in sorted(taken))), ""
