"""Labels of periods: how they are read, put in order, and set against a start or an end."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from avow.analysis.evaluation.pilot import EvaluationError

Key = tuple[int, ...]

_DATED = {
    "day": re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    "month": re.compile(r"(\d{4})-(\d{1,2})"),
    "quarter": re.compile(r"(\d{4})[- ]?Q([1-4])"),
    "year": re.compile(r"(\d{4})"),
}
_NUMBERED = re.compile(r"(\D*?)(-?\d+)")
_FINANCIAL_YEAR = re.compile(r"(\d{4})/\d{2}(?:\d{2})?")
_MOST = {"month": (12,), "day": (12, 31)}
SEASONS = {"month": 12, "quarter": 4}


def label(value: Any) -> str:
    """Return a cell as a label: a day or time as its day, all else as it is written."""
    return value.isoformat()[:10] if hasattr(value, "isoformat") else str(value).strip()


def ordered(labels: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return each label as it is written here ("2024-1" is 2024-01), and all of them in order.

    Labels are days, months, quarters or years, or numbers after one word for all ("week 3").

    Raises:
        EvaluationError: a label is none of these, or not of the kind of the others.
    """
    given = tuple(dict.fromkeys(labels))
    kind = _kind_of(given)
    written = {label: _written(label, kind) for label in given}
    keys = {new: key_of(new, kind) for new in written.values()}
    return written, tuple(sorted(keys, key=keys.__getitem__))


def key_of(label: str, kind: str) -> Key:
    """Return the numbers by which a label of this kind is put in order.

    Raises:
        EvaluationError: the label is not of this kind.
    """
    found = _NUMBERED.fullmatch(label) if kind == "step" else _DATED[kind].fullmatch(label)
    if kind == "step":
        found = _FINANCIAL_YEAR.fullmatch(label) or found
        if found:
            return (int(found[found.lastindex or 0]),)
    elif found and _in_a_year(key := tuple(map(int, found.groups())), kind):
        return key
    raise EvaluationError(
        f"The period “{label}” cannot be put in order. Write days as 2024-06-01, months as "
        "2024-06, quarters as 2024-Q2, years as 2024, and others as numbers (1, 2, 3)."
    )


def first_after(periods: Sequence[str], start: str) -> int:
    """Return the place of the first period that does not lie before ``start``.

    A day or month as the start of longer periods stands for the period it lies in.

    Raises:
        EvaluationError: no period lies before the start, or none after.
    """
    kind = _kind_of(periods)
    edge = _edge(start, kind, periods)
    first = sum(
        _cut(key_of(label, kind), edge) < _cut(edge, key_of(label, kind)) for label in periods
    )
    if first == 0 or first == len(periods):
        side = "before" if first == 0 else "from"
        raise EvaluationError(
            f"The figures run from {periods[0]} to {periods[-1]}: none lies {side} {start}, the "
            "start of the pilot. Give figures on both sides."
        )
    return first


def up_to(periods: Sequence[str], end: str) -> int:
    """Return how many periods do not lie after ``end``.

    Raises:
        EvaluationError: the end is not written as the periods are.
    """
    kind = _kind_of(periods)
    edge = _edge(end, kind, periods)
    keys = [key_of(label, kind) for label in periods]
    return sum(_cut(key, edge) <= _cut(edge, key) for key in keys)


def period_kind(periods: Sequence[str]) -> str:
    """Return what the labels are: day, month, quarter, year, or step where they are none."""
    for kind, shape in _DATED.items():
        if all(shape.fullmatch(label) for label in periods):
            return _coarser(kind, periods)
    return "step"


def season_of(periods: Sequence[str]) -> list[int]:
    """Return the place of each period in its year (from 0); empty where there is no season."""
    kind = period_kind(periods)
    if kind == "month":
        return [int(label.split("-")[1]) - 1 for label in periods]
    return [int(label[-1]) - 1 for label in periods] if kind == "quarter" else []


def without_gaps(periods: Sequence[str]) -> None:
    """Refuse months, quarters or years with one missing between them.

    Raises:
        EvaluationError: a period is missing; the message names the two around it.
    """
    kind = period_kind(periods)
    if kind not in ("month", "quarter", "year"):
        return
    for one, other in pairwise(periods):
        if _place(other, kind) - _place(one, kind) != 1:
            raise EvaluationError(
                f"Between {one} and {other} a period is missing. Give every period, with 0 where "
                "nothing happened."
            )


def _kind_of(labels: Sequence[str]) -> str:
    """Return the one kind of all labels, days staying days.

    Raises:
        EvaluationError: they are of several kinds.
    """
    for kind, shape in _DATED.items():
        if all(shape.fullmatch(label) for label in labels):
            return kind
    words = {found[1] if (found := _NUMBERED.fullmatch(label)) else None for label in labels}
    if all(_FINANCIAL_YEAR.fullmatch(label) for label in labels) or (
        len(words) == 1 and None not in words
    ):
        return "step"
    odd = next((label for label in labels if not _known(label)), None)
    told = "some periods are written in one way and some in another" if odd is None else odd
    raise EvaluationError(
        f"The periods cannot be put in order: {told}. Write all alike: days as 2024-06-01, months "
        "as 2024-06, quarters as 2024-Q2, years as 2024, others as numbers (1, 2, 3)."
    )


def _known(label: str) -> bool:
    return any(s.fullmatch(label) for s in (*_DATED.values(), _FINANCIAL_YEAR, _NUMBERED))


def _written(label: str, kind: str) -> str:
    """Return a day or month with its zeros."""
    if kind not in ("day", "month"):
        return label
    year, *rest = key_of(label, kind)
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])


def _in_a_year(key: Key, kind: str) -> bool:
    most = _MOST.get(kind, ())
    return all(1 <= part <= top for part, top in zip(key[1:], most, strict=False))


def _edge(label: str, kind: str, periods: Sequence[str]) -> Key:
    """Return a start or end by the numbers of the periods: cut to them, or their beginning."""
    ways = {
        "day": ("day", "month", "year"),
        "month": ("month", "day", "year"),
        "quarter": ("quarter", "month", "day", "year"),
        "year": ("year", "month", "day", "quarter"),
    }
    for way in ways.get(kind, ("step",)):
        if way == "step" or _DATED[way].fullmatch(label):
            key = key_of(label, way)
            break
    else:
        raise EvaluationError(
            f"“{label}” is not written as the periods are ({periods[0]}): write it so."
        )
    if kind == "quarter" and way in ("month", "day"):
        return key[0], (key[1] + 2) // 3
    return key


def _cut(key: Key, other: Key) -> Key:
    return key[: len(other)]


def _coarser(kind: str, periods: Sequence[str]) -> str:
    """Days that are all the first of different months are months."""
    if kind == "day" and len({p[:7] for p in periods}) == len(periods) > 1:
        return "month" if {p[8:] for p in periods} == {"01"} else "day"
    return kind


def _place(label: str, kind: str) -> int:
    if kind == "year":
        return int(label)
    if kind == "month":
        year, month = label.split("-")[:2]
        return int(year) * 12 + int(month)
    return int(label[:4]) * 4 + int(label[-1])
