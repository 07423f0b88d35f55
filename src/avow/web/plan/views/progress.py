from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.web.accounts.models import Person
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.core.units import commanded_by
from avow.web.plan import actions, states
from avow.web.plan.happenings import happenings
from avow.web.plan.models import Action, Progress
from avow.web.plan.of_action import published_action
from avow.web.plan.permissions import assigns_actions, check_read_plan, check_report_progress
from avow.web.plan.progress_forms import ReportForm
from avow.web.plan.revisions import lines_of
from avow.web.plan.standing import Standing
from avow.web.plan.standings import standing_of


def action_or_404(pk: UUID) -> Action:
    """Return an action of any version, with its commitment and version; else 404."""
    return get_object_or_404(Action.objects.select_related("commitment__pillar__version"), pk=pk)


@requires(check_read_plan)
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show where an action stands and all that happened to it, and take a report."""
    action = action_or_404(pk)
    version = action.commitment.pillar.version
    standing = standing_of(action, version, timezone.localdate())
    wrong = _corrected(request, standing)
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(standing, wrong),
        assigned=standing.assignment is not None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _report(request, action, form, wrong)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The report was added."))
            return redirect("plan:progress", pk)
    return _page(request, standing, form, wrong)


def _corrected(request: HttpRequest, standing: Standing) -> Progress | None:
    asked = request.POST.get("corrects") or request.GET.get("correct")
    return next((r for r in standing.counting if str(r.pk) == asked), None)


def _initial(standing: Standing, wrong: Progress | None) -> dict[str, object]:
    told = wrong or standing.report
    initial: dict[str, object] = {"owner": told.owner, "due": told.due} if told else {}
    if wrong:
        names = ("status", "note", "ahead", "obstacle")
        initial |= {name: getattr(wrong, name) for name in names}
    return initial


def _report(request: HttpRequest, action: Action, form: ReportForm, wrong: Progress | None) -> None:
    given = form.cleaned_data
    actions.report_progress(
        by=signed_in(request),
        action=action,
        status=given["status"],
        note=given["note"],
        owner=given.get("owner", ""),
        due=given.get("due"),
        details=form.details(wrong),
    )


def _page(
    request: HttpRequest, standing: Standing, form: ReportForm, wrong: Progress | None
) -> HttpResponse:
    action, person = standing.action, signed_in(request)
    version = action.commitment.pillar.version
    public = version.state == states.PUBLISHED
    answers = standing.person in (None, person) or assigns_actions(person)
    context = {
        "action": action,
        "version": version,
        "standing": standing,
        "form": form,
        "corrects": wrong,
        "history": happenings(lines_of(version).get(action.lineage, {action.lineage})),
        "undoable": undoable(standing, person),
        "public": public,
        "may_report": public and answers and person.may("progress.report"),
        "may_report_units": public and _reports_units(standing, person, answers),
        "may_attach": public
        and (person.may("evidence.attach") or (answers and person.may("progress.report"))),
        "may_assign": public and person.may("action.assign"),
    }
    return render(request, "plan/progress.html", context)


def _reports_units(standing: Standing, person: Person, answers: bool) -> bool:
    if answers and person.may("progress.report"):
        return True
    own = commanded_by(person) if person.may("progress.report-unit") else frozenset()
    return any(unit.unit in own for unit in standing.units)


def undoable(standing: Standing, person: Person) -> Progress | None:
    """Return the report that the person may take back today, or None."""
    report = standing.report
    if report is None or report.reported_on != standing.today:
        return None
    return report if report.reported_by == person or assigns_actions(person) else None


@requires(check_report_progress)
@require_POST
def unchanged(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say with one click that nothing changed."""
    action = action_or_404(pk)
    try:
        actions.say_unchanged(by=signed_in(request), action=action)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Kept: nothing changed in action %(n)s.") % {"n": action.number}
        )
    return redirect("plan:progress", pk)


@requires(check_report_progress)
@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back a report made today; both stay in the history."""
    report = get_object_or_404(Progress, pk=pk)
    action = published_action(report.action_lineage)
    if action is None:
        messages.error(request, _("The action is no longer in the plan."))
        return redirect("plan:commitments")
    try:
        actions.take_back_report(by=signed_in(request), action=action, report=report)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back. The report before it counts again."))
    if request.POST.get("back") == "update":
        return redirect("plan:update")
    return redirect("plan:progress", action.pk)
