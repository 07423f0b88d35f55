"""Who commands a unit: shown, assigned and ended by a plan lead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.profiles import actions
from avow.web.profiles.forms import CommandForm
from avow.web.profiles.models import Command
from avow.web.profiles.permissions import check_assign


@requires(check_assign)
@require_http_methods(["GET", "POST"])
def commanders(request: HttpRequest) -> HttpResponse:
    """List who commands which unit, and assign somebody."""
    form = CommandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign_command(by=signed_in(request), **form.cleaned_data)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Assigned. The unit can reply now."))
            return redirect("profiles:commanders")
    rows = Command.objects.select_related("person", "assigned_by", "ended_by")
    context = {
        "form": form,
        "now": [row for row in rows if row.ended_at is None],
        "ended": [row for row in rows if row.ended_at],
    }
    return render(request, "profiles/commanders.html", context, status=422 if form.errors else 200)


@requires(check_assign)
@require_POST
def end(request: HttpRequest, pk: str) -> HttpResponse:
    """End a command; its replies stay."""
    row = get_object_or_404(Command, pk=pk)
    try:
        actions.end_command(by=signed_in(request), command=row)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The command has ended. Its replies stay."))
    return redirect("profiles:commanders")
