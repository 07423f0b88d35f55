import json
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from avow.analysis.documents import to_toml
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.plan import queries, states
from avow.web.plan.models import Version
from avow.web.plan.permissions import check_read_plan
from avow.web.plan.revisions import version_before
from avow.web.plan.standings import standings


@requires(check_read_plan)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the plans and their versions."""
    plans = list(queries.plans_with_versions())
    for plan in plans:
        held = {version.state for version in plan.versions.all()}
        plan.may_start = states.PUBLISHED in held and states.DRAFT not in held  # type: ignore[attr-defined]
    return render(request, "plan/index.html", {"plans": plans, **may(request)})


def may(request: HttpRequest) -> dict[str, bool]:
    """Return what the person may do here, so that no page offers what would be refused."""
    person = signed_in(request)
    return {
        "perms_edit": person.may("plan.edit"),
        "perms_publish": person.may("plan.publish"),
        "perms_report": person.may("progress.report"),
    }


@requires(check_read_plan)
@require_safe
def version(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a version: to edit while it is a draft, with progress once it is published."""
    found = get_object_or_404(
        queries.with_parts(Version.objects.select_related("plan", "created_by", "published_by")),
        pk=pk,
    )
    commitments = queries.commitments_of(found)
    actions = [a for c in commitments for a in c.actions.all()]
    for standing in (a for c in standings(found, timezone.localdate()) for a in c.actions):
        standing.action.standing = standing  # type: ignore[attr-defined]
    context = {
        "version": found,
        "older": version_before(found),
        "draft": found.state == states.DRAFT,
        "published": found.state == states.PUBLISHED,
        "commitments": commitments,
        "action_count": len(actions),
        "events": queries.history(found),
        "document": queries.document_of(found) if found.state == states.DRAFT else "",
        "evidence": signed_in(request).may("measure.read"),
        **may(request),
    }
    return render(request, "plan/version.html", context)


@requires(check_read_plan)
@require_safe
def download(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """Send a version as the JSON or TOML that `avow plan read` writes and reads."""
    found = get_object_or_404(queries.with_parts(Version.objects.all()), pk=pk)
    document = queries.as_document(found)
    if form == "json":
        body, kind = json.dumps(document.to_dict(), ensure_ascii=False, indent=2), "json"
    elif form == "toml":
        body, kind = to_toml(document), "toml"
    else:
        raise Http404
    name = f"{slugify(found.title) or 'plan'}-{found.number}.{kind}"
    response = HttpResponse(body, content_type=f"application/{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
