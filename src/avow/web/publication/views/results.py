"""What people said in surveys: the themes of their answers, as published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from avow import definitions
from avow.web.core import published
from avow.web.core.components import Table
from avow.web.core.published import PublishedResult


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The themes of each question: in words, with quotes that name nobody."""
    found = [(one, _table(one)) for one in published.results()]
    bands = definitions.read("portions", "default")["bands"]
    words = [(band["word"], f"{band['below']:.0%}") for band in bands]
    return render(request, "publication/results.html", {"results": found, "words": words})


def _table(one: PublishedResult) -> Table | None:
    if not one.rows:
        return None
    return Table(
        caption=_("Of those who gave each answer to “%(question)s”") % {"question": one.by},
        columns=[_("Theme"), *one.groups],
        rows=[list(row) for row in one.rows],
        notes=[_("Counts are rounded first, and small ones withheld, so that nobody is found.")],
    )
