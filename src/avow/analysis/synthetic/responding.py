"""Invented answers of members of the public to the consultation, as many as are asked for."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

OWN, NOTHING, CAMPAIGN, COPIED, DISCLOSURE = "own", "nothing", "campaign", "copied", "disclosure"
AGREEMENT = ("strongly-agree", "agree", "neither", "disagree", "strongly-disagree", "dont-know")

# What is true of the answers by construction. Shares of all answers; the rest are people's own.
_KINDS = {NOTHING: 0.16, CAMPAIGN: 0.09, COPIED: 0.01, DISCLOSURE: 0.006}
_WOMEN, _UNSAID = 0.74, 0.06
_AGES = {"18-24": 0.09, "25-34": 0.2, "35-44": 0.22, "45-54": 0.19, "55-64": 0.16}
_AGES |= {"65-74": 0.09, "75-over": 0.05}
_LEANING = np.array([0.27, 0.38, 0.14, 0.09, 0.05, 0.07])
# Who is asked about the force's own people agrees less: the plan promises too little there.
_DOUBTED, _DOUBT = 1, np.array([0.12, 0.22, 0.13, 0.24, 0.24, 0.05])


@dataclass(frozen=True)
class Responded:
    """One invented response. ``themes`` are the keys of what its text speaks of, ``kind`` how it
    was made; ``agreement`` is by the number of a commitment; empty strings mean not answered.
    """

    number: int
    area: str
    sex: str
    age: str
    agreement: dict[int, str]
    text: str
    kind: str
    themes: frozenset[str]


@cache
def _texts() -> dict[str, Any]:
    source = files("avow.analysis.synthetic") / "texts" / "responses.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def response_themes() -> dict[str, str]:
    """Return the themes that the answers speak of: key and label."""
    return {key: theme["label"] for key, theme in _texts()["themes"].items()}


def responses(
    count: int, *, seed: int, areas: Sequence[str], commitments: int = 10
) -> Iterator[Responded]:
    """Yield ``count`` invented responses. The same arguments give the same responses.

    ``areas`` are the boroughs people answer for: the first ones answer most, the last two hardly at
    all, so that there is a gap to find.
    """
    rng = np.random.default_rng(seed)
    reach = np.linspace(1.6, 0.6, len(areas))
    reach[-2:] = 0.06
    reach /= reach.sum()
    kinds = [*_KINDS, OWN]
    shares = [*_KINDS.values(), 1 - sum(_KINDS.values())]
    earlier: list[tuple[str, frozenset[str]]] = []
    for number in range(1, count + 1):
        kind = str(rng.choice(kinds, p=shares))
        text, themes = _text(kind, rng, earlier)
        if kind == OWN and len(earlier) < 200:
            earlier.append((text, themes))
        yield Responded(
            number=number,
            area=str(rng.choice(np.array(areas), p=reach)) if rng.random() > _UNSAID else "",
            sex=_sex(rng),
            age=str(rng.choice(list(_AGES), p=list(_AGES.values()))) if rng.random() > 0.1 else "",
            agreement={n: _agreement(n, rng) for n in range(1, commitments + 1)},
            text=text,
            kind=kind,
            themes=themes,
        )


def _sex(rng: np.random.Generator) -> str:
    drawn = rng.random()
    if drawn < _UNSAID:
        return "prefer-not-to-say"
    return "female" if drawn < _UNSAID + _WOMEN * (1 - _UNSAID) else "male"


def _agreement(number: int, rng: np.random.Generator) -> str:
    if rng.random() < 0.12:
        return ""
    return str(rng.choice(AGREEMENT, p=_DOUBT if number == _DOUBTED else _LEANING))


def _text(
    kind: str, rng: np.random.Generator, earlier: list[tuple[str, frozenset[str]]]
) -> tuple[str, frozenset[str]]:
    texts = _texts()
    if kind == NOTHING:
        return _one(texts["nothing"], rng), frozenset()
    if kind == CAMPAIGN:
        return _campaign(texts, rng)
    if kind == COPIED and earlier:
        text, themes = earlier[int(rng.integers(len(earlier)))]
        return _slip(text, rng), themes
    if kind == DISCLOSURE:
        own, themes = _own(texts, rng)
        return f"{own} {_filled(_one(texts['disclosures'], rng), rng)}", themes
    return _own(texts, rng)


def _campaign(texts: dict[str, Any], rng: np.random.Generator) -> tuple[str, frozenset[str]]:
    campaign = texts["campaigns"][int(rng.integers(len(texts["campaigns"])))]
    text = _filled(campaign["text"], rng)
    if rng.random() < 0.25:
        text = f"{text} {_one(texts['closers'], rng)}"
    return text, frozenset([campaign["theme"]])


def _own(texts: dict[str, Any], rng: np.random.Generator) -> tuple[str, frozenset[str]]:
    keys = list(texts["themes"])
    # Some things are said far more often than others.
    weights = 1 / np.arange(2.0, len(keys) + 2)
    number = int(rng.choice([1, 2, 3], p=[0.62, 0.3, 0.08]))
    chosen = rng.choice(keys, size=number, replace=False, p=weights / weights.sum())
    sentences = [_one(texts["introductions"], rng)] if rng.random() < 0.12 else []
    for key in chosen:
        says = texts["themes"][key]["says"]
        some = rng.choice(len(says), size=int(rng.choice([1, 2], p=[0.7, 0.3])), replace=False)
        sentences += [_sentence(_one(texts["openers"], rng), says[at], rng) for at in some]
    if rng.random() < 0.2:
        sentences.append(_one(texts["closers"], rng))
    return _slip(" ".join(sentences), rng), frozenset(map(str, chosen))


def _sentence(opener: str, said: str, rng: np.random.Generator) -> str:
    words = _filled(f"{opener} {said}".strip(), rng)
    return f"{words[0].upper()}{words[1:]}."


def _filled(words: str, rng: np.random.Generator) -> str:
    texts = _texts()
    for slot in ("place", "when", "who"):
        while f"{{{slot}}}" in words:
            words = words.replace(f"{{{slot}}}", _one(texts[slot], rng), 1)
    return words


def _slip(text: str, rng: np.random.Generator) -> str:
    """Return the text as a hurried person types it: most of the time, as it is."""
    drawn = rng.random()
    if drawn < 0.08:
        return text.lower()
    if drawn < 0.12:
        return text.rstrip(".")
    if drawn < 0.2 and len(text) > 20:
        at = int(rng.integers(5, len(text) - 5))
        return text[:at] + text[at + 1 :]
    return text


def _one(choices: Sequence[str], rng: np.random.Generator) -> str:
    return choices[int(rng.integers(len(choices)))]
