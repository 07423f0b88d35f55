from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from avow.analysis.revisions import Likeness
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions, queries, states
from avow.web.plan.lineages import Part, origins_of
from avow.web.plan.models import Action, Commitment, Version
from avow.web.plan.permissions import check_edit_plan
from avow.web.plan.revisions import version_before

# So many of the likeliest are offered at once; the rest are folded below.
LIKELY = 8


@dataclass(frozen=True)
class Choice:
    """A part of the version before that the part may go on from."""

    lineage: UUID
    number: str
    text: str
    ticked: bool
    likeness: float


@requires(check_edit_plan)
@require_http_methods(["GET", "POST"])
def commitment_origins(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what a commitment of a draft goes on from."""
    found = Commitment.objects.select_related("pillar__version__plan")
    return _page(request, get_object_or_404(found, pk=pk))


@requires(check_edit_plan)
@require_http_methods(["GET", "POST"])
def action_origins(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what an action of a draft goes on from."""
    found = Action.objects.select_related("commitment__pillar__version__plan")
    return _page(request, get_object_or_404(found, pk=pk))


def _page(request: HttpRequest, part: Part) -> HttpResponse:
    version = part.commitment.pillar.version if isinstance(part, Action) else part.pillar.version
    older = version_before(version)
    if version.state != states.DRAFT or older is None:
        raise Http404
    if request.method == "POST":
        return _save(request, part, version, older)
    choices = _choices(part, version, older)
    context = {
        "part": part,
        "words": _words(part),
        "commitment": isinstance(part, Commitment),
        "version": version,
        "older": older,
        "likely": choices[:LIKELY],
        "others": sorted(choices[LIKELY:], key=lambda choice: choice.number),
        "back": _back(part, version, older),
    }
    return render(request, "plan/origins.html", context)


def _save(request: HttpRequest, part: Part, version: Version, older: Version) -> HttpResponse:
    try:
        origins = [UUID(value) for value in request.POST.getlist("origin")]
        actions.set_origins(by=signed_in(request), part=part, origins=origins)
    except (IllegalMoveError, ValueError) as error:
        text = str(error) if isinstance(error, IllegalMoveError) else _("Choose from the list.")
        messages.error(request, text)
        return redirect(request.path)
    messages.success(
        request, _("What %(number)s goes on from was saved.") % {"number": part.number}
    )
    return redirect(_back(part, version, older))


def _back(part: Part, version: Version, older: Version) -> str:
    address = reverse("plan:compare", args=[version.plan_id])
    return f"{address}?from={older.number}&to={version.number}&show=all#u-{part.pk}"


def _choices(part: Part, version: Version, older: Version) -> list[Choice]:
    """Return the parts of the version before: those chosen, then by likeness."""
    whole = queries.with_parts(Version.objects.filter(pk=older.pk)).get()
    rows: list[Part] = list(queries.commitments_of(whole))
    if isinstance(part, Action):
        rows = [a for c in queries.commitments_of(whole) for a in c.actions.all()]
    texts = [_words(row) for row in rows]
    alike = Likeness([_words(part)], texts).alike[0] if rows else []
    chosen = set(origins_of(part, version))
    choices = [
        Choice(row.lineage, row.number, text, row.lineage in chosen, float(likeness))
        for row, text, likeness in zip(rows, texts, alike, strict=True)
    ]
    return sorted(choices, key=lambda choice: (not choice.ticked, -choice.likeness))


def _words(part: Part) -> str:
    if isinstance(part, Action):
        return part.text
    return part.text if part.is_cut else f"{part.title}. {part.statement}".strip()
