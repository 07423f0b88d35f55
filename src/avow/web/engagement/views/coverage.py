from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow.analysis.responses import reach
from avow.web.core.components import Cell, Column, MapClass, MapFigure, Table
from avow.web.core.permissions import requires
from avow.web.core.spreadsheets import as_csv
from avow.web.engagement import queries
from avow.web.engagement.permissions import check_read_engagement
from avow.web.releases import maps
from avow.web.releases.protection import NotPassingError

_TITLE = "People heard for every 10,000 residents"


@requires(check_read_engagement)
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Show whom and where the consultation has reached, and the gaps."""
    boroughs, groups = queries.by_borough(), queries.by_community()
    context = {
        "figure": _figure(boroughs),
        "boroughs": _table(boroughs) if boroughs else None,
        "groups": _groups(groups),
        "gaps": [b.reach.area for b in boroughs if b.reach.verdict == "hardly"],
        "missed": [group.name for group in groups if group.is_gap],
        "any": any(b.reach.heard for b in boroughs) or any(g.held for g in groups),
    }
    return render(request, "engagement/coverage.html", context)


@requires(check_read_engagement)
@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """Send the map as a picture."""
    try:
        drawn, _classes = maps.picture(
            _rates(queries.by_borough()), by="borough", title=str(_TITLE)
        )
    except NotPassingError as error:
        raise Http404 from error
    return HttpResponse(drawn, content_type="image/svg+xml")


@requires(check_read_engagement)
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """Send the boroughs as CSV."""
    table = _table(queries.by_borough())
    heads = [c.label if isinstance(c, Column) else str(c) for c in table.columns]
    rows = [[_plain(cell) for cell in row] for row in table.rows]
    response = HttpResponse(as_csv(heads, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="coverage.csv"'
    return response


def _plain(cell: object) -> str:
    return cell.text if isinstance(cell, Cell) else "" if cell is None else str(cell)


def _rates(boroughs: list[queries.Borough]) -> dict[str, float | None]:
    """Return what is drawn: nothing where the number of answers is not shown."""
    return {b.reach.area: _rate(b) for b in boroughs}


def _rate(borough: queries.Borough) -> float | None:
    """Return the rate from the protected number of answers, so that it gives away no other."""
    if borough.answers is None or not borough.reach.residents:
        return None
    [shown] = reach(
        {borough.reach.area: borough.answers + borough.met},
        {borough.reach.area: borough.reach.residents},
    )
    return shown.rate


def _figure(boroughs: list[queries.Borough]) -> MapFigure | None:
    try:
        _drawn, classes = maps.picture(_rates(boroughs), by="borough", title=_TITLE)
    except NotPassingError:
        return None
    return MapFigure(
        id="coverage",
        title=_("People heard for every 10,000 residents, by borough"),
        alt=_("A map of the boroughs, darker where more people were heard."),
        table=_table(boroughs),
        classes=[MapClass(**{k: c[k] for k in ("start", "colour", "label")}) for c in classes],
        image_url=reverse("engagement:picture"),
        missing_label=_("Not shown, or no residents known"),
        notes=[
            _(
                "Who answers a consultation is not a sample: people who trust the police least "
                "answer least. A gap here is a reason to go there, not a finding about opinion."
            ),
            _("Numbers of answers are rounded, and small ones are not shown."),
        ],
    )


def _table(boroughs: list[queries.Borough]) -> Table:
    verdicts = {
        "hardly": _("Hardly reached"),
        "less": _("Less than elsewhere"),
        "reached": _("Reached"),
        "unknown": _("Residents not known"),
    }
    return Table(
        caption=_("Where the consultation has reached"),
        columns=[
            Column(label=_("Borough")),
            Column(label=_("Residents"), numeric=True),
            Column(label=_("Survey answers"), numeric=True),
            Column(label=_("Occasions held"), numeric=True),
            Column(label=_("People met"), numeric=True),
            Column(label=_("Heard for every 10,000"), numeric=True, decimals=1),
            Column(label=_("What it says")),
        ],
        rows=[
            [
                b.reach.area,
                b.reach.residents,
                Cell(text=_("not shown"), gap=True) if b.answers is None else b.answers,
                b.occasions,
                b.met,
                _rate(b),
                verdicts[b.reach.verdict],
            ]
            for b in boroughs
        ],
        notes=[
            _(
                "“Hardly reached” means fewer than half as many as in the whole force, by more "
                "than chance explains (95% limits of a count, Garwood 1936)."
            )
        ],
        absent=_("not known"),
    )


def _groups(groups: list[queries.Community]) -> Table:
    return Table(
        caption=_("Communities met, and still to meet"),
        columns=[
            Column(label=_("Community")),
            Column(label=_("Occasions held"), numeric=True),
            Column(label=_("People there"), numeric=True),
            Column(label=_("Occasions planned"), numeric=True),
            Column(label=_("What it says")),
        ],
        rows=[
            [
                g.name,
                g.held,
                g.people,
                g.planned,
                _("Nobody met, nothing planned")
                if g.is_gap
                else (_("Planned") if not g.held else _("Met")),
            ]
            for g in groups
        ],
        notes=[_("Somebody may count in several communities, so the people do not add up.")],
    )
