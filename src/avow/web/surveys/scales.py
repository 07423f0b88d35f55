"""The options that questions of a kind begin with. They are copied into the question."""

from typing import Any

PREFER_NOT = "prefer-not-to-say"
ELSEWHERE = "elsewhere"
Option = dict[str, Any]


def option(value: str, wording: str) -> Option:
    """Return an option of a question, worded in English."""
    return {"value": value, "wording": {"en": wording}}


def prefer_not() -> Option:
    """Return the option that equality and area questions always end with."""
    return option(PREFER_NOT, "Prefer not to say")


def agreement() -> list[Option]:
    """Return the agreement scale: five steps and "don't know"."""
    return [
        option("strongly-agree", "Strongly agree"),
        option("agree", "Agree"),
        option("neither", "Neither agree nor disagree"),
        option("disagree", "Disagree"),
        option("strongly-disagree", "Strongly disagree"),
        option("dont-know", "Don’t know"),
    ]


def areas(names: list[str]) -> list[Option]:
    """Return areas by name, then "somewhere else" and "prefer not to say"."""
    named = [option(name, name) for name in dict.fromkeys(names)]
    return [*named, option(ELSEWHERE, "Somewhere else"), prefer_not()]
