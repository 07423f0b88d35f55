from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from avow.analysis.engine import NoFactsError
from avow.analysis.measures import MeasureError
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.releases import actions
from avow.web.releases.forms import ProposalForm, RevisionForm
from avow.web.releases.models import Proposal
from avow.web.releases.permissions import check_propose
from avow.web.releases.protection import NotPassingError

_REFUSALS = (NotPassingError, MeasureError, NoFactsError, IllegalMoveError)


def _said(error: Exception) -> str:
    """Return why it was refused; where no facts are, the error itself names folders."""
    if isinstance(error, NoFactsError):
        return _("The data this measure is made of has not been loaded yet.")
    return str(error)


@requires(check_propose)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Take a proposal; the link of a measure's page fills in what it shows."""
    asked = {name: request.GET[name] for name in ProposalForm.base_fields if name in request.GET}
    form = ProposalForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose(by=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            _explain(form, error)
        except _REFUSALS as error:
            form.add_error(None, _said(error))
        else:
            messages.success(
                request,
                _("This is what would be published. Look it over, then send it to review."),
            )
            return redirect("releases:proposal", made.pk)
    return render(request, "releases/propose.html", {"form": form})


@requires(check_propose)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a new revision of a draft."""
    found = get_object_or_404(Proposal, pk=pk)
    now = {name: getattr(found, name) for name in ("measure", "kind", "period", "title", "summary")}
    now |= {"area": found.by, "start": found.start, "end": found.end}
    form = RevisionForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        changes: dict[str, Any] = dict(form.cleaned_data)
        note = changes.pop("note")
        try:
            actions.revise(by=signed_in(request), proposal=found, note=note, **changes)
        except ValidationError as error:
            _explain(form, error)
        except _REFUSALS as error:
            form.add_error(None, _said(error))
        else:
            messages.success(request, _("The new revision is ready to be sent to review."))
            return redirect("releases:proposal", pk)
    return render(request, "releases/propose.html", {"form": form, "proposal": found})


def _explain(form: ProposalForm, error: ValidationError) -> None:
    """Put what the model refused beside the field of the form that it is about."""
    for name, said in error.message_dict.items():
        field = {"by": "area"}.get(name, name)
        form.add_error(field if field in form.fields else None, said)
