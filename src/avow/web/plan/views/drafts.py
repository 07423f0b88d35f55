from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.analysis.documents import NotAPlanError
from avow.web.accounts.signed_in import signed_in
from avow.web.core import published
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions, queries
from avow.web.plan.comparing import Wanted, compare_versions
from avow.web.plan.forms import ImportForm, PublishForm
from avow.web.plan.models import Plan, Version
from avow.web.plan.permissions import check_edit_plan, check_publish_plan


@requires(check_edit_plan)
@require_http_methods(["GET", "POST"])
def import_(request: HttpRequest) -> HttpResponse:
    """Read a plan from a file or pasted text into a draft, which is then checked and corrected."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        wanted = {
            key: form.cleaned_data[key]
            for key in ("text", "source_name", "title", "force", "plan", "read")
        }
        try:
            draft = actions.import_plan(by=signed_in(request), **wanted)
        except NotAPlanError as error:
            form.add_error("document", str(error))
        except IllegalMoveError as error:
            form.add_error("plan", str(error))
        else:
            messages.success(request, _("The plan was read into a draft. Check it below."))
            for warning in wanted["read"].warnings if wanted["read"] else ():
                messages.warning(request, warning)
            return redirect("plan:version", draft.pk)
    return render(request, "plan/import.html", {"form": form})


@requires(check_edit_plan)
@require_POST
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Start a new draft from the published version."""
    plan = get_object_or_404(Plan, pk=pk)
    try:
        draft = actions.start_draft(by=signed_in(request), plan=plan)
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect("plan:index")
    messages.success(
        request, _("Version %(number)s is open as a draft.") % {"number": draft.number}
    )
    return redirect("plan:version", draft.pk)


@requires(check_publish_plan)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what publishing changes for the public; publish when confirmed."""
    version = get_object_or_404(queries.with_parts(Version.objects.select_related("plan")), pk=pk)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        stage = form.cleaned_data["stage"]
        try:
            actions.publish_version(by=signed_in(request), version=version, stage=stage)
        except IllegalMoveError as error:
            form.add_error("stage", str(error))
        else:
            messages.success(
                request, _("Version %(number)s is published.") % {"number": version.number}
            )
            return redirect("plan:version", pk)
    older = queries.published_version(version.plan)
    answers = published.answers()
    found = compare_versions(older, version, answers) if older and older.pk != pk else None
    context = {
        "version": version,
        "form": form,
        "published": older,
        "found": found,
        "rows": found.wanted(Wanted()) if found else [],
        "unmet": found.unmet if found else [],
        "commitments": queries.commitments_of(version),
    }
    return render(request, "plan/publish.html", context)


@requires(check_edit_plan)
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether a draft is to be thrown away; do it when confirmed."""
    version = get_object_or_404(Version.objects.defer("source_text").select_related("plan"), pk=pk)
    if request.method == "POST":
        try:
            actions.discard_draft(by=signed_in(request), version=version)
        except IllegalMoveError as error:
            messages.error(request, str(error))
            return redirect("plan:version", pk)
        messages.success(request, _("The draft was discarded."))
        return redirect("plan:index")
    return render(request, "plan/discard.html", {"version": version})
