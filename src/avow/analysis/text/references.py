"""Commitments that a submission names by their number ("Commitment 8", "commitments 3 and 4")."""

import re
from collections.abc import Collection

from avow.analysis.documents.outline import PROMISE_WORDS

_NUMBER = r"[A-Z]?\d{1,2}(?:\.\d{1,2})*"
_NAMED = re.compile(
    rf"\b(?:{PROMISE_WORDS})s?(?: no\.?| number)? (?P<numbers>{_NUMBER}(?:(?:,| and| to| or|,? &| "
    rf"[–-])? ?{_NUMBER})*)\b",
    re.IGNORECASE,
)


def named_in(text: str, numbers: Collection[str]) -> frozenset[str]:
    """Return the numbers of a plan's commitments that a text names; none if it names others too.

    A text that names a commitment the plan does not have speaks of another plan.
    """
    named = {
        number
        for found in _NAMED.finditer(text)
        for number in re.findall(_NUMBER, found["numbers"])
    }
    return frozenset(named) if named <= set(numbers) else frozenset()
