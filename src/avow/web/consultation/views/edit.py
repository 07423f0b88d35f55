from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions, queries
from avow.web.consultation.forms import AddForm, LinksForm, QuoteForm
from avow.web.consultation.models import Recommendation, Submission
from avow.web.consultation.passages import NotInTextError
from avow.web.consultation.permissions import check_read_submission, check_review
from avow.web.consultation.views.review import to_card
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.plan import queries as plan
from avow.web.plan.models import Version


def find(pk: UUID) -> Recommendation:
    """Return the recommendation of an address, or answer that there is none."""
    try:
        return queries.one(pk)
    except Recommendation.DoesNotExist as error:
        raise Http404 from error


@requires(check_read_submission, check_review)
@require_http_methods(["GET", "POST"])
def quote(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct which words a recommendation quotes."""
    row = find(pk)
    form = QuoteForm(
        request.POST or None,
        initial={"revision": row.revision, "passage": " ".join(row.quote.split())},
        auto_id=f"{pk}_%s",
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_quote(by=signed_in(request), recommendation=row, **form.cleaned_data)
        except NotInTextError as error:
            form.add_error("passage", str(error))
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return _back(row)
    return _form(request, row, form, "quote")


@requires(check_read_submission, check_review)
@require_http_methods(["GET", "POST"])
def links(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the commitments that a recommendation concerns, closest first."""
    row = find(pk)
    version = plan.with_parts(Version.objects.filter(pk=row.submission.version_id)).get()
    form = LinksForm(
        request.POST or None,
        commitments=plan.commitments_of(version),
        recommendation=row,
        auto_id=f"{pk}_%s",
    )
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("revision", "commitments")}
        try:
            actions.set_links(by=signed_in(request), recommendation=row, **wanted)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return to_card(request, row)
    return _form(request, row, form, "links")


@requires(check_read_submission, check_review)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a recommendation that the machine missed."""
    submission = get_object_or_404(Submission.objects.defer("text"), pk=pk)
    form = AddForm(request.POST or None, auto_id="add_%s")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.add_recommendation(
                by=signed_in(request),
                submission=submission,
                passage=data["passage"],
                near=data["near"] or 0,
                strength=data["strength"] or "explicit",
            )
        except NotInTextError as error:
            form.add_error("passage", str(error))
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return _back(row)
    context = {"form": form, "submission": submission}
    return render(request, "consultation/add.html", context)


def _back(row: Recommendation) -> HttpResponse:
    """Load the review page again, as the marks in the text have moved."""
    return redirect(f"{reverse('consultation:review', args=[row.submission_id])}#r-{row.pk}")


def _form(
    request: HttpRequest, row: Recommendation, form: QuoteForm | LinksForm, what: str
) -> HttpResponse:
    actions.read_submission(by=signed_in(request), submission=row.submission, page=what)
    context = {"row": row, "form": form, "what": what}
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "consultation/edit.html", context)
    response = render(request, "consultation/partials/edit.html", context)
    if form.is_bound:
        # A refused form stays in the card; only a saved one takes the card's place.
        response["HX-Retarget"], response["HX-Reswap"] = f"#edit-{row.pk}", "innerHTML"
    return response
