import json
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.analysis import disclosure, measures
from avow.web.accounts.models import Person
from avow.web.accounts.signed_in import signed_in
from avow.web.core import work as core_work
from avow.web.core.permissions import requires
from avow.web.core.spreadsheets import as_csv
from avow.web.core.states import IllegalMoveError
from avow.web.core.tried import tried
from avow.web.evaluations import actions, figures, kinds, queries, running
from avow.web.evaluations.forms import WordsForm
from avow.web.evaluations.models import Evaluation, Finding, Reading
from avow.web.evaluations.permissions import check_edit_evaluations, check_read_evaluations
from avow.web.evaluations.showing import doubts, overview, shown
from avow.web.releases.actions import read_exact
from avow.web.releases.permissions import sees_exact


@requires(check_read_evaluations)
@require_safe
def evaluation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a plan, what was found, what people make of it, and the history of both."""
    people = Evaluation.objects.select_related("planned_by", "registered_by")
    return _page(request, get_object_or_404(people, pk=pk), WordsForm())


def _page(
    request: HttpRequest, found: Evaluation, form: WordsForm, status: int = 200
) -> HttpResponse:
    person = signed_in(request)
    exact, runs = sees_exact(person), queries.runs_of(found)
    newest = [shown(each, exact=exact) for each in runs[0].findings] if runs else []
    context = {
        "evaluation": found,
        "outcome": figures.outcome_of(found).words,
        "tried": next((one for one in tried(person) if one.id == found.initiative), None),
        "later": [(area, found.starts[area]) for area in found.later],
        "measure": found.measure in {each.id for each in measures.definitions()},
        "methods": [kinds.NAMES[method] for method in found.methods],
        "amendments": found.amendments.select_related("amended_by"),
        "run": runs[0] if runs else None,
        "shown": newest,
        "overview": overview(newest, exact=exact),
        "doubts": doubts(newest),
        "earlier": [(run, _told(run, exact)) for run in runs[1:]],
        "stale": bool(runs) and _is_stale(found, runs[0].newest),
        "readings": _readings(found, exact),
        "work": core_work.newest(found.pk, kinds.EVALUATE),
        "exact": exact,
        "form": form,
        "may_edit": person.may("evaluation.edit"),
    }
    return render(request, "evaluations/evaluation.html", context, status=status)


def _readings(found: Evaluation, exact: bool) -> list[Reading]:
    """Return what people make of it; unless ``exact``, with the numbers in their words rounded."""
    readings = list(found.readings.select_related("written_by"))
    if not exact:
        rules = disclosure.policy()
        for each in readings:
            lines = each.text.splitlines()
            each.text = "\n".join(disclosure.protect_sentence(line, rules) for line in lines)
    return readings


def _told(run: queries.Run, exact: bool) -> list[tuple[str, str]]:
    """Return each method of an earlier run with what it said then."""
    every = [shown(each, exact=exact) for each in run.findings]
    return [(each.name, each.refused or each.summary) for each in every]


def _is_stale(found: Evaluation, newest: Finding) -> bool:
    changed = newest.content["facts"] != running.loads_of(found)
    return changed or newest.revision != found.revision


@requires(check_edit_evaluations)
@require_POST
def run(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have the plan run on the facts of today."""
    found = get_object_or_404(Evaluation, pk=pk)
    try:
        actions.ask_run(by=signed_in(request), evaluation=found)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("evaluations:evaluation", pk)


@requires(check_read_evaluations)
@require_safe
def work(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far a run is; once it has ended, have the page come anew."""
    found = get_object_or_404(Evaluation, pk=pk)
    going = core_work.newest(found.pk, kinds.EVALUATE)
    answer = render(request, "evaluations/partials/work.html", {"evaluation": found, "work": going})
    if going is None or not going.is_going_on:
        answer["HX-Refresh"] = "true"
    return answer


@requires(check_edit_evaluations)
@require_POST
def words(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write what the findings mean."""
    found = get_object_or_404(Evaluation, pk=pk)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        actions.write_reading(
            by=signed_in(request), evaluation=found, text=form.cleaned_data["text"]
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("evaluations:evaluation", pk)


@requires(check_read_evaluations)
@require_safe
def download(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """Give a finding as a file: its table as CSV, or everything as JSON."""
    found = get_object_or_404(Finding.objects.select_related("evaluation"), pk=pk)
    person = signed_in(request)
    _require_exact(person)
    if form not in ("csv", "json") or "result" not in found.content:
        raise Http404
    read_exact(by=person, finding=str(found.pk), file=form)
    name = f"{found.method}-{found.created_at:%Y-%m-%d}.{form}"
    held = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "json":
        text = json.dumps(found.content, ensure_ascii=False, indent=1)
        return HttpResponse(text, content_type="application/json", headers=held)
    rows = found.rows()
    names = list(rows[0]) if rows else []
    text = as_csv(names, ([row[each] for each in names] for row in rows))
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=held)


def _require_exact(person: Person) -> None:
    if not sees_exact(person):
        raise PermissionDenied(_("Counts by month are for those who may see exact figures."))
