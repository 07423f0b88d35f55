"""Figures to take away: as a file, and as a citation by which they can be found again."""

import json

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from avow.web.core.components import Download
from avow.web.core.spreadsheets import as_csv
from avow.web.measures.asking import Asked
from avow.web.measures.runs import Run

_FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def downloads(run: Run, asked: Asked) -> list[Download]:
    """Return the files of a run, none where it has no figures."""
    if run.result is None:
        return []
    return [
        Download(
            label=form.upper(),
            url=f"{reverse('measures:download', args=[run.definition.id, form])}?{asked.query()}",
        )
        for form in _FORMS
    ]


def file(run: Run, asked: Asked, form: str) -> HttpResponse:
    """Return every row of a run as CSV, or as JSON with definition, method, faults and caution.

    Raises:
        Http404: there is no such form.
    """
    if form not in _FORMS or run.result is None:
        raise Http404
    name = "-".join(part for part in (run.definition.id, asked.by, asked.period) if part)
    text = _csv(run) if form == "csv" else _json(run)
    held = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(text, content_type=_FORMS[form], headers=held)


def _csv(run: Run) -> str:
    names = list(run.rows[0]) if run.rows else []
    return as_csv(names, ([row[name] for name in names] for row in run.rows))


def _json(run: Run) -> str:
    if run.result is None:
        return "{}"
    about = run.result.as_dict() | {"loaded_from": list(run.loaded_from), "rows": list(run.rows)}
    return json.dumps(about, ensure_ascii=False, indent=1)


def citation(run: Run, address: str) -> str:
    """Return how to cite the figures shown: what, from which loads, and where they are found."""
    if run.result is None:
        return ""
    return _("%(title)s (%(unit)s). %(source)s %(loads)s %(address)s") % {
        "title": run.definition.title,
        "unit": run.definition.unit,
        "source": run.definition.source,
        "loads": " ".join(run.loaded_from),
        "address": address,
    }
