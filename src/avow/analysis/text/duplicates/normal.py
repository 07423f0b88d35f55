"""The words of an answer as they are compared: no case, no punctuation, no stray spaces."""

import re
import unicodedata
from collections.abc import Sequence

_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e"
)
_WORD = re.compile(rf"[\w{_MARKS}]+(?:'[\w{_MARKS}]+)*")


def words(text: str) -> list[str]:
    """Return the words of a text in any script, in lower case; an apostrophe stays inside."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    return _WORD.findall(text.casefold())


def normal_form(text: str) -> str:
    """Return a text's words with one space between; texts that share it count as identical."""
    return " ".join(words(text))


def distinct(texts: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the distinct normal forms in order of appearance, and for each text its place."""
    places: dict[str, int] = {}
    homes = [places.setdefault(normal_form(text), len(places)) for text in texts]
    return list(places), homes
