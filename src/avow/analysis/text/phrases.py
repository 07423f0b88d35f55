"""Phrases written in words, with gaps and named sets of words, found quickly in a sentence.

``{name}`` stands for any of the words of that name, ``*`` for the end of a word (alone: a whole
one); ``-`` for up to two words in between, ``~`` for up to five, ``~~`` for up to twelve. Letters'
case does not matter.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

_GAP = r"[^\w']+"
_BETWEEN = {"-": 2, "~": 5, "~~": 12}
_SPECIAL = {" ": _GAP, "*": r"[\w'-]*"}
_REMEMBERED = 20_000
_TOKEN = re.compile(r"[\w']+")
_NAMED = re.compile(r"\{(\w+)\}(\S*)")

Sets = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and its rank, and what a sentence must hold before its pattern is tried."""

    rank: int
    text: str
    words: frozenset[str]
    beginnings: frozenset[str]
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by a word that each needs, and those that need none in particular.

    ``heads`` are, by name of a set, the words with which one of it begins, and their beginnings.
    Patterns are made when they are first needed; ``seen`` remembers words met before.
    """

    by_word: Mapping[str, list[Phrase]]
    without: list[Phrase]
    heads: Mapping[str, tuple[frozenset[str], tuple[str, ...]]]
    sets: Sets
    beginnings: frozenset[str]
    patterns: dict[str, re.Pattern[str]]
    seen: dict[str, tuple[frozenset[str], frozenset[str]]]

    @classmethod
    def of(cls, written: Iterable[tuple[int, str]], sets: Sets) -> Self:
        """Return phrases from (rank, phrase) pairs."""
        by_word: defaultdict[str, list[Phrase]] = defaultdict(list)
        without = []
        beginnings: set[str] = set()
        for rank, text in written:
            phrase = _phrase(rank, text)
            beginnings |= phrase.beginnings
            if phrase.words:
                by_word[max(phrase.words, key=len)].append(phrase)
            else:
                without.append(phrase)
        heads = {name: _heads(name, sets) for name in sets}
        return cls(dict(by_word), without, heads, sets, frozenset(beginnings), {}, {})

    def stands(self, phrase: Phrase, sentence: str) -> bool:
        """Return whether a phrase stands in a sentence.

        Raises:
            KeyError: the phrase names a set that is not there.
        """
        pattern = self.patterns.get(phrase.text)
        if pattern is None:
            written = rf"(?<![\w']){''.join(_parts(phrase.text, self.sets))}(?!\w)"
            pattern = self.patterns[phrase.text] = re.compile(written, re.IGNORECASE)
        return pattern.search(sentence) is not None

    def candidates(self, words: frozenset[str]) -> Iterator[Phrase]:
        """Yield the phrases that may stand in a sentence of these words, in small letters."""
        held = [self._holds(word) for word in words]
        named = frozenset[str]().union(*(names for names, _begun in held))
        begun = frozenset[str]().union(*(begun for _names, begun in held))
        for phrase in self._indexed(words):
            if phrase.words <= words and phrase.named <= named and phrase.beginnings <= begun:
                yield phrase

    def _holds(self, word: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the sets that a word may begin one of, and the beginnings it begins with."""
        if word not in self.seen:
            if len(self.seen) > _REMEMBERED:
                self.seen.clear()
            names = (
                name
                for name, (heads, cut) in self.heads.items()
                if word in heads or (cut and word.startswith(cut))
            )
            begun = (beginning for beginning in self.beginnings if word.startswith(beginning))
            self.seen[word] = frozenset(names), frozenset(begun)
        return self.seen[word]

    def _indexed(self, words: frozenset[str]) -> Iterator[Phrase]:
        yield from self.without
        for word in words:
            yield from self.by_word.get(word, ())


def _phrase(rank: int, text: str) -> Phrase:
    words, beginnings, named = set(), [], []
    for token in text.split():
        name = _NAMED.fullmatch(token)
        if name:
            named.append(name[1])
        elif token not in _BETWEEN and "*" not in token:
            words.update(_TOKEN.findall(token.lower()))
        elif token.endswith("*") and token[:-1].isalpha():
            beginnings.append(token[:-1].lower())
    return Phrase(
        rank,
        text,
        frozenset(words),
        frozenset(beginnings),
        frozenset(named),
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
        return _letters(piece)
    return f"(?:{_tree(tuple(_choices(name[1], sets)))}){re.escape(name[2])}"


def _letters(word: str) -> str:
    return r"[\w'-]+" if word == "*" else re.escape(word).replace(r"\*", r"[\w'-]*")


def _choices(name: str, sets: Sets) -> Iterator[str]:
    """Yield every choice of a set, sets within it spelled out."""
    for choice in sets[name]:
        inner = re.search(r"\{(\w+)\}", choice)
        if inner is None:
            yield " ".join(choice.split())
        else:
            for spelled in _choices(inner[1], sets):
                yield choice.replace(inner[0], spelled)


@cache
def _tree(choices: tuple[str, ...]) -> str:
    """Return a pattern of choices that share their beginnings, so that few letters are tried."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    ends = False
    for choice in dict.fromkeys(choices):
        if choice:
            by_letter[choice[0]].append(choice[1:])
        else:
            ends = True
    branches = [
        _SPECIAL.get(letter, re.escape(letter)) + _tree(tuple(rests))
        for letter, rests in by_letter.items()
    ]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{inner}?" if ends else inner
