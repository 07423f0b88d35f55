"""What changed between two texts, word by word.

White space, the shape of quotation marks and dashes, a number or bullet in front and the mark at
the very end are how a text is set, not what it says: they never count as a change.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_TOKEN = re.compile(r"(\s*)(\w+(?:['’.\-‐‑–]\w+)*|[^\w\s])")
_SHAPES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"}
)
_BULLET = re.compile(r"^\s*[•●▪◦‣·*\-–—]\s+")
_AT_THE_END = {".", ";", ",", ":"}
# A single word that stayed between two longer rewritten stretches makes them harder to read.
_LONE, _STRETCH = 1, 2


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words: the same in both texts, or what stood ``before`` and ``after`` it."""

    same: bool
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many words stayed, went and came; marks are not counted."""

    kept: int
    dropped: int
    added: int


@dataclass(frozen=True, slots=True)
class _Token:
    space: str
    written: str
    folded: str


def plain(text: str, number: str = "") -> str:
    """Return ``text`` without a bullet, or its own number, in front."""
    text = _BULLET.sub("", text.strip())
    if number and text.startswith(number):
        rest = text[len(number) :]
        if rest[:1] in tuple(".):") and rest[1:2].isspace():
            return rest[1:].strip()
        if "." in number and rest[:1].isspace():
            return rest.strip()
    return text


@lru_cache(maxsize=20_000)
def _tokens(text: str) -> tuple[_Token, ...]:
    found = [
        _Token("\n" if "\n" in space else " " * bool(space), word, word.translate(_SHAPES))
        for space, word in _TOKEN.findall(text)
    ]
    return tuple(found)


def folded(text: str) -> tuple[str, ...]:
    """Return the words and marks of a text as they are compared."""
    found = tuple(token.folded for token in _tokens(text))
    return found[:-1] if found[-1:] and found[-1] in _AT_THE_END else found


def same_words(before: str, after: str) -> bool:
    """Return whether two texts say the same in the same words."""
    return folded(before) == folded(after)


def spans(before: str, after: str) -> tuple[Span, ...]:
    """Return two texts as one row of spans, for showing in one column or in two.

    The spans' ``before`` and ``after`` each hold their whole text in order, with white space as
    written but never more than one space or line break.
    """
    old, new = _tokens(before), _tokens(after)
    found = [
        Span(same, _written(old[a:b]), _written(new[c:d]))
        for same, a, b, c, d in _steps(folded(before), folded(after))
    ]
    # The mark at the very end was not compared; it is shown with the words it follows.
    ends = (_written(old[len(folded(before)) :]), _written(new[len(folded(after)) :]))
    if found and any(ends):
        last = found[-1]
        found[-1] = Span(last.same, last.before + ends[0], last.after + ends[1])
    elif any(ends):
        found.append(Span(True, *ends))
    return tuple(found)


def count(row: Sequence[Span]) -> WordCount:
    """Return how many words of a row of spans stayed, went and came."""
    kept = sum(_words(span.after) for span in row if span.same)
    dropped = sum(_words(span.before) for span in row if not span.same)
    added = sum(_words(span.after) for span in row if not span.same)
    return WordCount(kept, dropped, added)


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield (same, from, to, from, to), a change joined with its neighbour over a lone word."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    steps = [(tag == "equal", a, b, c, d) for tag, a, b, c, d in blocks]
    held: tuple[bool, int, int, int, int] | None = None
    for at, step in enumerate(steps):
        lone = _is_lone(steps, at, old)
        same = step[0] and not lone
        if held and not held[0] and not same:
            held = (False, held[1], step[2], held[3], step[4])
            continue
        if held:
            yield held
        held = (same, *step[1:])
    if held:
        yield held


def _is_lone(steps: Sequence[tuple[bool, int, int, int, int]], at: int, old: Sequence[str]) -> bool:
    same, a, b, _c, _d = steps[at]
    if not same or not 0 < at < len(steps) - 1:
        return False
    words = sum(token[0].isalnum() for token in old[a:b])
    return words <= _LONE and all(
        max(step[2] - step[1], step[4] - step[3]) >= _STRETCH
        for step in (steps[at - 1], steps[at + 1])
    )


def _written(tokens: Sequence[_Token]) -> str:
    return "".join(token.space + token.written for token in tokens)


def _words(text: str) -> int:
    return sum(token.written[0].isalnum() for token in _tokens(text))
