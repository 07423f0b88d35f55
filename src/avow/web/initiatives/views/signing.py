from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.initiatives import actions
from avow.web.initiatives.doubting import to_look_at
from avow.web.initiatives.forms import SendBackForm, SignForm, WithdrawForm
from avow.web.initiatives.models import Assessment
from avow.web.initiatives.permissions import check_sign_assessments, check_write_assessments


@requires(check_write_assessments)
@require_POST
def hand_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand a draft in for signature."""
    found = get_object_or_404(Assessment, pk=pk)
    try:
        actions.hand_in_assessment(by=signed_in(request), assessment=found)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It waits for the signature of somebody who did not write it."))
    return redirect("initiatives:assessment", pk)


@requires(check_sign_assessments)
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send an assessment back to those who wrote it."""
    found = get_object_or_404(Assessment.objects.select_related("initiative"), pk=pk)
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_back_assessment(
                by=signed_in(request), assessment=found, reason=form.cleaned_data["reason"]
            )
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return redirect("initiatives:assessment", pk)
    context = {"form": form, "heading": _("Send it back"), "assessment": found}
    return render(request, "initiatives/form.html", {**context, "initiative": found.initiative})


@requires(check_write_assessments)
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an assessment back that waits for a signature."""
    found = get_object_or_404(Assessment, pk=pk)
    try:
        actions.take_back_assessment(by=signed_in(request), assessment=found)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is a draft again."))
    return redirect("initiatives:assessment", pk)


@requires(check_sign_assessments)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask once more whether an assessment is to be signed, with what to look at; sign it."""
    found = get_object_or_404(Assessment.objects.select_related("initiative"), pk=pk)
    doubts = to_look_at(found, timezone.localdate())
    form = SignForm(request.POST if request.method == "POST" else None, doubts=doubts)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data.get("remark", "")
        try:
            actions.sign_assessment(by=signed_in(request), assessment=found, remark=said)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is signed, and never changes from now on."))
            return redirect("initiatives:assessment", pk)
    context = {"form": form, "doubts": doubts, "assessment": found, "initiative": found.initiative}
    return render(request, "initiatives/sign.html", context)


@requires(check_sign_assessments)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw the signature under an assessment that turned out to be wrong."""
    found = get_object_or_404(Assessment.objects.select_related("initiative"), pk=pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.withdraw_signature(by=signed_in(request), assessment=found, reason=reason)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The signature is withdrawn. That it stood is kept."))
            return redirect("initiatives:assessment", pk)
    context = {"form": form, "heading": _("Withdraw the signature"), "assessment": found}
    return render(request, "initiatives/form.html", {**context, "initiative": found.initiative})
