from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.web.accounts.models import Person
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.core.work import newest
from avow.web.measures import actions
from avow.web.measures.actions.store_runs import KIND, RUNS
from avow.web.measures.permissions import check_read_measures, check_store_runs


def around_runs(person: Person) -> dict[str, Any]:
    """Return what a page shows of the runs in the making."""
    return {
        "work": newest(RUNS, KIND),
        "work_address": reverse("measures:work"),
        "may_store": person.may("measure.store"),
    }


@requires(check_store_runs)
@require_POST
def store(request: HttpRequest) -> HttpResponse:
    """Start making every figure that the pages open with."""
    try:
        actions.store_runs(by=signed_in(request))
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The figures are being made."))
    return redirect("measures:units")


@requires(check_read_measures)
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Say how far the making of figures is; once it is done, have the page opened anew."""
    around = around_runs(signed_in(request))
    response = render(request, "core/partials/work.html", around)
    if around["work"] is None or not around["work"].is_going_on:
        response["HX-Refresh"] = "true"
    return response
