"""Find what in a text may disclose abuse or danger, so that a trained person reads it first.

The phrases are a definition (``definitions/concerns``), written in words so that a specialist can
review them. They are wide on purpose: what is missed costs more than what is found in vain. A text
that is not English cannot be read by these phrases, and is said to be so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from avow import definitions
from avow.analysis.text.phrases import Phrases

LANGUAGE = "language"
_SENTENCE = re.compile(r"[^.!?…\n\r]+[.!?…]*")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_TOKEN = re.compile(r"[\w']+")
_APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sentence that may disclose abuse or danger: its place, and why (a kind)."""

    start: int
    end: int
    why: str


def find(text: str, language: str = "en") -> tuple[Sign, ...]:
    """Return each sentence of ``text`` that may disclose abuse or danger, in order.

    ``language`` is the tag of the language the text was asked for in. A text in another language
    than English gives one sign over the whole of it, with the reason ``language``.
    """
    if not text.strip():
        return ()
    if not _readable(text, language):
        return (Sign(0, len(text), LANGUAGE),)
    plain = _neutral().sub(lambda m: " " * len(m.group()), text.translate(_APOSTROPHES))
    found = []
    for sentence in _SENTENCE.finditer(plain):
        why = _why(sentence.group())
        if why:
            lead = len(sentence.group()) - len(sentence.group().lstrip())
            found.append(Sign(sentence.start() + lead, sentence.end(), why))
    return tuple(found)


def is_english(text: str) -> bool:
    """Return whether a text seems to be English. A few words that could be any language do."""
    asked = _definition()["english"]
    words = [word.lower() for word in _WORD.findall(text.translate(_APOSTROPHES))]
    if any(not word.isascii() and not _latin(word) for word in words):
        return False
    everyday = _everyday()
    known = sum(word in everyday for word in words)
    if len(words) < asked["more_words"]:
        return known > 0 or len(words) < asked["some_words"]
    return bool(known >= asked["least_share"] * len(words))


def _readable(text: str, language: str) -> bool:
    english = language.split("-", maxsplit=1)[0].lower() == "en"
    has_letters = any(char.isalpha() for char in text)
    return not has_letters or (english and is_english(text))


def _latin(word: str) -> bool:
    return all(ord(char) < 0x250 or char == "'" for char in word)


def _why(sentence: str) -> str:
    """Return the first kind, in the definition's order, of which a phrase stands in a sentence."""
    kinds_in_order, known = _phrases()
    words = frozenset(_TOKEN.findall(sentence.lower()))
    best = len(kinds_in_order)
    for phrase in known.candidates(words):
        if phrase.rank < best and known.stands(phrase, sentence):
            best = phrase.rank
    return kinds_in_order[best] if best < len(kinds_in_order) else ""


def kinds() -> Mapping[str, str]:
    """Return what each kind of sign means."""
    meant: Mapping[str, str] = _definition()["kinds"]
    return meant


def due_days() -> int:
    """Return in how many days a trained reader has read an answer."""
    return int(_definition()["due_days"])


def _definition() -> Mapping[str, Any]:
    return definitions.read("concerns", "default")


@cache
def _everyday() -> frozenset[str]:
    return frozenset(_definition()["english"]["words"].split())


@cache
def _neutral() -> re.Pattern[str]:
    said = sorted(_definition()["neutral"]["phrases"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, said))})\b", re.IGNORECASE)


@cache
def _phrases() -> tuple[tuple[str, ...], Phrases]:
    known = _definition()
    kinds_in_order = tuple(known["phrases"])
    written = [
        (kinds_in_order.index(kind), phrase)
        for kind, phrases in known["phrases"].items()
        for phrase in phrases
    ]
    return kinds_in_order, Phrases.of(written, known["words"])
