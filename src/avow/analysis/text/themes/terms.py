"""Key terms of a theme: words and pairs of words said far more there than elsewhere."""

import math
from collections import Counter
from collections.abc import Collection, Sequence

from avow.analysis.text.words import stem

_LITTLE = (
    "a about above after again all also always am an and any anything are aren't as at be because "
    "been before being below between both but by can can't cannot could couldn't did didn't do "
    "does doesn't doing don't done down during each ever every everything few for from further "
    "get gets getting go going got had hadn't has hasn't have haven't having he her here hers him "
    "his how i i'd i'll i'm i've if in into is isn't it it's its itself just let like lot made "
    "make makes many may me might mine more most much must my myself never no nor not nothing now "
    "of off on once one only or other our ours out over own put quite rather really s same say "
    "said see she should shouldn't so some something still such t than that that's the their "
    "theirs them then there there's these they they're thing things think this those though "
    "through to too told under until up upon us very was wasn't way we we're well went were "
    "weren't what when where which while who whom why will with within without won't would "
    "wouldn't yes yet you you're your yours"
)
_LITTLE_WORDS = frozenset(_LITTLE.split())
_TERMS, _IN_LABEL = 8, 3


def key_terms(
    themes: Sequence[Sequence[Sequence[str]]], question: Collection[str] = ()
) -> list[tuple[str, ...]]:
    """Return the key terms of each theme, best first, as people wrote them.

    Each theme is given as its parts of texts. The question's own words are no terms, unless
    nothing else is left.
    """
    asked = {stem(word) for word in question}
    counts, shown = [], _Forms()
    for parts in themes:
        own: Counter[str] = Counter()
        for part in parts:
            own.update(shown.terms(part))
        counts.append(own)
    everywhere: Counter[str] = Counter()
    for own in counts:
        everywhere.update(own)
    total = max(everywhere.total(), 1)
    found = []
    for own in counts:
        kept = Counter({term: n for term, n in own.items() if not asked & set(term.split())})
        ranked = _ranked(kept or own, everywhere, total)
        found.append(tuple(shown.as_written(term) for term in _without_repeats(ranked)))
    return found


def labels(terms: Sequence[tuple[str, ...]]) -> list[str]:
    """Return a short label for each theme from its terms; no two are the same."""
    found: list[str] = []
    for theme in terms:
        size = _IN_LABEL
        label = ", ".join(theme[:size])
        while label in found and size < len(theme):
            size += 1
            label = ", ".join(theme[:size])
        same = sum(other.split(" (")[0] == label for other in found)
        found.append(f"{label} ({same + 1})" if label in found else label)
    return [label[:1].upper() + label[1:] for label in found]


class _Forms:
    """Terms as stems, and how each was mostly written."""

    def __init__(self) -> None:
        self._written: dict[str, Counter[str]] = {}

    def terms(self, part: Sequence[str]) -> set[str]:
        """Return the words and pairs of one part, little words left out."""
        found = set()
        before = ""
        for word in part:
            little = word in _LITTLE_WORDS or len(word) < 2 or word.isdigit()
            if not little:
                found.add(self._noted(stem(word), word))
                if before and before != word:
                    found.add(self._noted(f"{stem(before)} {stem(word)}", f"{before} {word}"))
            before = "" if little else word
        return found

    def as_written(self, term: str) -> str:
        """Return the commonest way in which a term was written."""
        ways = self._written[term]
        return min(ways, key=lambda way: (-ways[way], way))

    def _noted(self, term: str, written: str) -> str:
        self._written.setdefault(term, Counter())[written] += 1
        return term


def _ranked(own: Counter[str], everywhere: Counter[str], total: int) -> list[str]:
    inside = max(own.total(), 1)

    def weight(term: str) -> float:
        ratio = (own[term] / inside) / (everywhere[term] / total)
        pair = 1.5 if " " in term and own[term] > 2 else 1.0
        return pair * own[term] * math.log(max(ratio, 1e-9))

    return sorted(own, key=lambda term: (-weight(term), term))[: 4 * _TERMS]


def _without_repeats(ranked: Sequence[str]) -> list[str]:
    """Keep the best terms; a word inside a pair that was kept, or a pair of kept words, is not."""
    kept: list[str] = []
    for term in ranked:
        parts = set(term.split())
        if not any(parts & set(other.split()) for other in kept):
            kept.append(term)
    return kept[:_TERMS]
