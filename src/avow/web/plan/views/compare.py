from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core import published
from avow.web.core.permissions import requires
from avow.web.plan import queries, states
from avow.web.plan.comparing import ALL, INLINE, SIDE, Wanted, compare_versions
from avow.web.plan.models import Plan, Version
from avow.web.plan.permissions import check_read_plan
from avow.web.plan.revisions import version_before, versions_of
from avow.web.plan.rows import LABELS


@requires(check_read_plan)
@require_safe
def compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Compare any two versions of a plan, a draft among them, side by side or in one column."""
    plan = get_object_or_404(Plan, pk=pk)
    context = comparison(request, versions_of(plan))
    after = context.get("after")
    if after and after.state == states.DRAFT and signed_in(request).may("plan.edit"):
        # Lines are corrected against the version before; other comparisons only show them.
        context["correct"] = version_before(after) == context["before"]
    return render(request, "plan/compare.html", {"plan": plan, **context})


def comparison(request: HttpRequest, versions: Sequence[Version]) -> dict[str, Any]:
    """Return what a page of two of ``versions`` (oldest first) shows; nothing to compare: no pair.

    The address names them by number; without that the last two are compared.
    """
    context: dict[str, Any] = {"versions": versions}
    pair = _pair(request, versions)
    if pair is None:
        return context
    wanted = Wanted.of(request.GET.dict())
    whole = queries.with_parts(Version.objects.select_related("plan"))
    parts = whole.in_bulk([version.pk for version in pair])
    found = compare_versions(parts[pair[0].pk], parts[pair[1].pk], published.answers())
    rows = found.wanted(wanted)
    return {
        **context,
        "before": found.before,
        "after": found.after,
        "found": found,
        "rows": rows,
        "shown": sum(row.told for top in rows for row in top.with_below()),
        "wanted": wanted,
        "side": wanted.view == SIDE,
        "kinds": [(status.value, label) for status, label in LABELS.items()],
        "links": {
            view: _address(found.before, found.after, wanted, view=view) for view in (INLINE, SIDE)
        },
        "moved_link": _address(found.before, found.after, wanted, kind="moved"),
        "whole_link": _address(found.before, found.after, wanted, show=ALL, kind=""),
    }


def _pair(request: HttpRequest, versions: Sequence[Version]) -> tuple[Version, Version] | None:
    if len(versions) < 2:
        return None
    by_number = {str(version.number): version for version in versions}
    before = by_number.get(request.GET.get("from", ""), versions[-2])
    after = by_number.get(request.GET.get("to", ""), versions[-1])
    return before, after


def _address(before: Version, after: Version, wanted: Wanted, **other: str) -> str:
    """Return the address of the same comparison shown otherwise."""
    asked: dict[str, object] = {"from": before.number, "to": after.number}
    asked |= {"view": wanted.view, "show": wanted.show, "kind": wanted.kind, **other}
    return "?" + urlencode({name: value for name, value in asked.items() if value})
