from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions
from avow.web.plan.forms import NewCommitmentForm, PillarForm
from avow.web.plan.models import Commitment, Pillar, Version
from avow.web.plan.permissions import check_edit_plan
from avow.web.plan.policies import StaleEditError


def _to(version_id: UUID, anchor: str = "") -> HttpResponse:
    return redirect(reverse("plan:version", args=[version_id]) + anchor)


@requires(check_edit_plan)
@require_http_methods(["GET", "POST"])
def pillar_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a pillar to a draft."""
    version = get_object_or_404(Version.objects.defer("source_text").select_related("plan"), pk=pk)
    form = PillarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_pillar(
                by=signed_in(request),
                version=version,
                number=form.cleaned_data["number"],
                title=form.cleaned_data["title"],
            )
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return _to(version.pk, f"#p-{row.pk}")
    context = {"form": form, "version": version, "heading": _("Add a pillar")}
    return render(request, "plan/part.html", context)


@requires(check_edit_plan)
@require_http_methods(["GET", "POST"])
def pillar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Edit number and title of a pillar of a draft."""
    found = get_object_or_404(Pillar.objects.select_related("version__plan"), pk=pk)
    fields = ("revision", "number", "title")
    form = PillarForm(request.POST or None, initial={name: getattr(found, name) for name in fields})
    context = {"version": found.version, "heading": _("Edit the pillar")}
    status = 200
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in fields}
        try:
            actions.edit_pillar(by=signed_in(request), pillar=found, **wanted)
        except StaleEditError as error:
            form = PillarForm(initial={**wanted, "revision": error.current.revision})
            context["saved"] = error.current
            status = 409
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return _to(found.version_id, f"#p-{found.pk}")
    return render(request, "plan/part.html", {**context, "form": form}, status=status)


@requires(check_edit_plan)
@require_POST
def pillar_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove an empty pillar of a draft."""
    found = get_object_or_404(Pillar.objects.select_related("version"), pk=pk)
    try:
        actions.remove_pillar(by=signed_in(request), pillar=found)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return _to(found.version_id)


@requires(check_edit_plan)
@require_http_methods(["GET", "POST"])
def commitment_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a commitment to a pillar of a draft, then edit it."""
    found = get_object_or_404(Pillar.objects.select_related("version__plan"), pk=pk)
    form = NewCommitmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_commitment(by=signed_in(request), pillar=found, **form.cleaned_data)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return redirect("plan:commitment", row.pk)
    context = {"form": form, "version": found.version, "heading": _("Add a commitment")}
    return render(request, "plan/part.html", context)


@requires(check_edit_plan)
@require_POST
def commitment_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move a commitment of a draft up or down."""
    found = get_object_or_404(Commitment.objects.select_related("pillar__version"), pk=pk)
    try:
        actions.move_commitment(
            by=signed_in(request), commitment=found, up=request.POST.get("way") == "up"
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return _to(found.pillar.version_id, f"#c-{found.pk}")


@requires(check_edit_plan)
@require_http_methods(["GET", "POST"])
def commitment_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether a commitment is to leave the draft; remove it when confirmed."""
    found = get_object_or_404(Commitment.objects.select_related("pillar__version__plan"), pk=pk)
    if request.method == "POST":
        try:
            actions.remove_commitment(by=signed_in(request), commitment=found)
        except IllegalMoveError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The commitment was removed from the draft."))
        return _to(found.pillar.version_id)
    context = {"commitment": found, "version": found.pillar.version}
    return render(request, "plan/remove.html", context)
