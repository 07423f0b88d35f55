from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.analysis import measures
from avow.analysis.engine import NoFactsError
from avow.analysis.measures import MeasureError
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.initiatives import actions, freezing
from avow.web.initiatives.forms import FigureForm, MitigationForm
from avow.web.initiatives.models import Assessment, Figure, Mitigation
from avow.web.initiatives.permissions import check_edit_initiatives, check_write_assessments
from avow.web.releases.actions import read_exact
from avow.web.releases.permissions import sees_exact

_MOST_ROWS = 200


@requires(check_write_assessments)
@require_http_methods(["GET", "POST"])
def figure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a measure, look at its newest figures, and take one into the draft."""
    found = get_object_or_404(Assessment.objects.select_related("initiative"), pk=pk)
    person = signed_in(request)
    if not sees_exact(person):
        raise PermissionDenied(_("Figures to choose from are exact: they are for the force."))
    # The first time only a measure is chosen; its splits and places are known after that.
    asks = "by" in request.GET
    measure = request.GET.get("measure", "")
    form = FigureForm(request.GET if asks else None, measure=measure, initial={"measure": measure})
    rows: list[dict[str, Any]] = []
    if asks and form.is_valid() and "by" in form.cleaned_data:
        asked = freezing.Asked(**form.cleaned_data)
        rows = _rows(form, asked)
        if rows and (asked.split or asked.by == "ward"):
            read_exact(
                by=person, measure=measure, area=asked.by, period=asked.period, group=asked.split
            )
        if request.method == "POST" and rows:
            chosen = request.POST.get("row", "")
            row = rows[int(chosen)] if chosen.isdigit() and int(chosen) < len(rows) else None
            if row is None:
                form.add_error(None, _("Choose the figure to take."))
            elif _taken(request, form, found, asked.of_row(row)):
                return redirect("initiatives:assessment", pk)
    context = {"form": form, "rows": rows, "assessment": found, "initiative": found.initiative}
    if rows:
        context["unit"] = measures.definition(measure).unit
    return render(request, "initiatives/figure.html", context)


def _rows(form: FigureForm, asked: freezing.Asked) -> list[dict[str, Any]]:
    """Return the figures to choose from; a reason in the form where there are none."""
    try:
        rows = freezing.rows(freezing.result(asked))[:_MOST_ROWS]
    except NoFactsError:
        form.add_error(None, _("The data this measure is made of has not been loaded yet."))
        return []
    except MeasureError as error:
        form.add_error(None, str(error))
        return []
    if not rows:
        form.add_error(None, _("No complete period has a figure for it."))
    return rows


def _taken(
    request: HttpRequest, form: FigureForm, found: Assessment, asked: freezing.Asked
) -> bool:
    try:
        actions.take_figure(by=signed_in(request), assessment=found, asked=asked)
    except (IllegalMoveError, MeasureError) as error:
        form.add_error(None, str(error))
        return False
    return True


@requires(check_write_assessments)
@require_POST
def take_out_figure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a figure out of a draft."""
    found = get_object_or_404(Figure, pk=pk)
    try:
        actions.take_out_figure(by=signed_in(request), figure=found)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("initiatives:assessment", found.assessment_id)


@requires(check_write_assessments)
@require_POST
def mitigation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a step to a draft."""
    found = get_object_or_404(Assessment.objects.select_related("initiative"), pk=pk)
    form = MitigationForm(request.POST)
    if form.is_valid():
        try:
            actions.add_mitigation(by=signed_in(request), assessment=found, **form.cleaned_data)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return redirect("initiatives:assessment", pk)
    context = {"form": form, "heading": _("A step that keeps people from harm")}
    context |= {"assessment": found, "initiative": found.initiative}
    return render(request, "initiatives/form.html", context)


@requires(check_write_assessments)
@require_POST
def take_out_mitigation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a step out of a draft."""
    found = get_object_or_404(Mitigation, pk=pk)
    try:
        actions.take_out_mitigation(by=signed_in(request), mitigation=found)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("initiatives:assessment", found.assessment_id)


@requires(check_edit_initiatives)
@require_POST
def mitigation_done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a step was taken."""
    return _marked(request, pk, actions.mark_mitigation_done)


@requires(check_edit_initiatives)
@require_POST
def mitigation_undone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back, on the same day, that a step was taken."""
    return _marked(request, pk, actions.mark_mitigation_undone)


def _marked(request: HttpRequest, pk: UUID, act: Callable[..., Mitigation]) -> HttpResponse:
    found = get_object_or_404(Mitigation, pk=pk)
    try:
        act(by=signed_in(request), mitigation=found)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("initiatives:assessment", found.assessment_id)
