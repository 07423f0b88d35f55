from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, states, strings, texts
from avow.web.surveys.forms import LanguageForm, StringsForm
from avow.web.surveys.languages import direction, for_staff, known
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.views.shared import attempt, whole


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def languages(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show in which languages a survey is asked and how far each is; add one."""
    survey = whole(pk)
    choices = [(tag, name) for tag, name in known() if tag not in survey.languages]
    form = LanguageForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        wanted = [*survey.languages[1:], form.cleaned_data["wanted"]]
        try:
            survey = actions.set_languages(by=signed_in(request), survey=survey, languages=wanted)
        except IllegalMoveError as error:
            form.add_error("tag", str(error))
        else:
            return redirect("surveys:translation", survey.pk, survey.languages[-1])
    every = texts.texts(survey)
    context = {
        "survey": survey,
        "form": form,
        "draft": survey.state == states.DRAFT,
        "total": len(every),
        "rows": [
            {
                "tag": tag,
                "name": for_staff(tag),
                "direction": direction(tag),
                "done": sum(1 for text in every if text.translations.get(tag)),
            }
            for tag in survey.languages[1:]
        ],
    }
    return render(request, "surveys/languages.html", context)


@requires(check_edit_survey)
@require_POST
def language_remove(request: HttpRequest, pk: UUID, tag: str) -> HttpResponse:
    """Take a language out of a draft; its translations are kept for when it is put in again."""
    survey = whole(pk)
    left = [language for language in survey.languages[1:] if language != tag]
    done = _("The language was taken out. Its translations are kept: add it again to get them.")
    attempt(request, done, actions.set_languages, survey=survey, languages=left)
    return redirect("surveys:languages", pk)


@requires(check_edit_survey)
@require_http_methods(["GET", "POST"])
def translation(request: HttpRequest, pk: UUID, tag: str) -> HttpResponse:
    """Translate a survey, text by text; the same words are translated once."""
    survey = _asked_in(pk, tag)
    said: dict[str, str] = {}
    problem = ""
    if request.method == "POST":
        said = {
            name.removeprefix("t-"): value.replace("\r\n", "\n")
            for name, value in request.POST.items()
            if name.startswith("t-") and isinstance(value, str)
        }
        try:
            actions.set_translation(
                by=signed_in(request),
                survey=survey,
                language=tag,
                said=said,
                seen=request.POST.get("seen", ""),
            )
        except IllegalMoveError as error:
            problem = str(error)
        else:
            messages.success(request, _("The translations were saved."))
            return redirect(request.get_full_path())
    only = request.method == "GET" and request.GET.get("only") == "missing"
    context = _page(survey, tag, said, problem)
    if only:
        context["rows"] = [row for row in context["rows"] if not row["said"]]
    return render(request, "surveys/translation.html", {**context, "only": only})


def _asked_in(pk: UUID, tag: str) -> Survey:
    survey = whole(pk)
    if tag not in survey.languages[1:]:
        raise Http404
    return survey


def _page(survey: Survey, tag: str, said: dict[str, str], problem: str) -> dict[str, Any]:
    rows = [
        {"text": text, "said": said.get(text.key, text.translations.get(tag, ""))}
        for text in texts.texts(survey)
    ]
    return {
        "survey": survey,
        "tag": tag,
        "name": for_staff(tag),
        "first": survey.languages[0],
        "direction": direction(tag),
        "rows": rows,
        "missing": sum(1 for row in rows if not row["said"]),
        "draft": survey.state == states.DRAFT,
        "problem": problem,
        "seen": texts.fingerprint(survey, tag),
        "preview_url": reverse("surveys:preview", args=[survey.pk]),
        "form": StringsForm(),
    }


@requires(check_edit_survey)
@require_safe
def strings_download(request: HttpRequest, pk: UUID, tag: str) -> HttpResponse:
    """Send the texts of a survey as a file for a translator."""
    survey = _asked_in(pk, tag)
    response = HttpResponse(strings.as_file(survey, tag), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{survey.slug}-{tag}.csv"'
    return response


@requires(check_edit_survey)
@require_POST
def strings_upload(request: HttpRequest, pk: UUID, tag: str) -> HttpResponse:
    """Take in the file that a translator sent back; what it does not hold stays as it is."""
    survey = _asked_in(pk, tag)
    form = StringsForm(request.POST, request.FILES)
    if form.is_valid():
        upload: UploadedFile[bytes] = form.cleaned_data["strings"]
        try:
            name = upload.name or _("The file")
            said = strings.read(name, upload.read(strings.LARGEST + 1), tag)
            actions.set_translation(by=signed_in(request), survey=survey, language=tag, said=said)
        except (strings.StringsError, IllegalMoveError) as error:
            form.add_error("strings", str(error))
        else:
            _tell(request, survey, said)
            return redirect("surveys:translation", pk, tag)
    context = {**_page(survey, tag, {}, ""), "form": form}
    return render(request, "surveys/translation.html", context)


def _tell(request: HttpRequest, survey: Survey, said: dict[str, str]) -> None:
    keys = {text.key for text in texts.texts(survey)}
    taken = len(keys & said.keys())
    messages.success(
        request,
        ngettext("%(n)s text was taken in.", "%(n)s texts were taken in.", taken) % {"n": taken},
    )
    if left := len(said) - taken:
        messages.warning(
            request,
            ngettext(
                "%(n)s was left out: the survey no longer says those words.",
                "%(n)s were left out: the survey no longer says those words.",
                left,
            )
            % {"n": left},
        )
