"""Counts told in a sentence, such as a fault that a load found, pass the same rule as a table."""

import re
from calendar import month_name

from avow.analysis.disclosure.policy import Policy

# A number of its own: no part of a name, date, decimal or percentage.
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?![\w%]|-\d|\.\d|,\d)")
_DATE = re.compile(rf" (?:{'|'.join(month_name[1:])}) (?:19|20)\d\d\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHARE = re.compile(r" ?\(\d+(?:\.\d+)?%\)")
_EXACT_SHARE = re.compile(r" ?\(\d+\.\d+%\)")


def protect_sentence(sentence: str, rules: Policy) -> str:
    """Return ``sentence`` with every count in it rounded, or said to be fewer than the threshold.

    A number is a count unless it is a year or the day of a date ("3 May 2024"), or a word of the
    policy's ``uncounted`` follows it ("10 of 13 years"): what is not known to be harmless is
    rounded. A share is left out where it would tell a count: beside one that is hidden, of a small
    total, or with a decimal.
    """
    largest, hidden = 0, False
    harmless = re.compile(rf"(?: of [\d,]+)? (?:{'|'.join(map(re.escape, rules.uncounted))})\b")

    def shown(found: re.Match[str]) -> str:
        nonlocal largest, hidden
        dated = _YEAR.fullmatch(found[0]) or _DATE.match(sentence, found.end())
        if dated or harmless.match(sentence, found.end()):
            return found[0]
        count = int(found[0].replace(",", ""))
        largest = max(largest, count)
        hidden |= 0 < count < rules.threshold
        said = rules.words(count)
        return said[0].upper() + said[1:] if found.start() == 0 else said

    safe = _NUMBER.sub(shown, sentence)
    # One step of rounding is less than half a percentage point of such a total.
    if hidden or largest < 200 * rules.base:
        return _SHARE.sub("", safe)
    return _EXACT_SHARE.sub("", safe)
