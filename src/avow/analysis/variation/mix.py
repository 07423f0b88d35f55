"""Does the difference go away with the mix of cases? Indirect standardisation.

Expected is what a unit would count if each of its strata (say, kind of offence by domestic or not)
went as in all units together. The adjusted figure is observed over expected, times the figure of
all; it stands beside the raw one. With too many strata for their counts a model takes the place of
their raw figures: logistic (proportions) or Poisson (rates), with one term per value of each
stratum column. Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, chapter
2; Spiegelhalter and others (2012), JRSS A 175:1.

Cases of a kind that hardly any other unit has tell nothing of that: what is expected of them would
be the unit's own figure, and the difference would seem to go away with the mix. They are left out
of the adjusted figure, and a unit most of whose cases are such is not compared (common support).

Intervals are Wilson's (proportions) or exact Poisson (rates) of the observed count; expected is
taken as known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.measures.intervals import poisson, wilson
from avow.analysis.variation import mix_words as words
from avow.analysis.variation.columns import figures_of, plain
from avow.analysis.variation.errors import VariationError, more_than_none

Array = npt.NDArray[np.float64]
Kind = Literal["proportion", "rate"]
Model = Literal["auto", "strata", "regression"]

# In strata smaller than this the raw figures are mostly noise.
LEAST_IN_STRATUM = 20
# With a larger share of its cases left out, a unit's adjusted figure is not of the unit.
MOST_LEFT_OUT = 0.5
NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True)
class Adjusted:
    """Raw and adjusted figures of units.

    ``table`` has one row per unit: unit, numerator, denominator, expected, raw, raw_low, raw_high,
    adjusted, low, high, left_out (the share of its cases that have none like them elsewhere, which
    neither ``expected`` nor ``adjusted`` count), verdict: ``no difference``, ``goes away``,
    ``remains``, ``appears``, ``turns round`` or ``not comparable``. Figures are times ``per``;
    ``overall`` is that of all units together.
    """

    kind: Kind
    per: float
    level: float
    overall: float
    used: Literal["strata", "regression"]
    table: pa.Table
    sentences: tuple[str, ...]
    summary: str
    method: str
    cautions: tuple[str, ...]

    def _repr_html_(self) -> str:
        from avow.analysis.notebook import page

        return page(self.summary, self.sentences, self.table)


def adjust(
    units: Iterable[str],
    numerators: Iterable[float | None],
    denominators: Iterable[float | None],
    strata: Mapping[str, Iterable[Any]],
    *,
    kind: Kind = "proportion",
    model: Model = "auto",
    level: float = 0.95,
    per: float = 1.0,
) -> Adjusted:
    """Set each unit's figure beside what it would be with the mix of cases of all.

    The sequences have a row per unit and stratum; ``strata`` holds a column for each thing to
    adjust for. An unknown value of a stratum is a value of its own. ``auto`` takes strata as they
    are while half of the cases or more lie in strata of 20 or more, else a regression.

    Raises:
        VariationError: lengths differ, there is no stratum column, or a figure is impossible.
    """
    more_than_none(per)
    names = [str(unit) for unit in plain(units)]
    above, below, short = _counts(names, figures_of(numerators), figures_of(denominators), kind)
    columns = {name: [_named(v) for v in plain(cells)] for name, cells in strata.items()}
    _check(names, columns)
    labels, place = np.unique(np.array(names), return_inverse=True)
    used = _used(model, below, columns)
    rate = (
        _by_strata(above, below, columns)
        if used == "strata"
        else _by_model(above, below, columns, kind)
    )
    like = ~_alone(place, below, columns, used)
    count, size, expected, alike, of_alike = (
        np.bincount(place, cells, len(labels)).astype(float)
        for cells in (above, below, below * rate * like, above * like, below * like)
    )
    for cells in (count, size, expected, alike, of_alike):
        cells[[label in short for label in labels]] = np.nan
    overall = float(above.sum() / below.sum())
    counts = _Counts(count, size, expected, alike, of_alike)
    table, verdicts = _table([str(x) for x in labels], counts, overall, kind, level, per)
    return Adjusted(
        kind=kind,
        per=per,
        level=level,
        overall=overall * per,
        used=used,
        table=table,
        sentences=tuple(words.sentence(row, overall * per) for row in table.to_pylist()),
        summary=words.summary(verdicts, list(columns)),
        method=words.method(used, list(columns), kind, level),
        cautions=words.cautions(table, level, kind, short),
    )


@dataclass(frozen=True)
class _Counts:
    """By unit: counts and cases, what was expected, and both of those like others' alone."""

    count: Array
    size: Array
    expected: Array
    alike: Array
    of_alike: Array


def _alone(
    place: npt.NDArray[np.intp], below: Array, columns: Mapping[str, list[str]], used: str
) -> npt.NDArray[np.bool_]:
    """Return the rows of a kind of case that hardly any other unit has.

    Where raw figures of strata are used, a kind is a stratum; a model learns each value apart.
    """
    kinds = [list(columns.values())] if used == "strata" else [[c] for c in columns.values()]
    found = np.zeros(len(below), dtype=bool)
    for kind in kinds:
        _, stratum = np.unique(np.array(kind), axis=1, return_inverse=True)
        stratum = stratum.ravel()
        _, cell = np.unique(np.array([stratum, place]), axis=1, return_inverse=True)
        own = np.bincount(cell.ravel(), below)[cell.ravel()]
        others = np.bincount(stratum, below)[stratum] - own
        found |= (others < LEAST_IN_STRATUM) & (others < own)
    return found


def _table(
    labels: list[str], given: _Counts, overall: float, kind: Kind, level: float, per: float
) -> tuple[pa.Table, list[str]]:
    with np.errstate(divide="ignore", invalid="ignore"):
        raw, raw_low, raw_high = _figures(given.count, given.size, kind, level)
        left_out = 1 - given.of_alike / given.size
        known = (given.expected > 0) & (left_out <= MOST_LEFT_OUT)
        scale = np.where(known, given.of_alike / given.expected * overall, np.nan)
        top = 1.0 if kind == "proportion" else np.inf
        alike = _figures(given.alike, given.of_alike, kind, level)
        made, low, high = (np.minimum(x * scale, top) for x in alike)
    before = np.sign((raw_low > overall) * 1.0 - (raw_high < overall) * 1.0)
    after = np.sign((low > overall) * 1.0 - (high < overall) * 1.0)
    verdicts = [
        NOT_COMPARABLE if out > MOST_LEFT_OUT else _verdict(a, b)
        for a, b, out in zip(before, after, left_out, strict=True)
    ]
    counts = {"numerator": given.count, "denominator": given.size, "expected": given.expected}
    figures = {"raw": raw, "raw_low": raw_low, "raw_high": raw_high}
    figures |= {"adjusted": made, "low": low, "high": high}
    columns = counts | {name: cells * per for name, cells in figures.items()}
    columns["left_out"] = left_out
    table = pa.table(
        {
            "unit": pa.array(labels, pa.string()),
            **{k: pa.array(v, pa.float64(), mask=np.isnan(v)) for k, v in columns.items()},
            "verdict": pa.array(verdicts, pa.string()),
        }
    )
    return table, verdicts


def _figures(count: Array, size: Array, kind: Kind, level: float) -> tuple[Array, Array, Array]:
    if kind == "proportion":
        return count / size, *wilson(count, size, level)
    low, high = poisson(count, level)
    return count / size, low / size, high / size


def _verdict(before: float, after: float) -> str:
    if before == after:
        return "remains" if after else "no difference"
    if not after:
        return "goes away"
    return "turns round" if before else "appears"


def _by_strata(above: Array, below: Array, columns: Mapping[str, list[str]]) -> Array:
    """Return for each row the figure of its stratum in all units together."""
    _, place = np.unique(np.array(list(columns.values())), axis=1, return_inverse=True)
    place = place.ravel()
    size = np.bincount(place, below)
    return np.asarray((np.bincount(place, above) / np.where(size > 0, size, 1))[place])


def _by_model(above: Array, below: Array, columns: Mapping[str, list[str]], kind: Kind) -> Array:
    """Return for each row the figure that a model with a term per stratum value foresees."""
    import warnings

    import statsmodels.api as sm

    known = below > 0
    design = [np.ones(len(above))]
    for cells in columns.values():
        values, place = np.unique(np.array(cells), return_inverse=True)
        design += [(place == value).astype(float) for value in range(1, len(values))]
    terms = np.column_stack(design)
    if kind == "proportion":
        cases = np.column_stack([above, below - above])[known]
        fit = sm.GLM(cases, terms[known], family=sm.families.Binomial())
    else:
        offset = np.log(below[known])
        fit = sm.GLM(above[known], terms[known], family=sm.families.Poisson(), offset=offset)
    with warnings.catch_warnings():
        # A value that counts none, or all, has no finite term, yet foresees rightly.
        warnings.simplefilter("ignore")
        made = fit.fit()
    rate = np.zeros(len(above))
    rate[known] = made.fittedvalues if kind == "proportion" else made.fittedvalues / below[known]
    return rate


def _used(
    model: Model, below: Array, columns: Mapping[str, list[str]]
) -> Literal["strata", "regression"]:
    if model != "auto":
        return model
    _, place = np.unique(np.array(list(columns.values())), axis=1, return_inverse=True)
    size = np.bincount(place.ravel(), below)
    enough = size[size >= LEAST_IN_STRATUM].sum() >= size.sum() / 2
    return "strata" if enough else "regression"


def _counts(
    names: list[str], above: list[Any], below: list[Any], kind: Kind
) -> tuple[Array, Array, list[str]]:
    """Return counts and sizes, and the units of which cases are known but not how many count.

    All rows of such a unit are left out: its own figure would be of the other strata alone.
    """
    if not len(names) == len(above) == len(below):
        raise VariationError(
            f"Give as many numerators ({len(above)}) and denominators ({len(below)}) "
            f"as units ({len(names)})."
        )
    for name, count, size in zip(names, above, below, strict=True):
        if count is None or size is None:
            continue
        if count < 0 or size < 0:
            raise VariationError(f"{name}: counts cannot be negative ({count} of {size}).")
        if kind == "proportion" and count > size:
            raise VariationError(f"{name}: {count} of {size} is no proportion; is it a rate?")
    rows = list(zip(names, above, below, strict=True))
    short = sorted({name for name, k, n in rows if k is None and n})
    gaps = [k is None or n is None or name in short for name, k, n in rows]
    count = np.array([0.0 if gap else k for gap, k in zip(gaps, above, strict=True)], dtype=float)
    size = np.array([0.0 if gap else n for gap, n in zip(gaps, below, strict=True)], dtype=float)
    if not size.sum():
        why = "every unit lacks a numerator" if short else "every denominator is empty or zero"
        raise VariationError(f"There are no cases to adjust: {why}.")
    return count, size, short


def _check(names: list[str], columns: Mapping[str, list[str]]) -> None:
    if not columns:
        raise VariationError("Say what to adjust for: at least one stratum column.")
    for name, cells in columns.items():
        if len(cells) != len(names):
            raise VariationError(f"{name} has {len(cells)} rows where units have {len(names)}.")


def _named(value: Any) -> str:
    return "Not known" if value is None else str(value)
