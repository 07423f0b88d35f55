"""Propose themes for the answers to one question.

Answers that hold no theme are set apart. The rest are cut into parts, the parts are grouped by
the company their words keep and by everyday meaning, and an answer is in the theme of each of its
parts that lies near enough. Texts of the same words count once while themes are sought.
"""

import math
from collections.abc import Sequence

from avow.analysis.text.duplicates import distinct, normal_form, words
from avow.analysis.text.themes.grouping import Grouped, group
from avow.analysis.text.themes.parts import parts
from avow.analysis.text.themes.proposal import Proposal, Theme
from avow.analysis.text.themes.quotes import typical
from avow.analysis.text.themes.setting_apart import NO_COMMENT, reason_for_form
from avow.analysis.text.themes.terms import key_terms, labels

_FEWEST = 3  # distinct texts in a theme, so that it can show three quotes
_SMALLEST = 500  # of so many distinct texts, one at least must be in a theme
_MOST = 30  # themes


def propose(
    texts: Sequence[str], *, seed: int, question: str = "", count: int | None = None
) -> Proposal:
    """Propose themes for the answers to one question; the same for the same seed and answers.

    ``count`` asks for at most so many themes; without it their number follows from the number of
    distinct answers. Texts of the same words are always in the same themes. The words of the
    ``question`` are no key terms.
    """
    forms, homes = distinct(texts)
    asked = normal_form(question)
    reasons = [reason_for_form(form, asked) for form in forms]
    people: list[list[int]] = [[] for _ in forms]
    for index, home in enumerate(homes):
        people[home].append(index)
    kept = [senders for senders, reason in zip(people, reasons, strict=True) if reason is None]
    themes = _themes(texts, kept, seed, asked.split(), count)
    apart = {
        index: why if texts[index].strip() else NO_COMMENT
        for index, home in enumerate(homes)
        if (why := reasons[home]) is not None
    }
    inside = {index for theme in themes for index, _ in theme.members}
    rest = tuple(i for i in range(len(texts)) if i not in inside and i not in apart)
    return Proposal(themes, apart, rest)


def _themes(
    texts: Sequence[str],
    people: Sequence[Sequence[int]],
    seed: int,
    asked: Sequence[str],
    count: int | None,
) -> tuple[Theme, ...]:
    """Return themes of distinct texts, the most people first; ``people`` sent each of them."""
    if len(people) < _FEWEST:
        return ()
    shown = [min(texts[index] for index in senders) for senders in people]
    grouped = group([parts(text) for text in shown], count or _usual(len(shown)), seed=seed)
    strengths = grouped.strengths()
    least = max(_FEWEST, len(shown) // _SMALLEST)
    large = [theme for theme, inside in enumerate(strengths) if len(inside) >= least]
    terms = key_terms([_parts_in(grouped, theme) for theme in large], asked)
    themes = [
        _theme(label, own, strengths[theme], grouped.typical[:, theme].tolist(), shown, people)
        for theme, own, label in zip(large, terms, labels(terms), strict=True)
    ]
    return tuple(sorted(themes, key=lambda theme: (-len(theme.members), theme.label)))


def _theme(
    label: str,
    terms: tuple[str, ...],
    strengths: dict[int, float],
    near: Sequence[float],
    shown: Sequence[str],
    people: Sequence[Sequence[int]],
) -> Theme:
    candidates = [(place, near[place] + strength) for place, strength in strengths.items()]
    likeliest = sorted(candidates, key=lambda pair: (-pair[1], pair[0]))[:200]
    inside = {place: words(shown[place]) for place, _ in likeliest}
    first, second, third = (people[place][0] for place in typical(likeliest, inside))
    members = sorted(
        ((index, strength) for place, strength in strengths.items() for index in people[place]),
        key=lambda member: (-member[1], member[0]),
    )
    return Theme(label, terms, (first, second, third), tuple(members))


def _parts_in(grouped: Grouped, theme: int) -> list[Sequence[str]]:
    places = (grouped.themes == theme).nonzero()[0]
    return [grouped.parts[place] for place in places.tolist()]


def _usual(distinct_texts: int) -> int:
    """Return how many themes to look for: more in more answers, but few enough to read."""
    return max(2, min(_MOST, distinct_texts // 12, round(3 * math.log(distinct_texts))))
