"""Everyday words that mean much the same, by stem: what is learnt of one holds for the others."""

from collections.abc import Mapping
from functools import cache

from avow import definitions
from avow.analysis.text.words import stem


@cache
def groups_of_stems() -> tuple[tuple[str, ...], Mapping[str, tuple[int, ...]]]:
    """Return the groups' names, and for each stem the places of its groups among them."""
    names: list[str] = []
    found: dict[str, tuple[int, ...]] = {}
    for language in definitions.names("everyday"):
        for name, words in definitions.read("everyday", language)["groups"].items():
            for root in dict.fromkeys(stem(word) for word in words.split()):
                found[root] = (*found.get(root, ()), len(names))
            names.append(name)
    return tuple(names), found
