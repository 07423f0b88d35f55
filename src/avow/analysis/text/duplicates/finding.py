"""Group texts that are exact or near copies of one another, or made from one template.

Texts that may belong together are found by runs of words they share (:mod:`shingles`), compared
with the base of each such group, and joined when the words agree (:mod:`likeness`).
"""

from collections import Counter
from collections.abc import Sequence

from avow.analysis.text.duplicates.group import Group, Kind
from avow.analysis.text.duplicates.likeness import FEWEST_WORDS, LONG, Likeness, likeness
from avow.analysis.text.duplicates.normal import distinct
from avow.analysis.text.duplicates.shingles import shingles, winnowed
from avow.analysis.text.duplicates.template import Written, edits, shared

_USUAL = 64  # a run of words that so many bases hold is a usual phrase, and tells nothing
_COMPARED = 6  # the likest bases a text is compared with


def find(texts: Sequence[str]) -> tuple[Group, ...]:
    """Return groups of two or more texts, most people first; a text is in one group at most.

    Texts that differ only in case, punctuation or spaces are exact copies. The order of the
    texts does not change the groups. Texts without words are in none.
    """
    forms, homes = distinct(texts)
    people: list[list[int]] = [[] for _ in forms]
    for index, home in enumerate(homes):
        people[home].append(index)
    order = sorted(
        (place for place, form in enumerate(forms) if form),
        key=lambda place: (-len(people[place]), forms[place]),
    )
    bases = _Bases([forms[place] for place in order])
    groups = []
    for kind, members in bases.groups():
        senders = [people[order[member]] for member in members]
        if sum(map(len, senders)) > 1:
            groups.append(_group(texts, senders, kind))
    return tuple(sorted(groups, key=lambda group: (-group.people, group.members)))


class _Bases:
    """Distinct texts, each the base of a group or a member of an earlier one's."""

    def __init__(self, forms: Sequence[str]) -> None:
        self._texts = [form.split() for form in forms]
        numbers: dict[str, int] = {}
        self._runs = shingles(
            [[numbers.setdefault(w, len(numbers)) for w in text] for text in self._texts]
        )
        self._holders: dict[int, list[int]] = {}
        self._sets: dict[int, set[int]] = {}

    def groups(self) -> list[tuple[Kind, list[int]]]:
        """Return groups of places with their kind; the base comes first."""
        members: dict[int, list[int]] = {}
        kinds: dict[int, Kind] = {}
        for place in range(len(self._texts)):
            base, kind = self._base_of(place)
            members.setdefault(base, []).append(place)
            if kind is None:
                kinds[base] = "exact"
            elif kinds[base] != "template":
                kinds[base] = kind
        return [(kinds[base], places) for base, places in members.items()]

    def _base_of(self, place: int) -> tuple[int, Likeness | None]:
        text = self._texts[place]
        if len(text) < FEWEST_WORDS:
            return place, None
        own = set(self._runs[place].tolist())
        marks = winnowed(self._runs[place]) if len(text) >= LONG else list(own)
        hits = Counter(base for mark in marks for base in self._holders.get(mark, ()))
        templated = None
        for base, _ in hits.most_common(_COMPARED):
            found = likeness(text, self._texts[base], own, self._sets[base])
            if found == "near":
                return base, found
            if found and templated is None:
                templated = base
        if templated is not None:
            return templated, "template"
        self._sets[place] = own
        for mark in marks:
            holders = self._holders.setdefault(mark, [])
            if len(holders) < _USUAL:
                holders.append(place)
        return place, None


def _group(texts: Sequence[str], senders: Sequence[Sequence[int]], kind: Kind) -> Group:
    """Make a group of the people who sent each distinct text; the base's come first."""
    if kind == "exact":
        alike = tuple(sorted(senders[0]))
        return Group(alike, kind, texts[alike[0]].strip(), ((),) * len(alike), 1)
    written = [Written(texts[people[0]]) for people in senders]
    template = shared(written[0], written[1:], [len(people) for people in senders])
    changes = {
        index: made
        for people, text in zip(senders, written, strict=True)
        for made in [edits(template, text)]
        for index in people
    }
    members = tuple(sorted(changes))
    made = tuple(changes[index] for index in members)
    return Group(members, kind, " ".join(template), made, len(senders))
