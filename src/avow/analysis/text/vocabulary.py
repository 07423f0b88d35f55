"""The vocabulary of concepts: what words mean, and which wider concept each belongs to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from avow import definitions
from avow.analysis.text.words import stem, tokens

_GAP = ".."
_LONGEST_GAP = 4
_REMEMBERED = 2_000


class VocabularyError(ValueError):
    """A vocabulary file holds a concept that is incomplete, doubled or points nowhere."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea of the field. ``weight`` says how much it tells (1 usual; 0.1 said everywhere)."""

    id: str
    label: str
    definition: str
    synonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept found in a text, with the words that name it."""

    concept: str
    words: str


@dataclass(slots=True)
class Vocabulary:
    """Finds concepts in text by their labels, synonyms and abbreviations, the longest first.

    A synonym may hold ``..`` for up to four words in between. Abbreviations match as written,
    capitals and all, with a plural s allowed.
    """

    concepts: Mapping[str, Concept]
    _phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    _short: dict[str, list[str]] = field(default_factory=dict)
    _wider: dict[str, dict[str, float]] = field(default_factory=dict)
    _told: dict[tuple[str, frozenset[str]], list[Mention]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index every phrase by its first stem.

        Raises:
            VocabularyError: a broader concept does not exist, or the broader ones form a circle.
        """
        for concept in self.concepts.values():
            for name in concept.broader:
                if name not in self.concepts:
                    raise VocabularyError(f"{concept.id}: no concept is called {name!r}.")
            for phrase in (concept.label, *concept.synonyms):
                self._index(phrase, concept.id)
            for short in concept.abbreviations:
                self._short.setdefault(short, []).append(concept.id)
        for entries in self._phrases.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        for name in self.concepts:
            self._wider[name] = self._ancestors(name, ())

    def _index(self, phrase: str, concept: str) -> None:
        parts = [part if part == _GAP else "" for part in phrase.split()]
        stems: list[str] = []
        for part, word in zip(parts, phrase.split(), strict=True):
            stems += [part] if part else [stem(token) for token in tokens(word)]
        if stems:
            self._phrases.setdefault(stems[0], []).append((tuple(stems), concept))

    def _ancestors(self, name: str, path: tuple[str, ...]) -> dict[str, float]:
        if name in path:
            raise VocabularyError(f"{name} is broader than itself: {' > '.join((*path, name))}.")
        found: dict[str, float] = {}
        for parent in self.concepts[name].broader:
            found[parent] = max(found.get(parent, 0.0), 0.5)
            for above, share in self._ancestors(parent, (*path, name)).items():
                found[above] = max(found.get(above, 0.0), share * 0.5)
        return found

    def wider(self, concept: str) -> Mapping[str, float]:
        """Return the broader concepts with their share: one half per step."""
        return self._wider[concept]

    def mentions(self, text: str, known: Collection[str] = ()) -> list[Mention]:
        """Return the concepts a text names, in order; inside a longer name a shorter one is not.

        An abbreviation with several meanings takes the one that is ``known``, the concepts named
        elsewhere in the same document; without one it stands for all. The latest texts are
        remembered, since a passage is looked at from several sides.
        """
        asked = (text, frozenset(known))
        told = self._told.get(asked)
        if told is None:
            told = self._find(text, known)
            if len(self._told) >= _REMEMBERED:
                self._told.clear()
            self._told[asked] = told
        return told

    def _find(self, text: str, known: Collection[str]) -> list[Mention]:
        words = tokens(text)
        stems = [stem(word) for word in words]
        found: list[Mention] = []
        covered = 0
        for place, (word, root) in enumerate(zip(words, stems, strict=True)):
            found += [Mention(concept, word) for concept in self._spelled_out(word, known)]
            matches = [
                (end, phrase, concept)
                for phrase, concept in self._phrases.get(root, ())
                if (end := _match(stems, place, phrase)) > covered
            ]
            longest = len(matches[0][1]) if matches else 0
            for end, phrase, concept in matches:
                if len(phrase) == longest:
                    found.append(Mention(concept, " ".join(words[place:end])))
                    covered = covered if _GAP in phrase else max(covered, end)
        return found

    def _spelled_out(self, word: str, known: Collection[str]) -> Collection[str]:
        meanings = self._short.get(word) or self._short.get(word.removesuffix("s"), [])
        return [meaning for meaning in meanings if meaning in known] or meanings

    def named(self, text: str) -> frozenset[str]:
        """Return the concepts that a document names in full, by which it may abbreviate later."""
        return frozenset(m.concept for m in self.mentions(text) if m.words not in self._short)


def _match(stems: list[str], place: int, phrase: tuple[str, ...]) -> int:
    """Return where a phrase that starts at ``place`` ends, or 0."""
    at = place
    for i, part in enumerate(phrase):
        if part == _GAP:
            wanted = phrase[i + 1]
            window = stems[at : at + _LONGEST_GAP + 1]
            if wanted not in window:
                return 0
            at += window.index(wanted)
            continue
        if at >= len(stems) or stems[at] != part:
            return 0
        at += 1
    return at


def read_concepts(rows: Iterable[Mapping[str, Any]]) -> dict[str, Concept]:
    """Return concepts by id from the rows of vocabulary files.

    Raises:
        VocabularyError: a row lacks its id, label or definition, or an id comes twice.
    """
    found: dict[str, Concept] = {}
    for row in rows:
        missing = [name for name in ("id", "label", "definition") if not row.get(name)]
        if missing:
            raise VocabularyError(f"A concept ({row.get('id', '?')}) lacks {', '.join(missing)}.")
        if row["id"] in found:
            raise VocabularyError(f"The concept {row['id']!r} stands twice in the vocabulary.")
        found[row["id"]] = Concept(
            row["id"],
            row["label"],
            row["definition"],
            tuple(row.get("synonyms", ())),
            tuple(row.get("abbreviations", ())),
            tuple(row.get("broader", ())),
            float(row.get("weight", 1.0)),
        )
    return found


@cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary of every file in ``definitions/vocabulary``."""
    rows = [
        row
        for name in definitions.names("vocabulary")
        for row in definitions.read("vocabulary", name)["concepts"]
    ]
    return Vocabulary(read_concepts(rows))
