"""Equality questions as the harmonised standards have them."""

from typing import Any

from avow import definitions
from avow.web.surveys.scales import option, prefer_not

KIND = "equality"


def standards() -> list[str]:
    """Return the names of the standards, in the order in which they are asked."""
    return sorted(
        definitions.names(KIND), key=lambda name: definitions.read(KIND, name)["position"]
    )


def standard(name: str) -> dict[str, Any]:
    """Return title, question, hint, options and, where it has one, the condition of a standard."""
    return dict(definitions.read(KIND, name))


def question_fields(name: str) -> dict[str, Any]:
    """Return the fields of an equality question by a standard, with "prefer not to say"."""
    read = standard(name)
    after = read.get("asked_after")
    return {
        "wording": {"en": read["question"]},
        "hint": {"en": read["hint"]} if read["hint"] else {},
        "options": [*(option(o["value"], o["wording"]) for o in read["options"]), prefer_not()],
        "condition": after and {"question": after["standard"], "any_of": list(after["any_of"])},
        "standard": name,
    }
