"""Addresses of submitters, and the messages to them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions, telling
from avow.web.consultation.actions.contact import NoAddressError
from avow.web.consultation.models import Contact, Message, Submission
from avow.web.consultation.models.contact import MESSAGE_STATES
from avow.web.consultation.permissions import (
    check_import_submission,
    check_publish_answer,
    check_read_submission,
)
from avow.web.consultation.reply_forms import AddressForm
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError

_ACTS = {"again": actions.send_again, "back": actions.mark_unreachable}


@requires(check_publish_answer)
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List the messages to submitters: which went out, wait, or could not be sent. No address."""
    found = Message.objects.select_related("contact__submission").defer(
        "contact__submission__text", "body"
    )
    counts = dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "page": Paginator(found, 25).get_page(request.GET.get("page")),
        "counts": [(label, counts[state]) for state, label in MESSAGE_STATES if state in counts],
        "subject": telling.subject(),
    }
    return render(request, "consultation/outbox.html", context)


@requires(check_publish_answer)
@require_POST
def message(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a message again, or say that it came back."""
    held = get_object_or_404(Message, pk=pk)
    act = _ACTS.get(request.POST.get("do", ""))
    if act:
        try:
            act(by=signed_in(request), message=held)
        except IllegalMoveError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Done."))
    return redirect("consultation:outbox")


@requires(check_read_submission, check_import_submission)
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep where those who sent a submission want to be told. What is kept is never shown."""
    submission = get_object_or_404(Submission.objects.defer("text"), pk=pk)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_address(
                by=signed_in(request), submission=submission, address=form.cleaned_data["address"]
            )
        except NoAddressError as error:
            form.add_error("address", str(error))
        else:
            messages.success(request, _("The address is kept, sealed."))
            return redirect("consultation:review", pk)
    context = {
        "form": form,
        "submission": submission,
        "contact": Contact.objects.filter(submission=submission).first(),
    }
    return render(request, "consultation/address.html", context)
