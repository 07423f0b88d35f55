from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions, queries
from avow.web.consultation.forms import DescribeForm, ImportForm
from avow.web.consultation.models import Submission
from avow.web.consultation.permissions import check_import_submission, check_read_submission
from avow.web.consultation.policies import AlreadyImportedError
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.plan.queries import answerable_versions

_EXCERPT = 3_000
_FIELDS = ("taken", "organisation", "received_on", "version", "kind", "title")


@requires(check_read_submission, check_import_submission)
@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct who sent a submission, its title and its date."""
    found = get_object_or_404(Submission.objects.defer("text"), pk=pk)
    fields = ("organisation", "kind", "title", "received_on")
    form = DescribeForm(
        request.POST or None, initial={name: getattr(found, name) for name in fields}
    )
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in fields}
        wanted["title"] = wanted["title"] or found.title
        actions.describe_submission(by=signed_in(request), submission=found, **wanted)
        messages.success(request, _("The details are saved."))
        return redirect("consultation:review", pk)
    actions.read_submission(by=signed_in(request), submission=found, page="details")
    public = queries.has_public_answer(found)
    context = {"form": form, "submission": found, "public": public}
    return render(request, "consultation/describe.html", context)


@requires(check_import_submission)
@require_http_methods(["GET", "POST"])
def import_(request: HttpRequest) -> HttpResponse:
    """Take in a submission from a file or pasted text, then open it for review."""
    if not answerable_versions().exists():
        return render(request, "consultation/no_plan.html")
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.POST.get("do") == "check":
        return _check(request, form)
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in _FIELDS}
        try:
            submission = actions.import_submission(by=signed_in(request), **wanted)
        except (AlreadyImportedError, IllegalMoveError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The submission was taken in."))
            for warning in wanted["taken"].document.warnings if wanted["taken"].document else ():
                messages.warning(request, warning)
            return redirect("consultation:review", submission.pk)
    return render(request, "consultation/import.html", {"form": form})


def _check(request: HttpRequest, form: ImportForm) -> HttpResponse:
    """Show what would be read of the document. Nothing is kept; other fields may be empty yet."""
    for field in set(form.errors) - {"document"}:
        del form.errors[field]
    taken = form.cleaned_data.get("taken")
    text = taken.text if taken else ""
    context: dict[str, object] = {
        "form": form,
        "taken": taken,
        "problems": form.errors.get("document", []),
        "excerpt": text[:_EXCERPT],
        "cut": len(text) > _EXCERPT,
        "words": len(text.split()),
    }
    return render(request, "consultation/import.html", context)
