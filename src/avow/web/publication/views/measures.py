from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow.web.publication.figures import Shown, by_measure, newest_of_each, read, shown
from avow.web.releases.models.proposal import MAP
from avow.web.releases.presenting import in_latest, table_of
from avow.web.releases.queries import releases


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure of which something was released, words first."""
    listed = []
    for measure, made in by_measure(releases()).items():
        newest = shown(made[0])
        listed.append({"measure": measure, "newest": newest, "releases": made})
    return render(request, "publication/measures.html", {"measures": listed})


@require_safe
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure: definition, released charts and tables, uncertainty, faults and caution."""
    made = by_measure(releases()).get(measure)
    if not made:
        raise Http404
    figures = [shown(release) for release in newest_of_each(made)]
    about = next((figure.about for figure in figures if not figure.refused), None)
    current = {figure.release.pk for figure in figures}
    context = {
        "measure": measure,
        "figures": figures,
        "about": about,
        "earlier": [release for release in made if release.pk not in current],
    }
    return render(request, "publication/measure.html", context)


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The newest released map, a search for a place in it, and the maps before it."""
    maps = [release for release in releases() if release.manifest["kind"] == MAP]
    chosen = request.GET.get("release", "")
    newest = next((r for r in maps if str(r.number) == chosen), maps[0] if maps else None)
    figure = shown(newest) if newest else None
    q = request.GET.get("q", "").strip()[:100]
    context = {
        "figure": figure,
        "maps": maps,
        "q": q,
        **(_found(figure, q) if figure and q and not figure.refused else {}),
    }
    return render(request, "publication/map.html", context)


def _found(figure: Shown, q: str) -> dict[str, Any]:
    """Return the rows of the places whose name holds every word of ``q``."""
    data = read(figure.release, "data.json")
    words = q.lower().split()
    rows = [r for r in in_latest(data["rows"]) if all(w in r["unit"].lower() for w in words)]
    if not rows:
        return {"matches": 0}
    caption = _("Places called “%(q)s”") % {"q": q}
    return {
        "matches": len(rows),
        "found": table_of(rows, caption=caption, unit=data["unit"]),
    }
