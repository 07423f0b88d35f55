from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, days, policies, states
from avow.web.surveys.forms import DatesForm, SurveyForm
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_edit_survey, check_open_survey
from avow.web.surveys.policies import StaleEditError
from avow.web.surveys.views.shared import attempt, to_survey, whole


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Edit title, introduction and address of a draft."""
    found = whole(pk)
    form = SurveyForm(request.POST or None, initial=_said(found))
    context = {"survey": found, "heading": _("Title and introduction")}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_survey(by=signed_in(request), survey=found, **form.cleaned_data)
        except StaleEditError as error:
            found.refresh_from_db()
            form = SurveyForm(initial={**form.cleaned_data, "revision": error.current.revision})
            context["saved"] = str(found)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return to_survey(found.pk)
    status = 409 if "saved" in context else 200
    return render(request, "surveys/part.html", {**context, "form": form}, status=status)


def _said(survey: Survey) -> dict[str, object]:
    return {
        "revision": survey.revision,
        "title": str(survey),
        "introduction": survey.in_language(survey.introduction),
        "slug": survey.slug,
    }


@requires(check_open_survey)
@require_http_methods(["GET", "POST"])
def dates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose first and last day. Of a survey that is ready only the last day may move."""
    found = whole(pk)
    initial = {
        "opens_on": found.opens_at and days.first_day(found.opens_at),
        "closes_on": found.closes_at and days.last_day(found.closes_at),
    }
    form = DatesForm(request.POST or None, initial=initial)
    draft = found.state == states.DRAFT
    if not draft:
        form.fields["opens_on"].disabled = True
    if request.method == "POST" and form.is_valid():
        opens_at = days.begins(form.cleaned_data["opens_on"])
        try:
            actions.set_dates(
                by=signed_in(request),
                survey=found,
                opens_at=opens_at if draft or not found.opens_at else found.opens_at,
                closes_at=days.ends(form.cleaned_data["closes_on"]),
            )
        except IllegalMoveError as error:
            form.add_error("closes_on", str(error))
        else:
            return to_survey(found.pk)
    context = {"survey": found, "heading": _("When it opens and closes"), "form": form}
    return render(request, "surveys/part.html", context)


@requires(check_open_survey)
@require_http_methods(["GET", "POST"])
def ready(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what still lacks, or what becoming ready means; make it ready when confirmed."""
    found = whole(pk)
    if request.method == "POST":
        attempt(request, _("The survey is ready."), actions.make_ready, survey=found)
        return to_survey(found.pk)
    lacks = policies.what_lacks(found, timezone.now()) if found.state == states.DRAFT else []
    context = {
        "survey": found,
        "lacks": lacks,
        "draft": found.state == states.DRAFT,
        "first_day": found.opens_at and days.first_day(found.opens_at),
        "last_day": found.closes_at and days.last_day(found.closes_at),
    }
    return render(request, "surveys/ready.html", context)


@requires(check_open_survey)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether a ready survey is to be a draft again; do it when confirmed."""
    found = whole(pk)
    if request.method == "POST":
        attempt(request, _("The survey is a draft again."), actions.take_back, survey=found)
        return to_survey(found.pk)
    context = {
        "survey": found,
        "question": _("Make “%(survey)s” a draft again?") % {"survey": found},
        "explained": _(
            "The public can no longer answer until you make it ready once more. This works only "
            "as long as nobody has begun to answer. Posters that hang already lead to a page that "
            "says it is not open."
        ),
        "do": _("Make it a draft"),
        "keep": _("Leave it ready"),
    }
    return render(request, "surveys/sure.html", context)


@requires(check_open_survey)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether a survey is to close now; do it when confirmed."""
    found = whole(pk)
    if request.method == "POST":
        attempt(request, _("The survey is closed."), actions.close_survey, survey=found)
        return to_survey(found.pk)
    context = {
        "survey": found,
        "question": _("Close “%(survey)s” now, for good?") % {"survey": found},
        "explained": _(
            "Nobody can answer, change or take back an answer on the site any more, and it cannot "
            "be opened again. Whoever has begun and not sent is not heard."
        ),
        "do": _("Close the survey"),
        "keep": _("Leave it open"),
    }
    return render(request, "surveys/sure.html", context)
