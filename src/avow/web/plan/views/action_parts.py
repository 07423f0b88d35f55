"""What belongs to an action: who answers for it, its milestones, its evidence, its units."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.core.units import commanded_by
from avow.web.plan import actions
from avow.web.plan.actions import Document, Terms, UnitReport
from avow.web.plan.models import Action, Milestone, Proof
from avow.web.plan.models.proof import DOCUMENT
from avow.web.plan.of_action import newest_milestone, published_action
from avow.web.plan.parts_forms import AssignForm, MilestoneForm, ProofForm
from avow.web.plan.permissions import (
    check_assign_actions,
    check_bring_proof,
    check_report_progress,
    check_report_units,
)
from avow.web.plan.progress_forms import UnitForm
from avow.web.plan.revisions import lines_of
from avow.web.plan.standings import standing_of
from avow.web.plan.units import boroughs, command_units
from avow.web.plan.views.progress import action_or_404


@requires(check_assign_actions)
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say who answers for an action, by when, and how fresh its evidence must be."""
    action = action_or_404(pk)
    standing = standing_of(action, action.commitment.pillar.version, timezone.localdate())
    now = standing.assignment
    initial = {
        "post": standing.post,
        "person": now.person_id if now else None,
        "due": standing.due,
        "review": standing.review,
    }
    form = AssignForm(
        request.POST or None,
        initial=initial,
        bcus=command_units(),
        boroughs=boroughs(),
        held=now.units if now else [],
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        terms = Terms(given["due"], given["review"], given["units"])
        try:
            actions.assign_action(
                by=signed_in(request),
                action=action,
                post=given["post"],
                person=given["person"],
                terms=terms,
            )
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kept who answers for the action."))
            return redirect("plan:progress", pk)
    return _form(request, action, form, _("Who answers for it"), _("Save"))


@requires(check_report_progress)
@require_http_methods(["GET", "POST"])
def milestone_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a milestone to an action."""
    action = action_or_404(pk)
    again = _of_action(action, Milestone, request.GET.get("again", ""))
    form = MilestoneForm(request.POST or None, initial=again and _said_of(again))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_milestone(by=signed_in(request), action=action, marker=form.marker)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The milestone was added."))
            return redirect("plan:progress", pk)
    return _form(request, action, form, _("Add a milestone"), _("Add the milestone"))


@requires(check_report_progress)
@require_http_methods(["GET", "POST"])
def milestone(request: HttpRequest, line: UUID) -> HttpResponse:
    """Say that a milestone was reached, move it, or take it away."""
    if not Milestone.objects.filter(line=line).exists():
        raise Http404
    newest = newest_milestone(line)
    action = published_action(newest.action_lineage)
    if action is None or newest.removed:
        raise Http404
    form = MilestoneForm(
        request.POST if request.method == "POST" else None, initial=_said_of(newest)
    )
    removes = request.POST.get("do") == "remove"
    if request.method == "POST" and (removes or form.is_valid()):
        asked = request.POST.get("seen", "")
        seen = next((m for m in Milestone.objects.filter(line=line) if str(m.pk) == asked), None)
        try:
            if removes:
                actions.remove_milestone(
                    by=signed_in(request), action=action, milestone=seen or newest
                )
            else:
                actions.set_milestone(
                    by=signed_in(request),
                    action=action,
                    milestone=seen or newest,
                    marker=form.marker,
                )
        except IllegalMoveError as error:
            messages.error(request, str(error))
            return redirect("plan:milestone", line)
        if removes:
            _offer_again(
                request, _("The milestone was taken away."), "milestone-add", action, newest
            )
        else:
            messages.success(request, _("Saved."))
        return redirect("plan:progress", action.pk)
    return _form(request, action, form, _("Milestone"), _("Save"), seen=newest.pk, removes=True)


@requires(check_bring_proof)
@require_http_methods(["GET", "POST"])
def proof_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Attach a document, or cite figures or a meeting, as evidence for an action."""
    action = action_or_404(pk)
    again = _of_action(action, Proof, request.GET.get("again", ""))
    form = ProofForm(request.POST or None, initial=_shown_by(again) if again else None)
    if request.method == "POST" and form.is_valid():
        try:
            _attach(request, action, form)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is evidence for the action now."))
            return redirect("plan:progress", pk)
    lines = lines_of(action.commitment.pillar.version).get(action.lineage, {action.lineage})
    every = Proof.objects.filter(action_lineage__in=lines)
    held, gone = (every.filter(removed_at__isnull=stands) for stands in (True, False))
    more = {"measures": True, "pieces": held, "gone": gone.order_by("-removed_at")[:10]}
    return _form(request, action, form, _("Attach evidence"), _("Attach"), **more)


def _of_action(action: Action, model: Any, asked: str) -> Any:
    """Return the row of the action that ``asked`` names, or None: to be said once more."""
    lines = lines_of(action.commitment.pillar.version).get(action.lineage, {action.lineage})
    rows = model.objects.filter(action_lineage__in=lines)
    return next((row for row in rows if str(row.pk) == asked), None) if asked else None


def _said_of(held: Milestone) -> dict[str, Any]:
    return {name: getattr(held, name) for name in ("title", "due", "done_on", "shown_by")}


def _shown_by(proof: Proof) -> dict[str, Any]:
    what = f"{proof.kind}:{proof.key}" if proof.key else DOCUMENT
    names = ("title", "dated", "address", "shows")
    return {"what": what, **{name: getattr(proof, name) for name in names}}


def _attach(request: HttpRequest, action: Action, form: ProofForm) -> Proof:
    given, by = form.cleaned_data, signed_in(request)
    if given["what"] == DOCUMENT:
        document = Document(given["title"], given["dated"], given["address"])
        return actions.attach_document(
            by=by, action=action, document=document, shows=given["shows"]
        )
    kind, _sep, key = given["what"].partition(":")
    return actions.cite(by=by, action=action, kind=kind, key=key, shows=given["shows"])


@requires(check_bring_proof)
@require_POST
def proof_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take evidence away; that it stood there is kept."""
    proof = get_object_or_404(Proof, pk=pk)
    action = published_action(proof.action_lineage)
    if action is None:
        raise Http404
    try:
        actions.remove_proof(by=signed_in(request), action=action, proof=proof)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        said = _("It is no longer evidence. That it was is kept.")
        _offer_again(request, said, "proof-add", action, proof)
    return redirect("plan:progress", action.pk)


@requires(check_report_units)
@require_http_methods(["GET", "POST"])
def by_unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how far each unit is with an action that every unit delivers; a commander, their own."""
    action = action_or_404(pk)
    standing = standing_of(action, action.commitment.pillar.version, timezone.localdate())
    data = request.POST if request.method == "POST" else None
    person = signed_in(request)
    own = None if person.may("progress.report") else commanded_by(person)
    forms = [
        UnitForm(data, prefix=f"u{n}", standing=unit)
        for n, unit in enumerate(standing.units, 1)
        if own is None or unit.unit in own
    ]
    problem = ""
    same = "unchanged" in request.POST
    if request.method == "POST" and (same or not [f for f in forms if not f.is_valid()]):
        told = _same(forms) if same else [form.report for form in forms if form.has_changed()]
        try:
            actions.report_units(by=person, action=action, reports=told)
        except IllegalMoveError as error:
            problem = str(error)
        else:
            said = _("Kept: nothing changed.") if same else _("Kept what changed.")
            messages.success(request, said)
            return redirect("plan:progress", pk)
    context = {"action": action, "forms": forms, "standing": standing, "problem": problem}
    context["reported"] = any(form.standing.report for form in forms)
    return render(request, "plan/units.html", context)


def _offer_again(
    request: HttpRequest, said: str, page: str, action: Action, row: Milestone | Proof
) -> None:
    """Say what was taken away, with the way to put it back."""
    link = format_html(
        '<a class="govuk-link" href="{}?again={}">{}</a>',
        reverse(f"plan:{page}", args=[action.pk]),
        row.pk,
        _("Put it back"),
    )
    messages.success(request, format_html("{} {}", said, link))


def _same(forms: list[UnitForm]) -> list[UnitReport]:
    """Return what was last said of each unit, to be said again: nothing changed."""
    told = [form.standing.report for form in forms if form.standing.report]
    return [UnitReport(t.unit, t.status, t.percent, t.note) for t in told]


def _form(
    request: HttpRequest, action: Action, form: object, title: str, button: str, **more: object
) -> HttpResponse:
    context = {"action": action, "form": form, "title": title, "button": button, **more}
    return render(request, "plan/action_part.html", context)
