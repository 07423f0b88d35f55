"""Services of the unit's boroughs, none where there is none; sources beside police records."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from avow.analysis.clocks import month_end
from avow.analysis.engine import NoFactsError
from avow.analysis.tables.force import SERVICES
from avow.web.core.components import Cell, Column, Table, Value
from avow.web.profiles.document.asked import Making, Row
from avow.web.profiles.document.content import Block, Fact
from avow.web.profiles.document.parts_figures import Made
from avow.web.profiles.document.protecting import protected
from avow.web.profiles.outline import Part
from avow.web.profiles.reading import UNIT, State, boroughs, span, state, table

Figure = tuple[str, str]
Pair = tuple[Row, Row]


def services(making: Making, part: Part) -> Made:
    """Return what each borough has of each kind of service, and none where there is none."""
    held = _newest_services(making, str(settings.DATA_FOLDER), state())
    if not held:
        said = _("No returns from services are loaded: what there is, is not known.")
        return [Block(part.heading, said=(said,))], []
    by_place = together(held, exact=making.exact)
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


def together(rows: Sequence[Row], *, exact: bool) -> dict[tuple[str, str], Row]:
    """Return the services of a month by borough and kind: whether any is there, places, waiting.

    Who waits is a person: without ``exact``, ``waiting`` is protected, None where it is hidden.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        place = {"borough": row["borough"], "kind": row["kind"]}
        none = {**place, "there": False, "places": 0, "waiting": 0}
        held = found.setdefault((row["borough"], row["kind"]), none)
        if row["available"]:
            held["there"] = True
            held["places"] += row["places"]
            held["waiting"] += row["waiting"]
    if exact:
        return dict(found)
    there = [
        {name: row[name] for name in ("borough", "kind", "waiting")}
        for row in found.values()
        if row["there"]
    ]
    # Measures give those who wait in all services of a borough, and of a kind in the unit.
    adding = [("borough",), ("kind",)]
    safe = protected(there, ["waiting"], by="borough", period="month", groups=adding)
    shown = {(row["borough"], row["kind"]): row["waiting"] for row in safe}
    return {place: {**row, "waiting": shown.get(place)} for place, row in found.items()}


def _service(held: Row | None) -> Value:
    if held is None:
        return Cell(text=_("no return"), gap=True)
    if not held["there"]:
        return Cell(text=_("none"), gap=True)
    waiting = held["waiting"]
    return Cell(
        text=_("%(n)s places") % {"n": f"{held['places']:,}"},
        note=_("how many wait is hidden")
        if waiting is None
        else _("%(n)s waiting") % {"n": f"{waiting:,}"},
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
    return found


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
    earlier = _("A year earlier") if making.period.kind == "quarter" else _("The year before")
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


def _told(row: Row) -> str:
    if row["n"] is None:
        return _("hidden") if row.get("n_status") == "suppressed" else _("no figure")
    if row["of"]:
        return _("%(n)s of %(all)s (%(share)s%%)") % {
            "n": f"{row['n']:,}",
            "all": f"{row['of']:,}",
            "share": f"{100 * row['n'] / row['of']:.0f}",
        }
    return f"{row['n']:,}"


@lru_cache(maxsize=64)
def _sources(making: Making, folder: str, now: State) -> dict[Figure, Pair]:
    try:
        held = table("other_sources")
    except NoFactsError:
        return {}
    start, end = span(making.period)
    spans = ((start, end), (start.replace(year=start.year - 1), _year_before(end)))
    counts: list[dict[str, Any]] = []
    for at, (first, last) in enumerate(spans):
        inside = held.filter(
            (held.bcu == making.unit) & (held.month >= first) & (held.month <= last)
        )
        summed = inside.group_by(["source", "figure"]).agg(
            n=lambda rows: rows.counted.sum(), of=lambda rows: rows.out_of.sum()
        )
        counts += ({**row, "at": str(at)} for row in summed.to_pyarrow().to_pylist())
    return beside_before(counts, making.period.kind, exact=making.exact)


def beside_before(counts: Sequence[Row], period: str, *, exact: bool) -> dict[Figure, Pair]:
    """Return each figure of a source in the period (``at`` is “0”) and in the one before it.

    ``n`` of ``of`` are those counted; without ``exact`` both are protected.
    """
    if not exact:
        counts = protected(counts, ["n", "of"], by=UNIT, period=period, share=("n", "of"))
    held = {(row["source"], row["figure"], row["at"]): row for row in counts}
    none = {"n": None, "of": None}
    keys = sorted({key[:2] for key in held})
    return {key: (held.get((*key, "0"), none), held.get((*key, "1"), none)) for key in keys}


def _year_before(day: date) -> date:
    return month_end(date(day.year - 1, day.month, 1))
