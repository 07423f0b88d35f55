"""Charts of a run with their tables: places side by side, over time, by group, two places."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from avow import charts
from avow.charts.series import falling, latest
from avow.web.core.components import Chart
from avow.web.measures.runs import Run, labels
from avow.web.measures.words import group_name, value_name
from avow.web.releases import presenting
from avow.web.releases.files import as_json

# More places than this make no chart that can be read.
MOST_BARS = 60

Rows = Sequence[dict[str, Any]]


def drawn(spec: dict[str, Any]) -> str:
    """Return the chart as SVG; the same chart is drawn once."""
    return _drawn(as_json(spec))


@lru_cache(maxsize=512)
def _drawn(spec: bytes) -> str:
    return charts.svg(json.loads(spec))


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
    """Return the places of a run side by side in one period."""
    at = period_of(run, at)
    rows = [row for row in run.rows if row["period_label"] == at]
    rows.sort(key=falling)
    title = _("%(title)s, %(at)s") % {"title": run.definition.title, "at": at}
    spec = charts.of_rows(rows, unit=run.definition.unit) if len(rows) <= MOST_BARS else None
    return _chart("places", run, rows, title, spec)


def over_time(run: Run, rows: Rows) -> Chart:
    """Return one place over time."""
    title = _("%(title)s: %(unit)s over time") % {
        "title": run.definition.title,
        "unit": rows[0]["unit"],
    }
    return _chart("time", run, rows, title, charts.of_rows(rows, unit=run.definition.unit))


def of_two(run: Run, rows: Rows) -> Chart:
    """Return two places over time."""
    first, second = dict.fromkeys(row["unit"] for row in rows)
    title = _("%(first)s and %(second)s over time") % {"first": first, "second": second}
    shown = [row for row in rows if row["complete"]] or rows
    return _chart("two", run, rows, title, charts.of_two(shown, unit=run.definition.unit))


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
    return _chart("group", run, here, title, spec, names=_("Group"))


def _chart(
    id: str,  # noqa: A002 — the word of the page
    run: Run,
    rows: Rows,
    title: str,
    spec: dict[str, Any] | None,
    names: str = "",
) -> Chart:
    unit = run.definition.unit
    return Chart(
        id=id,
        title=title,
        alt=charts.headline(rows, unit),
        table=presenting.table_of(rows, caption=title, unit=unit, names=names),
        svg=drawn(spec) if spec and any(row["value"] is not None for row in rows) else "",
    )
