import csv
import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.analysis.responses.exports import ExportError, Manifest, ManifestError, read_manifest
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.spreadsheets import as_csv
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, importing, mapping, states
from avow.web.surveys.import_forms import FilesForm
from avow.web.surveys.models import Intake, Survey
from avow.web.surveys.permissions import check_import_responses
from avow.web.surveys.views.shared import attempt

_TRIED = 2000


@requires(check_import_responses)
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List the files of answers of a survey; take in more."""
    survey = get_object_or_404(Survey, pk=pk)
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        held = _hold(request, survey, form)
        if not form.errors:
            if len(held) == 1:
                return redirect("surveys:file", held[0].pk)
            return redirect("surveys:import", pk)
    intakes = survey.intakes.defer("sealed_file").select_related("imported_by")
    context = {"survey": survey, "form": form, "intakes": intakes}
    return render(request, "surveys/files.html", context)


def _hold(request: HttpRequest, survey: Survey, form: FilesForm) -> list[Intake]:
    """Hold the files of a form; one that cannot be read is told, and the others are held."""
    manifest: Manifest | None = None
    sent: UploadedFile[bytes] | None = form.cleaned_data["manifest"]
    if sent:
        try:
            manifest = read_manifest(sent.read(), sent.name or "manifest.xlsx")
        except ManifestError as error:
            form.add_error("manifest", str(error))
            return []
    held = []
    for upload in form.cleaned_data["exports"]:
        try:
            held.append(
                actions.hold_file(
                    by=signed_in(request),
                    survey=survey,
                    data=upload.read(),
                    name=upload.name,
                    given=form.cleaned_data["given"],
                    header_rows=form.cleaned_data["header_rows"],
                    manifest=manifest,
                )
            )
        except (ExportError, ManifestError) as error:
            form.add_error("exports", str(error))
    return held


@requires(check_import_responses)
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what the columns of a file are, and see what becomes of it; or what became of it."""
    intake = get_object_or_404(Intake.objects.select_related("survey"), pk=pk)
    if intake.state != states.FILE_WAITING:
        return render(request, "surveys/file_done.html", {"intake": intake})
    person = signed_in(request)
    export = actions.open_file(by=person, intake=intake)
    problem = ""
    if request.method == "POST":
        columns, new = mapping.read(intake, export, request.POST)
        try:
            actions.map_columns(
                by=person,
                intake=intake,
                columns=columns,
                new=new,
                save_as=request.POST.get("save_as", "").strip()[:120],
            )
        except IllegalMoveError as error:
            problem = str(error)
        else:
            return redirect(f"{request.path}#what-becomes-of-it")
    context = {
        "intake": intake,
        "lines": mapping.lines(intake, export),
        "problem": problem,
        "rows": len(export.rows),
        **_tried(intake, export),
    }
    return render(request, "surveys/file.html", context, status=422 if problem else 200)


def _tried(intake: Intake, export: Any) -> dict[str, Any]:
    """Return what would become of the first rows, so that a slip in the mapping is seen."""
    part = type(export)(
        export.name,
        export.sheet,
        export.headers,
        export.rows[:_TRIED],
        export.numbers[:_TRIED],
        export.header_rows,
    )
    found = importing.applied(intake, part)
    answered = {
        key: sum(key in row.choices or key in row.texts for row in found.rows)
        for key in {key for row in found.rows for key in (*row.choices, *row.texts)}
    }
    every = (*importing.new_questions(intake), *importing.asked_of(intake.survey))
    wordings = {asked.key: asked.wording for asked in every}
    return {
        "tried": len(part.rows),
        "taken": len(found.rows),
        "refused": found.refused[:20],
        "refused_count": len(found.refused),
        "answered": [(wordings[key], n) for key, n in sorted(answered.items())],
    }


@requires(check_import_responses)
@require_POST
def take_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take in a file as its columns were mapped."""
    intake = get_object_or_404(Intake, pk=pk)
    try:
        done = actions.take_in_responses(by=signed_in(request), intake=intake)
    except (IllegalMoveError, ExportError) as error:
        messages.error(request, str(error))
    else:
        said = ngettext("%(n)s response was added.", "%(n)s responses were added.", done.added) % {
            "n": f"{done.added:,}"
        }
        messages.success(request, said)
    return redirect("surveys:file", pk)


@requires(check_import_responses)
@require_POST
def throw_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a file that was not taken in."""
    intake = get_object_or_404(Intake.objects.defer("sealed_file"), pk=pk)
    attempt(request, _("The file was thrown away."), actions.throw_away_file, intake=intake)
    return redirect("surveys:import", intake.survey_id)


@requires(check_import_responses)
@require_safe
def refused(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the rows that were not taken, with the reasons, to mend and take in again."""
    intake = get_object_or_404(Intake, pk=pk)
    rows = actions.read_refused(by=signed_in(request), intake=intake)
    head: list[str] = []
    body = []
    for number, column, reason, cells in rows:
        head, told = list(csv.reader(io.StringIO(cells.removeprefix("\ufeff"))))
        body.append([*told, str(number), column, reason])
    text = as_csv([*head, "row", "column", "reason"], body)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="refused-rows.csv"'
    return response
