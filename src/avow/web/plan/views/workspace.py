from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.plan import queries
from avow.web.plan.happenings import happenings
from avow.web.plan.models import Commitment
from avow.web.plan.models.progress import STATUSES
from avow.web.plan.permissions import check_read_plan
from avow.web.plan.revisions import lines_of
from avow.web.plan.standing import RULE
from avow.web.plan.standings import standings
from avow.web.plan.workspace import NOBODY, Wanted, as_file, counted, workspace


@requires(check_read_plan)
@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """The workspace: what is late and what nothing shows first, then every commitment."""
    version, today = queries.published_version(), timezone.localdate()
    person = signed_in(request)
    wanted = Wanted.of(request.GET, person)
    found = workspace(version, wanted, today) if version else None
    context = {
        "found": found,
        "wanted": wanted,
        "today": today,
        "actions": found.actions if found else [],
        "first": found.first if found else [],
        "counts": list(counted(found.every)) if found else [],
        "late": sum(a.is_late for a in found.every) if found else 0,
        "behind": sum(a.is_behind and not a.is_late for a in found.every) if found else 0,
        "lacking": sum(a.lacks_evidence for a in found.every) if found else 0,
        "statuses": STATUSES,
        "nobody": NOBODY,
        "rule": RULE,
        "may_report": person.may("progress.report"),
        "may_remind": person.may("progress.remind"),
    }
    return render(request, "plan/commitments.html", context)


@requires(check_read_plan)
@require_safe
def commitments_file(request: HttpRequest) -> HttpResponse:
    """Send the actions as CSV, narrowed like the page."""
    version = queries.published_version()
    if version is None:
        raise Http404
    wanted = Wanted.of(request.GET, signed_in(request))
    body = as_file(workspace(version, wanted, timezone.localdate()))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="actions.csv"'
    return response


@requires(check_read_plan)
@require_safe
def commitment_workspace(request: HttpRequest, lineage: UUID) -> HttpResponse:
    """One commitment: where each action stands, late and unevidenced first, and its history."""
    version = queries.published_version()
    held = _held(queries.commitments_of(version), lineage) if version else None
    if version is None or held is None:
        raise Http404
    (found,) = standings(version, timezone.localdate(), [held])
    lines = lines_of(version)
    every = {line for a in found.actions for line in lines.get(a.action.lineage, ())}
    every |= {a.action.lineage for a in found.actions}
    person = signed_in(request)
    context = {
        "found": found,
        "commitment": held,
        "version": version,
        "history": happenings(every)[:60],
        "rule": RULE,
        "may_report": person.may("progress.report"),
        "may_assign": person.may("action.assign"),
        "may_measure": person.may("measure.read"),
    }
    return render(request, "plan/workspace.html", context)


def _held(commitments: list[Commitment], lineage: UUID) -> Commitment | None:
    return next((c for c in commitments if c.lineage == lineage), None)
