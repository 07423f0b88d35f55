"""Phrases written in words, with gaps and named sets of words, found quickly in a sentence.

``{name}`` stands for any of the words of that name, ``*`` for the end of a word (alone: for a word),
``~`` for up to five words in between and ``-`` for up to two. Letters' case does not matter.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

_GAP = r"[^\w']+"
_BETWEEN = {"~": 5, "-": 2}
_TOKEN = re.compile(r"[\w']+")
_NAMED = re.compile(r"\{(\w+)\}(\S*)")

Sets = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase's pattern and rank, and what a sentence must hold before the pattern is tried."""

    rank: int
    pattern: re.Pattern[str]
    words: frozenset[str]
    beginnings: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by a word that each needs, and those that need none in particular.

    ``sets`` are, by name, the words with which one of the set begins, and their beginnings.
    """

    by_word: Mapping[str, list[Phrase]]
    without: list[Phrase]
    sets: Mapping[str, tuple[frozenset[str], tuple[str, ...]]]

    @classmethod
    def of(cls, written: Iterable[tuple[int, str]], sets: Sets) -> Self:
        """Return phrases from (rank, phrase) pairs.

        Raises:
            KeyError: a phrase names a set that is not there.
        """
        by_word: defaultdict[str, list[Phrase]] = defaultdict(list)
        without = []
        for rank, text in written:
            phrase = _phrase(rank, text, sets)
            if phrase.words:
                by_word[max(phrase.words, key=len)].append(phrase)
            else:
                without.append(phrase)
        return cls(dict(by_word), without, {name: _heads(name, sets) for name in sets})

    def candidates(self, words: frozenset[str]) -> Iterator[Phrase]:
        """Yield the phrases that may stand in a sentence of these words, in small letters."""
        present: dict[str, bool] = {}
        for phrase in self._indexed(words):
            if not phrase.words <= words:
                continue
            if phrase.beginnings and not all(_begins(words, (b,)) for b in phrase.beginnings):
                continue
            for name in phrase.named:
                if name not in present:
                    heads, beginnings = self.sets[name]
                    present[name] = not heads.isdisjoint(words) or _begins(words, beginnings)
            if all(present[name] for name in phrase.named):
                yield phrase

    def _indexed(self, words: frozenset[str]) -> Iterator[Phrase]:
        yield from self.without
        for word in words:
            yield from self.by_word.get(word, ())


def _begins(words: Iterable[str], beginnings: tuple[str, ...]) -> bool:
    return bool(beginnings) and any(word.startswith(beginnings) for word in words)


def _phrase(rank: int, text: str, sets: Sets) -> Phrase:
    words, beginnings, named = set(), [], []
    for token in text.split():
        name = _NAMED.fullmatch(token)
        if name:
            named.append(name[1])
        elif token not in _BETWEEN and "*" not in token:
            words.update(_TOKEN.findall(token.lower()))
        elif token.endswith("*") and token[:-1].isalpha():
            beginnings.append(token[:-1].lower())
    pattern = rf"(?<![\w']){''.join(_parts(text, sets))}(?!\w)"
    return Phrase(
        rank,
        re.compile(pattern, re.IGNORECASE),
        frozenset(words),
        tuple(beginnings),
        tuple(named),
    )


def _heads(name: str, sets: Sets) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the first words of a set's choices, and the beginnings where those are cut."""
    heads: set[str] = set()
    beginnings: set[str] = set()
    for choice in sets[name]:
        first = choice.split()[0]
        inner = _NAMED.fullmatch(first)
        if inner:
            more, cut = _heads(inner[1], sets)
            heads |= more
            beginnings |= set(cut)
        elif "*" in first:
            beginnings.add(_TOKEN.findall(first.lower())[0])
        else:
            heads.add(_TOKEN.findall(first.lower())[0])
    return frozenset(heads), tuple(sorted(beginnings))


def _parts(phrase: str, sets: Sets) -> Iterator[str]:
    """Yield the pieces of a phrase's pattern: words, and what may stand between them."""
    between = ""
    for piece in phrase.split():
        if piece in _BETWEEN:
            between = rf"(?:{_GAP}[\w'-]+){{0,{_BETWEEN[piece]}}}?{_GAP}"
            continue
        yield between + _word(piece, sets)
        between = _GAP


def _word(piece: str, sets: Sets) -> str:
    name = _NAMED.fullmatch(piece)
    if not name:
        return r"[\w'-]+" if piece == "*" else re.escape(piece).replace(r"\*", r"[\w'-]*")
    choices = sorted(sets[name[1]], key=len, reverse=True)
    inner = "|".join("".join(_parts(choice, sets)) for choice in choices)
    return f"(?:{inner}){re.escape(name[2])}"
