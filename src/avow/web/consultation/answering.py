"""When an answer is due, how long a reply link works, and why a reply may be refused."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from avow import definitions


@cache
def rules() -> Mapping[str, Any]:
    """Return the rules of answering from `definitions/answering`."""
    return definitions.read("answering", "default")


def due(adopted_on: date) -> date:
    """Return the day on which the answer to something adopted on ``adopted_on`` is due."""
    return adopted_on + timedelta(days=rules()["answer_within_days"])


def refusal_grounds() -> list[tuple[str, str]]:
    """Return (name, words) of the grounds on which a reply may be refused."""
    return list(rules()["refusal_grounds"].items())
