"""Counts of where the answers stand, kept beside the frame and its themes so that pages open fast.

Everything is counted both ways: ``people`` (answers) and ``texts`` (distinct texts), and apart by
``machine`` and by ``person``.
"""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from avow.web.themes import states
from avow.web.themes.models import Coding, Frame, Standing, Theme
from avow.web.themes.settling import roots

PEOPLE, TEXTS = "people", "texts"
WAYS = (PEOPLE, TEXTS)
Counts = dict[str, dict[str, dict[str, int]]]


def recount(frame: Frame, only: Collection[UUID] | None = None) -> None:
    """Count anew where the answers stand, and the themes (of ``only``, if given)."""
    frame.counts = _places(frame)
    frame.save(update_fields=["counts"])
    recount_themes(frame, only)


def recount_themes(frame: Frame, only: Collection[UUID] | None = None) -> None:
    """Count the answers of each theme that counts; one that was merged has none of its own."""
    groups: dict[UUID, list[UUID]] = {}
    known = roots(frame)
    for pk, root in known.items():
        groups.setdefault(root.pk, []).append(pk)
    changed = []
    for theme in {root.pk: root for root in known.values()}.values():
        if only is None or theme.pk in only:
            theme.counts = _of_theme(groups[theme.pk])
            changed.append(theme)
    Theme.objects.bulk_update(changed, ["counts"])


def total(counts: Counts, way: str) -> int:
    """Return how many there are: in a theme, set apart and unassigned together."""
    return sum(place(counts, way, where) for where, _label in states.PLACES)


def place(counts: Counts, way: str, where: str, by: str = "") -> int:
    """Return how many stand ``where``, all or those put there ``by`` machine or person."""
    part = counts.get(way, {}).get(where, {})
    return part.get(by, 0) if by else sum(part.values())


def of_theme(theme: Theme, way: str, by: str = "") -> int:
    """Return how many answers are in the theme, all or those put there ``by`` one of the two."""
    part: dict[str, int] = theme.counts.get(way, {})
    return part.get(by, 0) if by else sum(part.values())


def reasons(frame: Frame, way: str) -> list[tuple[str, str, int]]:
    """Return (reason, by whom, how many) of what is set apart, most first."""
    rows = frame.counts.get("reasons", {}).get(way, [])
    return sorted(((r, b, n) for r, b, n in rows), key=lambda row: (-row[2], row[0]))


def _places(frame: Frame) -> dict[str, Any]:
    rows = Standing.objects.filter(frame=frame)
    found: dict[str, Any] = {way: {p: {} for p, _ in states.PLACES} for way in WAYS}
    for row in _counted(rows.values("place", "by")):
        for way in WAYS:
            found[way][row["place"]][row["by"] or states.MACHINE] = row[way]
    apart = list(_counted(rows.filter(place=states.APART).values("reason", "by")))
    found["reasons"] = {
        way: [[row["reason"], row["by"], row[way]] for row in apart] for way in WAYS
    }
    return found


def _counted(rows: Any) -> Iterable[dict[str, Any]]:
    counted: Iterable[dict[str, Any]] = rows.annotate(
        people=Count("pk"), texts=Count("pk", filter=Q(first=True))
    ).order_by()
    return counted


def _of_theme(group: list[UUID]) -> dict[str, dict[str, int]]:
    rows: Any = (
        Coding.objects.filter(theme__in=group, stands=True)
        .values("by")
        .annotate(
            people=Count("standing", distinct=True),
            texts=Count("standing", distinct=True, filter=Q(standing__first=True)),
        )
        .order_by()
    )
    found: dict[str, dict[str, int]] = {way: {} for way in WAYS}
    for row in rows:
        for way in WAYS:
            found[way][row["by"]] = row[way]
    return found
