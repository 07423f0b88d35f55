"""English-sounding place names that are nobody's home."""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np

REPEATED = 6  # ward names that stand in two boroughs, as in real data


@cache
def parts() -> dict[str, list[str]]:
    """Return the parts names are made of, and the real names that must not come out."""
    text = (files(__package__) / "texts" / "names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def invent(
    borough: list[int], boroughs: int, rng: np.random.Generator
) -> tuple[list[str], list[str]]:
    """Return names for the boroughs and, in order, for wards that lie in them.

    ``borough`` is the borough of each ward. Names are unique but for a handful of ward names that
    two boroughs share.
    """
    stock = _stock(rng)
    by_head = {_head(name): name for name in stock}
    borough_names = list(by_head.values())[:boroughs]
    plain = [name for name in stock if name not in borough_names]
    ward_names = [_dressed(name, rng) for name in plain[: len(borough)]]
    for twin in range(REPEATED):
        first = next(w for w, b in enumerate(borough) if b == twin)
        second = next(w for w, b in enumerate(borough) if b == boroughs - 1 - twin)
        ward_names[second] = ward_names[first]
    return borough_names, ward_names


def _stock(rng: np.random.Generator) -> list[str]:
    """Return every allowed name once, in the order of the seed."""
    found = parts()
    denied = {name.casefold() for name in found["denied"]}
    names = [
        head + tail
        for head in found["heads"]
        for tail in found["tails"]
        if head[-1] != tail[0] and (head + tail).casefold() not in denied
    ]
    return [names[i] for i in rng.permutation(len(names))]


def _head(name: str) -> str:
    return max((head for head in parts()["heads"] if name.startswith(head)), key=len)


def _dressed(name: str, rng: np.random.Generator) -> str:
    """Give about a third of the names a second word."""
    found = parts()
    draw = rng.uniform()
    if draw < 0.07:
        return f"{rng.choice(found['befores'])} {name}"
    if draw < 0.27:
        fitting = [word for word in found["afters"] if not name.endswith(word.casefold())]
        return f"{name} {rng.choice(fitting)}"
    if draw < 0.31:
        return f"{name} & {rng.choice(found['heads'])}{rng.choice(found['seconds'])}"
    return name
