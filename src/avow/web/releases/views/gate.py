from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.releases import actions
from avow.web.releases.files import TamperedError
from avow.web.releases.forms import ReviewForm
from avow.web.releases.models import Proposal, Revision
from avow.web.releases.permissions import check_propose, check_review
from avow.web.releases.policies import NotAllowedError
from avow.web.releases.views.reading import shown

_REFUSALS = (IllegalMoveError, NotAllowedError, TamperedError)


@requires(check_propose)
@require_POST
def submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a draft to review."""
    found = get_object_or_404(Proposal, pk=pk)
    try:
        actions.submit(by=signed_in(request), proposal=found)
    except _REFUSALS as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Two people who did not make it will now look at it."))
    return redirect("releases:proposal", pk)


@requires(check_propose)
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a proposal back."""
    found = get_object_or_404(Proposal, pk=pk)
    try:
        actions.withdraw(by=signed_in(request), proposal=found)
    except _REFUSALS as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The proposal is withdrawn. Its history stays."))
    return redirect("releases:proposal", pk)


@requires(check_review)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a verdict on a revision, given without sight of any other."""
    revision = get_object_or_404(Revision.objects.select_related("proposal__proposed_by"), pk=pk)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review(by=signed_in(request), revision=revision, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except _REFUSALS as error:
            messages.error(request, str(error))
            return redirect("releases:proposal", revision.proposal_id)
        else:
            messages.success(request, _("Your verdict is kept."))
            return redirect("releases:proposal", revision.proposal_id)
    context = {"revision": revision, "proposal": revision.proposal, "form": form, **shown(revision)}
    return render(request, "releases/review.html", context)


@requires(check_propose)
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what goes out; release it when confirmed."""
    found = get_object_or_404(Proposal, pk=pk)
    if request.method == "POST":
        try:
            made = actions.release(by=signed_in(request), proposal=found)
        except _REFUSALS as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Release %(number)s is public.") % {"number": made.number})
        return redirect("releases:proposal", pk)
    context = {"proposal": found, "revision": found.latest, **shown(found.latest)}
    return render(request, "releases/release.html", context)
