"""Charts of a run with their tables: places side by side, over time, by group, two places."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from avow import charts
from avow.charts.series import in_order, latest
from avow.web.core.components import Chart
from avow.web.measures.runs import Run, labels
from avow.web.measures.words import group_name, value_name
from avow.web.releases import presenting

# More places than this make no chart that can be read.
MOST_BARS = 60
# A note that is about more names only some of them; the table holds all.
MOST_NAMES = 6

Rows = Sequence[dict[str, Any]]


def drawn(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the pictures of a chart, for wide screens and for phones, by their names in it."""
    wide, narrow = charts.svgs(spec)
    return {"svg": wide, "svg_narrow": narrow}


def period_of(run: Run, at: str) -> str:
    """Return the period to show: the one asked for, else the newest complete one with figures."""
    rows = run.rows
    return at if at in labels(rows) else latest(rows) if rows else ""


def picture(run: Run, at: str = "") -> Chart | None:
    """Return the chart of a run: over time for one place, else places side by side.

    ``at`` is the label of the period to compare places in; the newest complete one by default.
    """
    if len({row["unit"] for row in run.rows}) > 1:
        return of_places(run, at)
    return over_time(run, list(run.rows)) if run.rows else None


def of_places(run: Run, at: str) -> Chart:
    """Return the places of a run side by side in one period, command units by name."""
    at = period_of(run, at)
    rows = [row for row in run.rows if row["period_label"] == at]
    rows.sort(key=in_order)
    title = _("%(title)s, %(at)s") % {"title": run.definition.title, "at": at}
    spec = charts.of_rows(rows, unit=run.definition.unit) if len(rows) <= MOST_BARS else None
    return _chart("places", run, rows, title, spec, notes=_to_know(rows, "unit"))


def over_time(run: Run, rows: Rows) -> Chart:
    """Return one place over time."""
    title = _("%(title)s: %(unit)s over time") % {
        "title": run.definition.title,
        "unit": rows[0]["unit"],
    }
    spec = charts.of_rows(rows, unit=run.definition.unit)
    return _chart("time", run, rows, title, spec, notes=_to_know(rows, "period_label"))


def of_two(run: Run, rows: Rows, said: str) -> Chart:
    """Return two places over time; ``said`` is how they differ."""
    first, second = dict.fromkeys(row["unit"] for row in rows)
    title = _("%(first)s and %(second)s over time") % {"first": first, "second": second}
    shown = [row for row in rows if row["complete"]] or rows
    spec = charts.of_two(shown, unit=run.definition.unit)
    made = _chart("two", run, rows, title, spec, notes=_to_know(rows, "period_label"))
    return replace(made, alt=said)


def by_group(run: Run, rows: Rows, group: str, at: str) -> Chart | None:
    """Return the groups of one place side by side in one period; None without any."""
    here = [{**row, "unit": value_name(row["group"])} for row in rows if row["period_label"] == at]
    if not here:
        return None
    title = _("%(title)s: %(group)s, %(at)s") % {
        "title": run.definition.title,
        "group": group_name(group)[:1].lower() + group_name(group)[1:],
        "at": at,
    }
    spec = charts.of_groups(here, unit=run.definition.unit)
    notes = _to_know(here, "unit")
    return _chart("group", run, here, title, spec, names=_("Group"), notes=notes)


def _to_know(rows: Rows, name: str) -> list[str]:
    """Return what to know of the rows, and why figures are missing: each note once, with where."""
    about: dict[str, dict[str, None]] = {}
    for row in rows:
        if row["note"]:
            about.setdefault(row["note"], {})[row[name]] = None
    return [f"{_names(list(where))}: {note}" for note, where in about.items()]


def _names(names: list[str]) -> str:
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    told = {"names": ", ".join(names[: MOST_NAMES - 1]), "n": len(names) - MOST_NAMES + 1}
    return _("%(names)s and %(n)s more") % told


def _chart(
    id: str,  # noqa: A002 — the word of the page
    run: Run,
    rows: Rows,
    title: str,
    spec: dict[str, Any] | None,
    names: str = "",
    notes: Sequence[str] = (),
) -> Chart:
    unit = run.definition.unit
    what = _("groups") if names else _("places")
    return Chart(
        id=id,
        title=title,
        alt=charts.headline(rows, unit, what),
        table=presenting.table_of(rows, caption=title, unit=unit, names=names),
        notes=notes,
        **(drawn(spec) if spec and any(row["value"] is not None for row in rows) else {}),
    )
