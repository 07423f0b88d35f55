"""Names in the recorded-crime files: categories of every vintage, and places."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from avow.analysis.feeds.names import Geography
from avow.definitions import read

DEFINITION = "met-recorded-crime"


@dataclass(frozen=True)
class Category:
    """A category under its present names; ``how`` is "present", "earlier" or "unknown"."""

    major: str
    minor: str
    how: str


@dataclass(frozen=True)
class Step:
    """Where a category changed what it counts."""

    minor: frozenset[str]
    vintage: str
    sentence: str


def category(major: str | None, minor: str | None) -> Category:
    """Return the category of a row; one that the definition does not have keeps its names."""
    present, earlier = _known()
    key = (_fold(major), _fold(minor))
    if key in present:
        return Category(*present[key], "present")
    if key[1] in earlier:
        return Category(*earlier[key[1]], "earlier")
    return Category(major or "Not given", minor or "Not given", "unknown")


def steps() -> Sequence[Step]:
    """Return where categories changed what they count."""
    return [
        Step(frozenset(map(_fold, s["minor"])), s.get("vintage", ""), s["sentence"])
        for s in read("categories", DEFINITION)["steps"]
    ]


def is_touched(step: Step, minor: str | None, vintage: str) -> bool:
    """Return whether a row of a file falls under a step."""
    return _fold(minor) in step.minor and step.vintage in ("", vintage)


def borough(given: str | None, level: str, known: Geography) -> str | None:
    """Return the borough that a row names, or None where it names none of the force's."""
    if given is None:
        return None
    name = re.sub(r" \d{3}[A-Z]$", "", given) if level == "lsoa" else given
    spelled = known.borough(name)
    return spelled if known.force_of(spelled) else None


@cache
def _known() -> tuple[Mapping[tuple[str, str], tuple[str, str]], Mapping[str, tuple[str, str]]]:
    present, earlier = {}, {}
    for one in read("categories", DEFINITION)["category"]:
        names = (one["major"], one["minor"])
        present[_fold(names[0]), _fold(names[1])] = names
        earlier.update({_fold(name): names for name in one.get("was", ())})
    return present, earlier


def _fold(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
