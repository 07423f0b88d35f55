"""Changing words: a text that changes loses its translations, which were of other words."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify

from avow.web.surveys import scales
from avow.web.surveys.models import Survey
from avow.web.surveys.models.question import AREA, EQUALITY
from avow.web.surveys.scales import ELSEWHERE, PREFER_NOT
from avow.web.surveys.texts import Wording, texts


def reworded(survey: Survey, old: Wording, words: str) -> Wording:
    """Return a wording with ``words`` in the survey's first language.

    Words that stay keep their translations; words that stand elsewhere in the survey take over
    those that they have there.
    """
    first, words = survey.languages[0], words.strip()
    if not words:
        return {}
    if old.get(first) == words:
        return old
    return {first: words, **known_translations(survey, words)}


def known_translations(survey: Survey, words: str) -> Wording:
    """Return the translations that these words have elsewhere in the survey."""
    if len(survey.languages) == 1:
        return {}
    return next((dict(t.translations) for t in texts(survey) if t.source == words), {})


def options_from(
    survey: Survey, kind: str, old: Sequence[dict[str, Any]], lines: Sequence[str]
) -> list[dict[str, Any]]:
    """Return a question's options from one wording a line.

    A line that stays keeps its value and translations; where as many lines as before are given, a
    changed one keeps its value. Areas are named by themselves, and end with "somewhere else" and
    "prefer not to say"; equality options are the standard's and do not change.
    """
    if kind == EQUALITY:
        return list(old)
    lines = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if kind == AREA:
        return _areas(survey, old, lines)
    first = survey.languages[0]
    kept = {option["wording"].get(first): option for option in old}
    same_number = len(lines) == len(old)
    values = {kept[line]["value"] for line in lines if line in kept}
    made = []
    for place, line in enumerate(lines):
        if line in kept:
            made.append(kept[line])
            continue
        before = old[place]["value"] if same_number else ""
        value = before if before and before not in values else _free(line, values, place)
        values.add(value)
        made.append({"value": value, "wording": reworded(survey, {}, line)})
    return made


def _areas(survey: Survey, old: Sequence[dict[str, Any]], lines: list[str]) -> list[dict[str, Any]]:
    last = {option["value"]: option for option in old if option["value"] in (ELSEWHERE, PREFER_NOT)}
    reserved = {"Somewhere else", "Prefer not to say"}
    return [
        last.get(option["value"], option)
        for option in scales.areas([line for line in lines if line not in reserved])
    ]


def _free(line: str, taken: set[str], place: int) -> str:
    base = slugify(line)[:40].strip("-") or f"answer-{place + 1}"
    value, number = base, 2
    while value in taken:
        value, number = f"{base}-{number}", number + 1
    return value
