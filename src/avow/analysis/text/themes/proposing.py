"""Propose themes."""

from collections.abc import Sequence

import numpy as np

from avow.analysis.text.duplicates import distinct, normal_form
from avow.analysis.text.themes.proposal import Proposal, Theme
from avow.analysis.text.themes.setting_apart import reason_for_form


def propose(
    texts: Sequence[str], *, seed: int, question: str = "", count: int | None = None
) -> Proposal:
    """Propose themes for the answers to one question.

    ``count`` asks for so many themes at most.
    """
    forms, homes = distinct(texts)
    asked = normal_form(question)
    reasons = [reason_for_form(form, asked) for form in forms]
    kept = [place for place, reason in enumerate(reasons) if reason is None]
    people: list[list[int]] = [[] for _ in forms]
    for index, home in enumerate(homes):
        people[home].append(index)
    themes = _themes(
        [forms[place] for place in kept], [people[place] for place in kept], seed, count
    )
    apart = {i: reason for i, home in enumerate(homes) if (reason := reasons[home]) is not None}
    inside = {index for theme in themes for index, _ in theme.members}
    rest = tuple(i for i in range(len(texts)) if i not in inside and i not in apart)
    return Proposal(themes, apart, rest)


def _themes(
    forms: list[str], people: list[list[int]], seed: int, count: int | None
) -> tuple[Theme, ...]:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len(forms) < 6:
        return ()
    vectoriser = TfidfVectorizer(stop_words="english", sublinear_tf=True, max_features=3000)
    vectors = vectoriser.fit_transform(forms)
    wanted = min(count or max(2, min(20, len(forms) // 15)), *vectors.shape)
    weights = NMF(wanted, init="nndsvda", random_state=seed, max_iter=100, tol=1e-3)
    shares = weights.fit_transform(vectors)
    shares = shares / max(shares.max(), 1e-12)
    names = vectoriser.get_feature_names_out()
    themes = []
    for column in range(wanted):
        terms = tuple(str(names[i]) for i in np.argsort(-weights.components_[column])[:8])
        inside = np.flatnonzero(shares[:, column] > 0.05)
        ranked = sorted(inside.tolist(), key=lambda i: (-shares[i, column], i))
        if len(ranked) < 3:
            continue
        first, second, third = (people[i][0] for i in ranked[:3])
        members = tuple((p, float(shares[i, column])) for i in ranked for p in people[i])
        label = ", ".join(terms[:3]).capitalize()
        themes.append(Theme(label, terms, (first, second, third), members))
    return tuple(themes)
