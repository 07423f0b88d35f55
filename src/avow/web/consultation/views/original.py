from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from avow.analysis.documents import UnreadableDocumentError, page_image
from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions
from avow.web.consultation.actions.open_original import Opened
from avow.web.consultation.models import Original, Recommendation, Submission
from avow.web.consultation.originals import Sheet, lines_on, sheet
from avow.web.consultation.permissions import check_read_submission
from avow.web.core.permissions import requires

_KINDS = {
    "pdf": _("PDF"),
    "docx": _("Word document (DOCX)"),
    "odt": _("OpenDocument text (ODT)"),
    "html": _("Web page"),
    "email": _("Email message"),
    "markdown": _("Markdown"),
    "text": _("Plain text"),
}


@requires(check_read_submission)
@require_safe
def original(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the file a submission came in, open at a quote or a page. The look is recorded."""
    found = get_object_or_404(Submission.objects.defer("text"), pk=pk)
    row = _asked(found, request.GET.get("quote", ""))
    start, end = (row.start, row.end) if row else (_number(request.GET.get("at", "")), 0)
    try:
        opened = actions.open_original(
            by=signed_in(request),
            submission=found,
            at=start,
            page=_number(request.GET.get("page", "")) or None,
        )
    except Original.DoesNotExist as error:
        raise Http404 from error
    drawn, problem = _drawn(opened, start, end)
    review = reverse("consultation:review", args=[pk])
    context = {
        "back": f"{review}#r-{row.pk}" if row else review,
        "submission": opened.submission,
        "original": opened.original,
        "document": opened.document,
        "kind": _KINDS.get(opened.original.kind, opened.original.kind),
        "page": opened.page,
        "row": row,
        "sheet": drawn,
        "problem": problem,
        "lines": lines_on(opened.document, opened.page, start, end),
        "notes": [n for n in opened.document.notes if n.page in (None, opened.page)],
    }
    return render(request, "consultation/original.html", context)


@requires(check_read_submission)
@require_safe
def original_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand out the file as it was sent, to be saved and never shown by the browser. Recorded."""
    found = get_object_or_404(Submission.objects.defer("text"), pk=pk)
    try:
        opened = actions.open_original(by=signed_in(request), submission=found, whole=True)
    except Original.DoesNotExist as error:
        raise Http404 from error
    response = HttpResponse(opened.data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=opened.original.name
    )
    return response


def _asked(submission: Submission, identifier: str) -> Recommendation | None:
    """Return the recommendation that an address names; a mangled one opens the first page."""
    try:
        return Recommendation.objects.filter(submission=submission, pk=UUID(identifier)).first()
    except ValueError:
        return None


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _drawn(opened: Opened, start: int, end: int) -> tuple[Sheet | None, str]:
    if opened.original.kind != "pdf" or not opened.page:
        return None, ""
    try:
        image = page_image(opened.data, opened.page, opened.original.name)
    except UnreadableDocumentError as error:
        return None, str(error)
    return sheet(image, opened.document, opened.page, start, end), ""
