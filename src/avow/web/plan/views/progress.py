from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions, queries, states
from avow.web.plan.forms import ProgressForm
from avow.web.plan.models import Action
from avow.web.plan.permissions import check_read_plan
from avow.web.plan.revisions import lines_of


@requires(check_read_plan)
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show every report on an action, and take a new one from whoever may report."""
    found = get_object_or_404(Action.objects.select_related("commitment__pillar__version"), pk=pk)
    version = found.commitment.pillar.version
    lines = lines_of(version).get(found.lineage, {found.lineage})
    reports = list(queries.reports_on(lines))
    initial = {"owner": reports[0].owner, "due": reports[0].due} if reports else {}
    form = ProgressForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_progress(by=signed_in(request), action=found, **form.cleaned_data)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The report was added."))
            return redirect("plan:progress", pk)
    context = {
        "action": found,
        "version": version,
        "form": form,
        "reports": reports,
        "may_report": signed_in(request).may("progress.report")
        and version.state == states.PUBLISHED,
    }
    return render(request, "plan/progress.html", context)
