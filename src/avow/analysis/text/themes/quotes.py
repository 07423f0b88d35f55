"""Choose the answers that show a theme: typical, short enough to read, and unlike one another."""

from collections.abc import Mapping, Sequence

_QUOTES = 3
_EASY = (6, 40)  # words that are read at a glance
_ALIKE = 0.6


def typical(
    candidates: Sequence[tuple[int, float]], texts: Mapping[int, Sequence[str]]
) -> list[int]:
    """Return three candidates, or fewer when there are fewer.

    ``candidates`` are the places of distinct texts with how typical each is; ``texts`` holds
    their words. Texts too short to tell or too long to read come after the others, and so do
    those that mostly repeat one already chosen.
    """
    ranked = sorted(candidates, key=lambda pair: (-pair[1] * _ease(len(texts[pair[0]])), pair[0]))
    chosen: list[int] = []
    for place, _ in ranked:
        if len(chosen) < _QUOTES and all(_apart(texts[place], texts[one]) for one in chosen):
            chosen.append(place)
    chosen += [place for place, _ in ranked if place not in chosen]
    return chosen[:_QUOTES]


def _ease(length: int) -> float:
    shortest, longest = _EASY
    if length < shortest:
        return 0.5 + 0.5 * length / shortest
    return 1.0 if length <= longest else (longest / length) ** 0.5


def _apart(left: Sequence[str], right: Sequence[str]) -> bool:
    one, other = set(left), set(right)
    return len(one & other) < _ALIKE * max(len(one | other), 1)
