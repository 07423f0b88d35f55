"""Find titles that are nearly the same: one thing written twice, or a slip of the pen."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

# Words that change what an offence is, however alike the titles look otherwise.
_TELLING = re.compile(
    r"\d+|\b(?:female|male|no|not|non|without|under|over|attempted|interim|and|or|\w*able)\b"
)
_ALIKE = 96


def spelling_variants(titles: Iterable[str]) -> list[list[str]]:
    """Return groups of titles that differ only in full stops, commas, hyphens, case or spacing."""
    groups: dict[str, list[str]] = {}
    for title in sorted(set(titles)):
        groups.setdefault(plain(title), []).append(title)
    return [group for group in groups.values() if len(group) > 1]


def look_alikes(titles: Iterable[str]) -> list[tuple[str, str, int]]:
    """Return pairs of titles alike in all but a few letters, with their likeness out of 100.

    Titles that differ in a number, or in a word such as *female*, *without* or *attempted*, name
    different offences and are left out, and so are those that ``spelling_variants`` finds.
    """
    first = {plain(title): title for title in sorted(set(titles), reverse=True)}
    keys = sorted(first)
    likeness = process.cdist(keys, keys, scorer=fuzz.ratio, score_cutoff=_ALIKE, workers=1)
    pairs = []
    for i, j in zip(*likeness.nonzero(), strict=True):
        if i < j and _telling(keys[i]) == _telling(keys[j]):
            pairs.append((first[keys[i]], first[keys[j]], int(likeness[i, j])))
    return pairs


def plain(title: str) -> str:
    """Return a title without punctuation, case and spacing."""
    return " ".join(re.sub(r"[^\w]+", " ", title.casefold()).split())


def _telling(title: str) -> Sequence[str]:
    return sorted(_TELLING.findall(title))
