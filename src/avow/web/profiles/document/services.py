"""Services of the unit's boroughs, none where there is none; sources beside police records."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from avow.analysis import disclosure
from avow.analysis.clocks import month_end
from avow.analysis.engine import NoFactsError
from avow.analysis.tables.force import SERVICES
from avow.web.core.components import Cell, Column, Table, Value
from avow.web.profiles.document.asked import Making
from avow.web.profiles.document.content import Block, Fact
from avow.web.profiles.document.parts_figures import Made
from avow.web.profiles.outline import Part
from avow.web.profiles.reading import State, boroughs, span, state, table


def services(making: Making, part: Part) -> Made:
    """Return what each borough has of each kind of service, and none where there is none."""
    held = _newest_services(making, str(settings.DATA_FOLDER), state())
    if not held:
        said = _("No returns from services are loaded: what there is, is not known.")
        return [Block(part.heading, said=(said,))], []
    by_place: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in held:
        by_place.setdefault((row["borough"], row["kind"]), []).append(row)
    rows = [
        [borough, *(_service(by_place.get((borough, kind))) for kind in SERVICES)]
        for borough in boroughs(making.unit)
    ]
    title = f"{part.heading}, {held[0]['month']:%B %Y}"
    listed = Table(
        caption=title,
        columns=[_("Borough"), *(kind.capitalize() for kind in SERVICES)],
        rows=rows,
        notes=[_("Places are people it can take at once; a missing return is not a zero.")],
    )
    none = [f"{borough}: {kind}" for borough, kind in lacking(making)]
    said = (
        _("There is none of these: %(lacking)s.") % {"lacking": "; ".join(none)}
        if none
        else _("Every borough of the unit has each kind of service.")
    )
    return [Block(part.heading, said=(said,), table=listed)], []


def lacking(making: Making) -> list[tuple[str, str]]:
    """Return the boroughs of the unit that have none of a kind of service, with the kind."""
    by_place: dict[tuple[str, str], bool] = {}
    for row in _newest_services(making, str(settings.DATA_FOLDER), state()):
        place = (row["borough"], row["kind"])
        by_place[place] = by_place.get(place, False) or row["available"]
    return sorted(place for place, there in by_place.items() if not there)


def _service(rows: list[Mapping[str, Any]] | None) -> Value:
    if not rows:
        return Cell(text=_("no return"), gap=True)
    there = [row for row in rows if row["available"]]
    if not there:
        return Cell(text=_("none"), gap=True)
    places, waiting = (sum(row[name] for row in there) for name in ("places", "waiting"))
    return Cell(
        text=_("%(n)s places") % {"n": f"{places:,}"},
        note=_("%(n)s waiting") % {"n": f"{waiting:,}"},
    )


@lru_cache(maxsize=64)
def _newest_services(making: Making, folder: str, now: State) -> list[dict[str, Any]]:
    try:
        held = table("services")
    except NoFactsError:
        return []
    _start, end = span(making.period)
    inside = held.filter((held.bcu == making.unit) & (held.month <= end))
    newest = inside.month.max().to_pyarrow().as_py()
    found: list[dict[str, Any]] = inside.filter(inside.month == newest).to_pyarrow().to_pylist()
    return found if making.exact else [_safe_service(row) for row in found]


def _safe_service(row: dict[str, Any]) -> dict[str, Any]:
    """Return a service with what counts people rounded, as small numbers would tell of one."""
    base = disclosure.policy().base
    return {**row, "waiting": base * round(row["waiting"] / base)}


def sources(making: Making, part: Part) -> Made:
    """Return the other sources of the unit's boroughs in the period and the one before."""
    held = _sources(making, str(settings.DATA_FOLDER), state())
    if not held:
        said = _("No other source is loaded. Police records alone say little: ask for one.")
        return [Block(part.heading, said=(said,))], []
    rows: list[list[Value]] = []
    facts: list[Fact] = []
    for (source, figure), (now, before) in held.items():
        rows.append([source, figure, _told(before), _told(now)])
        if now["n"] is not None:
            facts.append(
                Fact(
                    f"source:{source}:{figure}",
                    f"{source}: {figure}",
                    _told(now),
                    making.period.label,
                )
            )
    earlier = _("The year before") if making.period.kind == "year" else _("A year earlier")
    columns: list[Column | str] = [
        _("Source"),
        _("What it counts"),
        Column(label=earlier, numeric=True),
        Column(label=making.period.label, numeric=True),
    ]
    title = _("%(heading)s: boroughs of %(unit)s together") % {
        "heading": part.heading,
        "unit": making.unit,
    }
    notes = (_("Each source sees another part: those who answer, those who call, those who come."),)
    listed = Table(caption=title, columns=columns, rows=rows)
    return [Block(part.heading, table=listed, notes=notes)], facts


def _told(row: Mapping[str, Any]) -> str:
    if row["n"] is None:
        return _("no figure")
    if row["of"]:
        return _("%(n)s of %(all)s (%(share)s%%)") % {
            "n": f"{row['n']:,}",
            "all": f"{row['of']:,}",
            "share": f"{100 * row['n'] / row['of']:.0f}",
        }
    return f"{row['n']:,}"


@lru_cache(maxsize=64)
def _sources(
    making: Making, folder: str, now: State
) -> dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]]:
    try:
        held = table("other_sources")
    except NoFactsError:
        return {}
    start, end = span(making.period)
    spans = ((start, end), (start.replace(year=start.year - 1), _year_before(end)))
    none = {"n": None, "of": None}
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for at, (first, last) in enumerate(spans):
        inside = held.filter(
            (held.bcu == making.unit) & (held.month >= first) & (held.month <= last)
        )
        summed = inside.group_by(["source", "figure"]).agg(
            n=lambda rows: rows.counted.sum(), of=lambda rows: rows.out_of.sum()
        )
        for row in summed.to_pyarrow().to_pylist():
            key = (row["source"], row["figure"])
            found.setdefault(key, [dict(none), dict(none)])[at] = _safe(row, making.exact)
    return {key: (each[0], each[1]) for key, each in sorted(found.items())}


def _safe(row: dict[str, Any], exact: bool) -> dict[str, Any]:
    if exact:
        return row
    rules = disclosure.policy()
    small = 0 < row["n"] < rules.threshold
    rounded = None if small else rules.base * round(row["n"] / rules.base)
    of = row["of"] and rules.base * round(row["of"] / rules.base)
    return {**row, "n": rounded, "of": of}


def _year_before(day: date) -> date:
    return month_end(date(day.year - 1, day.month, 1))
