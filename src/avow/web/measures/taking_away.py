"""Figures to take away: every figure of a page as files that say what they are, and a citation."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from avow.analysis import measures
from avow.web.core.components import Download
from avow.web.core.spreadsheets import as_csv
from avow.web.measures import runs
from avow.web.measures.asking import Asked
from avow.web.measures.runs import Run

# A file in a ZIP has a day; one that stays the same keeps the archive the same.
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Taken:
    """The runs that a page is made of: the one asked for first, then the force, then the groups.

    ``cited`` is how to cite them.
    """

    every: tuple[Run, ...]
    asked: Asked
    exact: bool
    cited: str

    @property
    def run(self) -> Run:
        """The run that was asked for."""
        return self.every[0]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Every row once, with the same columns throughout."""
        found = {
            (row["unit_kind"], row["unit"], row["group"], row["period_label"]): row
            for run in self.every
            for row in run.rows
        }
        names = list(dict.fromkeys(name for run in self.every for name in _columns(run)))
        return [{name: row.get(name) for name in names} for row in found.values()]

    @property
    def lost(self) -> Sequence[str]:
        """What the figures do not count, each once."""
        return list(dict.fromkeys(said for run in self.every for said in run.lost))


def taken(definition: measures.Definition, asked: Asked, *, exact: bool, address: str) -> Taken:
    """Return all that the page at ``address`` shows of a measure, as this person sees it."""
    every = [runs.run(definition, asked.by, asked.period, exact=exact)]
    if asked.by != "force" and "force" in definition.by:
        every.append(runs.run(definition, "force", asked.period, exact=exact))
    if asked.group:
        by = asked.by if asked.unit else "force"
        every.append(runs.run(definition, by, asked.period, exact=exact, group=asked.group))
    return Taken(tuple(every), asked, exact, citation(every[0], address))


def downloads(run: Run, asked: Asked) -> list[Download]:
    """Return the files of a run, none where it has no figures."""
    if run.result is None:
        return []
    labels = {
        "zip": _("Figures with definition and faults (CSV and text in a ZIP)"),
        "csv": _("Figures alone (CSV)"),
        "json": _("Everything for a program (JSON)"),
    }
    return [
        Download(
            label=labels[form],
            url=f"{reverse('measures:download', args=[run.definition.id, form])}?{asked.query()}",
        )
        for form in _FORMS
    ]


def file(made: Taken, form: str) -> HttpResponse:
    """Return every figure of a page as CSV, as JSON with all that goes with it, or as both in text.

    Raises:
        Http404: there is no such form, or there are no such figures.
    """
    refused = [run.refused for run in made.every if run.result is None]
    if form not in _FORMS or refused:
        raise Http404(" ".join(refused))
    asked = made.asked
    parts = (made.run.definition.id, asked.by, asked.period, asked.group.replace("*", "-and-"))
    kind, write = _FORMS[form]
    name = "-".join(part for part in parts if part)
    held = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(write(made), content_type=kind, headers=held)


def _columns(run: Run) -> list[str]:
    return list(run.rows[0]) if run.rows else []


def _csv(made: Taken) -> bytes:
    rows = made.rows
    names = list(rows[0]) if rows else []
    return as_csv(names, (list(row.values()) for row in rows)).encode()


def _json(made: Taken) -> bytes:
    result = made.run.result
    assert result is not None  # noqa: S101 — asked before
    about = result.as_dict() | {
        "protected": not made.exact,
        "lost": list(made.lost),
        "loaded_from": list(made.run.loaded_from),
        "cite": made.cited,
        "rows": made.rows,
    }
    return json.dumps(about, ensure_ascii=False, indent=1).encode()


def _zip(made: Taken) -> bytes:
    about = render_to_string("measures/about.txt", {"made": made, "run": made.run})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in (("figures.csv", _csv(made)), ("about.txt", about.encode())):
            archive.writestr(zipfile.ZipInfo(name, _DAY), held, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_FORMS: dict[str, tuple[str, Callable[[Taken], bytes]]] = {
    "zip": ("application/zip", _zip),
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json", _json),
}


def citation(run: Run, address: str) -> str:
    """Return how to cite figures: what, from which loads, where and when they were seen."""
    if run.result is None:
        return ""
    return _("%(title)s (%(unit)s). %(source)s %(loads)s %(address)s, seen on %(day)s.") % {
        "title": run.definition.title,
        "unit": run.definition.unit,
        "source": run.definition.source,
        "loads": " ".join(run.loaded_from),
        "address": address,
        "day": date_format(timezone.localdate(), "j F Y"),
    }
