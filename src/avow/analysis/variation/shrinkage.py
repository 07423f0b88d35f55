"""Small areas: figures drawn towards what their neighbours have in common, as chance demands.

A ward with three offences says little by itself. Its figure is drawn towards the mean of its group
(its borough), and the group's mean towards that of all, the more the smaller it is. The model: a
count is Poisson around the area's rate, and rates within a group follow a gamma distribution
(rates); or binomial and beta (proportions). In both the drawn figure is
``(strength * centre + count) / (strength + size)``: ``strength`` is what the group is worth, in
units of the denominator.

``strength`` is not taken as known: its likelihood is averaged over a grid with the uniform
shrinkage prior, and the uncertainty of group means is carried along, so that intervals hold what
they say. Sources: Clayton and Kaldor (1987), Biometrics 43:671; Christiansen and Morris (1997),
JASA 92:618; Daniels (1999), Canadian Journal of Statistics 27:567; Kass and Steffey (1989), JASA
84:717. Intervals have the gamma or beta shape with the mean and variance found.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.variation import shrinkage_words as words
from avow.analysis.variation.apart import Common, far_out
from avow.analysis.variation.columns import figures_of, plain
from avow.analysis.variation.errors import VariationError, more_than_none

Array = npt.NDArray[np.float64]
Kind = Literal["rate", "proportion"]

_GRID = 60


@dataclass(frozen=True)
class Shrunk:
    """Small areas drawn towards their groups.

    ``table`` has one row per unit in the order given: unit, group, numerator, denominator, raw,
    value (drawn), low, high, centre (what it was drawn towards), shrunk (how far, from 0 not at
    all to 1 all the way) and apart (whether it lies further from its group than such areas do, so
    that it should not be drawn). Without a figure of its own an area gets its group's, all the way.
    ``strength`` is what a group is worth, in units of the denominator. Figures are times ``per``.
    """

    kind: Kind
    per: float
    level: float
    strength: float
    table: pa.Table
    sentences: tuple[str, ...]
    summary: str
    method: str
    cautions: tuple[str, ...]

    def _repr_html_(self) -> str:
        from avow.analysis.notebook import page

        return page(self.summary, self.sentences, self.table)


def shrink(
    units: Iterable[str],
    numerators: Iterable[float | None],
    denominators: Iterable[float | None],
    *,
    groups: Iterable[str] | None = None,
    kind: Kind = "rate",
    level: float = 0.95,
    per: float = 1.0,
) -> Shrunk:
    """Draw each area's figure towards its group's, and each group's towards that of all.

    Raises:
        VariationError: lengths differ, a figure is impossible, or fewer than four areas have one.
    """
    names, above, below = plain(units), figures_of(numerators), figures_of(denominators)
    belongs = [""] * len(names) if groups is None else [str(g) for g in plain(groups)]
    more_than_none(per)
    _check(names, above, below, belongs, kind)
    size = np.array(
        [0.0 if n is None or k is None else n for k, n in zip(above, below, strict=True)]
    )
    count = np.where(size > 0, [0.0 if k is None else k for k in above], 0.0)
    labels, place = np.unique(np.array(belongs), return_inverse=True)
    found = _fit(count, size, place, len(labels), kind)
    low, high = _interval(found.mean, found.variance, kind, level)
    raw = np.where(size > 0, count / np.where(size > 0, size, 1), np.nan)
    columns = {"numerator": count, "denominator": size, "raw": raw * per, "value": found.mean * per}
    columns |= {"low": low * per, "high": high * per, "centre": found.centre * per}
    columns["shrunk"] = found.share

    def among(kept: npt.NDArray[np.bool_]) -> Common:
        return _fit(count * kept, size * kept, place, len(labels), kind).common

    apart = far_out(count, size, kind, among)
    table = pa.table(
        {
            "unit": pa.array([str(name) for name in names], pa.string()),
            "group": pa.array(belongs, pa.string()),
            **{k: pa.array(v, pa.float64(), mask=np.isnan(v)) for k, v in columns.items()},
            "apart": pa.array(apart),
        }
    )
    return Shrunk(
        kind=kind,
        per=per,
        level=level,
        strength=found.strength,
        table=table,
        sentences=tuple(words.sentence(row, level) for row in table.to_pylist()),
        summary=words.summary(table),
        method=words.method(kind, level, found.strength, len(labels)),
        cautions=words.CAUTIONS,
    )


@dataclass(frozen=True)
class _Found:
    mean: Array
    variance: Array
    centre: Array
    share: Array
    strength: float
    common: Common


def _fit(count: Array, size: Array, place: Any, groups: int, kind: Kind) -> _Found:
    """Average the drawn figures over the grid of strengths, each weighed by its likelihood."""
    typical = len(size[size > 0]) / np.sum(1 / size[size > 0])
    pull = (np.arange(_GRID) + 0.5) / _GRID
    strengths = typical * pull / (1 - pull)
    parts = [_at(strength, count, size, place, groups, kind) for strength in strengths]
    logs = np.array([part[0] for part in parts])
    weight = np.exp(logs - logs.max())
    weight /= weight.sum()
    means, variances, centres, shares = (np.array([part[i] for part in parts]) for i in range(1, 5))
    mean = weight @ means
    return _Found(
        mean=mean,
        variance=weight @ (variances + (means - mean) ** 2),
        centre=weight @ centres,
        share=weight @ shares,
        strength=float(1 / (weight @ (1 / strengths))),
        common=Common(strengths, weight, centres),
    )


def _at(
    strength: float, count: Array, size: Array, place: Any, groups: int, kind: Kind
) -> tuple[float, Array, Array, Array, Array]:
    """Return log-likelihood, mean, variance, centre and share for one strength."""
    weight = size * strength / (size + strength)
    own, wrong = _group_means(count, size, weight, place, groups, kind)
    centre, unsure, evidence = _drawn_together(own, wrong)
    own, centre = (_inside(at, kind) for at in (own, centre))
    at, doubt = centre[place], unsure[place]
    share = strength / (strength + size)
    mean = (strength * at + count) / (strength + size)
    spread = (
        mean * (1 - mean) / (strength + size + 1)
        if kind == "proportion"
        else mean / (strength + size)
    )
    # Each group's mean is integrated out around its own figure (Laplace).
    log = float(np.sum(marginal(count, size, own[place], strength, kind)))
    log += 0.5 * float(np.sum(np.log(wrong[np.isfinite(wrong)]))) + evidence
    return log, mean, spread + share**2 * doubt, at, share


def _inside(mean: Array, kind: Kind) -> Array:
    """Keep means off the ends, where no spread is possible."""
    return np.clip(mean, 1e-9, 1 - 1e-9 if kind == "proportion" else None)


def marginal(count: Array, size: Array, centre: Array, strength: float, kind: Kind) -> Array:
    """Return the log-probability of each count: negative or beta-binomial, without its constant."""
    from scipy.special import betaln, gammaln

    a = strength * centre
    if kind == "proportion":
        b = strength * (1 - centre)
        return np.asarray(betaln(a + count, b + size - count) - betaln(a, b), dtype=float)
    rest = a * np.log(strength) - (a + count) * np.log(strength + size)
    return np.asarray(gammaln(a + count) - gammaln(a) + rest, dtype=float)


def _group_means(
    count: Array, size: Array, weight: Array, place: Any, groups: int, kind: Kind
) -> tuple[Array, Array]:
    """Return each group's mean and its sampling variance."""
    rate = np.where(size > 0, count / np.where(size > 0, size, 1), 0.0)
    total = np.bincount(place, weight, groups)
    everywhere = float((weight * rate).sum() / weight.sum())
    mean = np.bincount(place, weight * rate, groups) / np.where(total > 0, total, 1)
    mean = np.where(total > 0, mean, everywhere)
    # Where a group counts none, its variance is not nothing: that of half a case more.
    level = (np.bincount(place, weight * rate, groups) + 0.5) / (
        total + 0.5 / max(everywhere, 1e-12)
    )
    one = level * (1 - level) if kind == "proportion" else level
    return mean, np.where(total > 0, one / np.where(total > 0, total, 1), np.inf)


def _drawn_together(mean: Array, wrong: Array) -> tuple[Array, Array, float]:
    """Draw group means towards that of all, with their variance and the log-evidence of them.

    Normal, the variance between groups averaged over its uniform shrinkage prior. With fewer than
    three groups none is drawn.
    """
    known = np.isfinite(wrong)
    if known.sum() < 3:
        overall = float(np.mean(mean[known]))
        return np.where(known, mean, overall), np.where(known, wrong, np.max(wrong[known])), 0.0
    pull = (np.arange(_GRID) + 0.5)[:, None] / _GRID
    own = np.where(known, wrong, 1.0)
    tau2 = len(own[known]) / np.sum(1 / own[known]) * (1 - pull) / pull
    v = np.where(known, 1 / (own + tau2), 0.0)
    overall = (v * mean).sum(axis=1, keepdims=True) / v.sum(axis=1, keepdims=True)
    off = np.where(known, (mean - overall) ** 2 * v - np.log(np.where(known, v, 1.0)), 0.0)
    log = -0.5 * (off.sum(axis=1) + np.log(v.sum(axis=1)))
    weight = np.exp(log - log.max())
    evidence = float(np.log(weight.mean()) + log.max())
    weight /= weight.sum()
    towards = np.where(known, own * v, 1.0)
    centres = towards * overall + (1 - towards) * mean
    spread = np.where(known, (1 - towards) * own, tau2)
    doubt = spread + towards**2 / v.sum(axis=1, keepdims=True)
    centre = weight @ centres
    return centre, weight @ (doubt + (centres - centre) ** 2), evidence


def _interval(mean: Array, variance: Array, kind: Kind, level: float) -> tuple[Array, Array]:
    """Return the quantiles of the gamma or beta distribution with these moments."""
    from scipy.special import betaincinv, gammaincinv

    tail = (1 - level) / 2
    if kind == "rate":
        shape, scale = mean**2 / variance, variance / mean
        low, high = gammaincinv(shape, tail) * scale, gammaincinv(shape, 1 - tail) * scale
        return np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    strength = np.maximum(mean * (1 - mean) / variance - 1, 1e-6)
    a, b = mean * strength, (1 - mean) * strength
    return (
        np.asarray(betaincinv(a, b, tail), dtype=float),
        np.asarray(betaincinv(a, b, 1 - tail), dtype=float),
    )


def _check(
    names: list[Any], above: list[Any], below: list[Any], groups: list[str], kind: Kind
) -> None:
    if not len(names) == len(above) == len(below) == len(groups):
        raise VariationError(
            f"Give as many numerators ({len(above)}), denominators ({len(below)}) and groups "
            f"({len(groups)}) as units ({len(names)})."
        )
    known = 0
    for name, count, size in zip(names, above, below, strict=True):
        if count is None or size is None or size == 0:
            continue
        if count < 0 or size < 0:
            raise VariationError(f"{name}: counts cannot be negative ({count} of {size}).")
        if kind == "proportion" and count > size:
            raise VariationError(f"{name}: {count} of {size} is no proportion; is it a rate?")
        known += 1
    if known < 4:
        raise VariationError(f"Four areas with a figure are the least; {known} have one.")
    if not sum(k or 0 for k, n in zip(above, below, strict=True) if n):
        raise VariationError("Every area counts none: there is nothing to draw figures towards.")
