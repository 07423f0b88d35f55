from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from avow.web.core.permissions import requires
from avow.web.surveys import conditions, showing
from avow.web.surveys.given import Given, values
from avow.web.surveys.models import Section, Survey
from avow.web.surveys.permissions import check_read_survey
from avow.web.surveys.views.shared import to_survey, whole

_MOST = 200


@requires(check_read_survey)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a survey page by page as the public sees it, in any of its languages.

    What is chosen is kept in the session of whoever looks, so that conditions take effect; it is no
    answer, and is forgotten when the preview is begun anew.
    """
    survey = whole(pk)
    language = request.GET.get("language", "")
    language = language if language in survey.languages else survey.languages[0]
    held = f"preview-{survey.pk}"
    if "section" not in request.GET:
        request.session.pop(held, None)
    chosen: dict[str, list[str]] = request.session.get(held, {})
    if request.method == "POST":
        chosen |= _choices(request, survey)
        request.session[held] = chosen
    pages = _pages(survey, chosen)
    here = _at(pages, request.GET.get("section", ""))
    if here is None:
        messages.warning(request, _("It asks nothing yet, so there is nothing to see."))
        return to_survey(survey.pk)
    if request.method == "POST":
        return _go(request, survey, language, pages, here)
    answers = {key: Given(choices=tuple(some)) for key, some in chosen.items()}
    context = showing.page(survey, here, language, answers)
    return render(request, "surveys/answer/section.html", context | _around(survey, here, language))


def _choices(request: HttpRequest, survey: Survey) -> dict[str, list[str]]:
    keys = survey.questions.values_list("key", flat=True)
    return {
        key: [value[:_MOST] for value in request.POST.getlist(f"q-{key}")[:_MOST]]
        for key in keys
        if key in request.POST.getlist("shown")
    }


def _pages(survey: Survey, chosen: dict[str, list[str]]) -> list[Section]:
    answers = {key: Given(choices=tuple(some)) for key, some in chosen.items()}
    asked, _counting = conditions.asked(conditions.in_order(survey), values(answers))
    return showing.sections(asked)


def _at(pages: list[Section], wanted: str) -> Section | None:
    return next((page for page in pages if str(page.pk) == wanted), pages[0] if pages else None)


def _go(
    request: HttpRequest, survey: Survey, language: str, pages: list[Section], here: Section
) -> HttpResponse:
    """Go where a button leads: to the next page, the one before, or out of the preview."""
    do = request.POST.get("do", "")
    step = {"next": 1, "back": -1}.get(do, 0)
    to = next(place for place, page in enumerate(pages) if page.pk == here.pk) + step
    if do == "plan":
        return redirect("plan:version", survey.version_id)
    if do == "later" or not 0 <= to < len(pages):
        messages.success(request, _("That was the preview. Nothing of it was kept."))
        request.session.pop(f"preview-{survey.pk}", None)
        return to_survey(survey.pk)
    return redirect(_address(survey, pages[to], language))


def _address(survey: Survey, section: Section, language: str) -> str:
    address = reverse("surveys:preview", args=[survey.pk])
    return f"{address}?language={language}&section={section.pk}"


def _around(survey: Survey, here: Section, language: str) -> dict[str, Any]:
    return {
        "preview": _address(survey, here, language),
        "preview_end": reverse("surveys:survey", args=[survey.pk]),
        "preview_languages": [
            (tag, name, _address(survey, here, tag))
            for tag, name, _direction in showing.frame(survey)["languages"]
        ],
    }
