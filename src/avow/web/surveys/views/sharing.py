from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from avow.web.core.permissions import requires
from avow.web.surveys import sharing
from avow.web.surveys.languages import english_name, for_staff
from avow.web.surveys.permissions import check_read_survey
from avow.web.surveys.views.shared import whole


@requires(check_read_survey)
@require_safe
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the public address of a survey, its QR code, and a poster in each language."""
    survey = whole(pk)
    unprintable = sharing.unprintable(survey)
    context = {
        "survey": survey,
        "unprintable": [english_name(tag) for tag in unprintable],
        "address": sharing.address(survey),
        "code": sharing.qr_svg(survey),
        "languages": [(tag, for_staff(tag)) for tag in survey.languages if tag not in unprintable],
    }
    return render(request, "surveys/share.html", context)


@requires(check_read_survey)
@require_safe
def poster(request: HttpRequest, pk: UUID, tag: str) -> HttpResponse:
    """Send a poster in one language, or say which letters the server cannot print."""
    survey = whole(pk)
    if tag not in survey.languages:
        raise Http404
    try:
        made = sharing.poster(survey, tag)
    except sharing.NoFontError as error:
        messages.error(request, str(error))
        return redirect("surveys:share", pk)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{survey.slug}-{tag}.pdf"'
    return response
