from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions
from avow.web.surveys.forms import SectionForm
from avow.web.surveys.models import Section
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.policies import StaleEditError
from avow.web.surveys.views.shared import attempt, to_survey, whole


def _section(pk: UUID) -> Section:
    return get_object_or_404(Section.objects.select_related("survey__version"), pk=pk)


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def section_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a section to a draft."""
    survey = whole(pk)
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_section(
                by=signed_in(request),
                survey=survey,
                title=form.cleaned_data["title"],
                introduction=form.cleaned_data["introduction"],
            )
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return to_survey(survey.pk, f"#s-{made.pk}")
    context = {"survey": survey, "form": form, "heading": _("Add a section")}
    return render(request, "surveys/part.html", context)


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Edit title and introduction of a section of a draft."""
    found = _section(pk)
    initial = {
        "revision": found.revision,
        "title": str(found),
        "introduction": found.survey.in_language(found.introduction),
    }
    form = SectionForm(request.POST or None, initial=initial)
    context = {
        "survey": found.survey,
        "heading": _("Edit the section"),
        "condition_url": reverse("surveys:section-condition", args=[found.pk]),
    }
    if request.method == "POST" and form.is_valid():
        wanted = {**form.cleaned_data, "revision": form.cleaned_data["revision"] or 0}
        try:
            actions.edit_section(by=signed_in(request), section=found, **wanted)
        except StaleEditError as error:
            form = SectionForm(initial={**wanted, "revision": error.current.revision})
            context["saved"] = str(error.current)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            return to_survey(found.survey_id, f"#s-{found.pk}")
    status = 409 if "saved" in context else 200
    return render(request, "surveys/part.html", {**context, "form": form}, status=status)


@requires(check_edit_survey)
@require_POST
def section_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move a section of a draft up or down."""
    found = _section(pk)
    up = request.POST.get("way") == "up"
    attempt(request, "", actions.move_section, section=found, up=up)
    return to_survey(found.survey_id, f"#s-{found.pk}")


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def section_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether a section is to leave the draft; remove it when confirmed."""
    found = _section(pk)
    if request.method == "POST":
        attempt(request, _("The section was removed."), actions.remove_section, section=found)
        return to_survey(found.survey_id)
    number = found.questions.count()
    context = {
        "survey": found.survey,
        "question": _("Remove the section “%(section)s”?") % {"section": found},
        "explained": ngettext(
            "Its question goes with it. Nobody can get it back.",
            "Its %(n)s questions go with it. Nobody can get them back.",
            number,
        )
        % {"n": number}
        if number
        else _("It asks nothing."),
        "do": _("Remove the section"),
        "keep": _("Keep it"),
    }
    return render(request, "surveys/sure.html", context)
