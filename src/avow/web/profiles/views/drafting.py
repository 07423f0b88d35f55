"""Writing a draft: section by section, with its history; the checklist; fixing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core import work as core_work
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.profiles import actions, drafts, queries, states
from avow.web.profiles.actions.ask_fix import KIND
from avow.web.profiles.checklist import checklist, unhelpful
from avow.web.profiles.document.asked import Making
from avow.web.profiles.document.making import section as made
from avow.web.profiles.forms import FixForm, StartForm, WordsForm
from avow.web.profiles.models import Edition, Wording
from avow.web.profiles.outline import outline
from avow.web.profiles.permissions import check_edit_profiles
from avow.web.profiles.policies import OverwriteError


def _draft(pk: str) -> Edition:
    return get_object_or_404(Edition, pk=pk, state=states.DRAFT)


@requires(check_edit_profiles)
@require_POST
def start(request: HttpRequest, unit: str) -> HttpResponse:
    """Start the next edition of a unit."""
    form = StartForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a period of which every month is loaded."))
        return redirect("profiles:unit", unit=unit)
    try:
        row = actions.start_edition(
            by=signed_in(request), unit=unit, period=form.cleaned_data["period"]
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect("profiles:unit", unit=unit)
    return redirect("profiles:draft", pk=row.pk)


@requires(check_edit_profiles)
@require_safe
def draft(request: HttpRequest, pk: str) -> HttpResponse:
    """Show the sections of a draft; what is to do is worked out apart, as it takes time."""
    row = get_object_or_404(Edition, pk=pk)
    if not row.is_draft:
        messages.success(request, _("The edition is fixed. It does not change any more."))
        return redirect("profiles:edition", pk=row.pk)
    words = queries.newest_words(row.unit)
    sections = [(section, words.get(section.id)) for section in outline().sections]
    context = {"row": row, "sections": sections, **_fixing(row)}
    return render(request, "profiles/draft.html", context)


def _fixing(row: Edition) -> dict[str, Any]:
    """Return what a page shows of an edition being fixed."""
    return {
        "work": core_work.newest(row.pk, KIND),
        "work_address": reverse("profiles:work", args=[row.pk]),
    }


@requires(check_edit_profiles)
@require_safe
def work(request: HttpRequest, pk: str) -> HttpResponse:
    """Say how far the fixing of an edition is; once it has ended, have the page opened anew."""
    fixing = _fixing(get_object_or_404(Edition, pk=pk))
    response = render(request, "core/partials/work.html", fixing)
    if fixing["work"] is None or not fixing["work"].is_going_on:
        response["HX-Refresh"] = "true"
    return response


@requires(check_edit_profiles)
@require_safe
def checks(request: HttpRequest, pk: str) -> HttpResponse:
    """Show what is to do before a draft can be fixed, and the way to fix it."""
    return _checked(request, _draft(pk), None)


def _checked(request: HttpRequest, row: Edition, form: FixForm | None) -> HttpResponse:
    content = drafts.joined(row, exact=True)
    points = checklist(row, content)
    context = {
        "row": row,
        "to_do": [point for point in points if point.blocks],
        "look": [point for point in points if not point.blocks],
        "form": form or FixForm(initial={"expected": drafts.fingerprint(content)}),
    }
    asked_by_page = request.headers.get("HX-Request") == "true"
    template = "profiles/partials/checks.html" if asked_by_page else "profiles/checks.html"
    return render(request, template, context, status=422 if form else 200)


@requires(check_edit_profiles)
@require_POST
def fix(request: HttpRequest, pk: str) -> HttpResponse:
    """Have an edition fixed, if nothing changed since it was read."""
    row = _draft(pk)
    form = FixForm(request.POST)
    if not form.is_valid():
        return _checked(request, row, form)
    try:
        actions.ask_fix(
            by=signed_in(request),
            edition=row,
            expected=form.cleaned_data["expected"],
            attested=form.cleaned_data["attested"],
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("profiles:draft", pk=row.pk)


@requires(check_edit_profiles)
@require_POST
def discard(request: HttpRequest, pk: str) -> HttpResponse:
    """Throw a draft away; its words stay."""
    row = _draft(pk)
    try:
        actions.discard_edition(by=signed_in(request), edition=row)
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect("profiles:draft", pk=row.pk)
    messages.success(request, _("The draft is gone. Its words wait for the next one."))
    return redirect("profiles:unit", unit=row.unit)


@requires(check_edit_profiles)
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: str, section: str) -> HttpResponse:
    """Show a section's figures with the place for words, and save them."""
    row = _draft(pk)
    planned = _planned(section)
    newest = queries.newest_words(row.unit).get(section)
    form = WordsForm(request.POST or None, initial=_initial(newest))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_words(
                by=signed_in(request), edition=row, section=section, **form.cleaned_data
            )
        except OverwriteError as error:
            form = _kept_words(request, newest)
            form.add_error("text", str(error))
        except IllegalMoveError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Your words are saved."))
            return redirect(_next(request, row, section))
    replies = queries.newest_replies([row.unit])
    part = made(Making(row.unit, row.period, exact=True), section)
    context = {
        "row": row,
        "planned": planned,
        "part": drafts.join(part, newest, drafts.said_of(part, replies)),
        "newest": newest,
        "form": form,
        "advice": unhelpful(newest.text) if newest else [],
        "theirs": newest if form.errors and newest else None,
    }
    status = 422 if form.errors else 200
    return render(request, "profiles/section.html", context, status=status)


def _planned(section: str) -> Any:
    try:
        return outline().section(section)
    except LookupError as error:
        raise Http404 from error


def _initial(newest: Wording | None) -> dict[str, Any]:
    if newest is None:
        return {"base": 0}
    return {"text": newest.text, "for_partners": newest.for_partners, "base": newest.number}


def _kept_words(request: HttpRequest, newest: Wording | None) -> WordsForm:
    """Return the form with what was sent, following the newest wording: sent again, it is saved."""
    sent = request.POST.copy()
    sent["base"] = str(newest.number if newest else 0)
    kept = WordsForm(sent)
    kept.is_valid()
    return kept


def _next(request: HttpRequest, row: Edition, section: str) -> str:
    if "next" in request.POST:
        ids = [each.id for each in outline().sections]
        at = ids.index(section) + 1
        if at < len(ids):
            return reverse("profiles:section", args=[row.pk, ids[at]])
        return reverse("profiles:draft", args=[row.pk])
    return reverse("profiles:section", args=[row.pk, section])


@requires(check_edit_profiles)
@require_safe
def history(request: HttpRequest, pk: str, section: str) -> HttpResponse:
    """Show every wording of a section, newest first."""
    row = _draft(pk)
    held = Wording.objects.filter(unit=row.unit, section=section).select_related("written_by")
    context = {"row": row, "planned": _planned(section), "wordings": list(held)}
    return render(request, "profiles/history.html", context)


@requires(check_edit_profiles)
@require_POST
def restore(request: HttpRequest, pk: str, section: str, number: int) -> HttpResponse:
    """Write an older wording anew, as the newest."""
    row = _draft(pk)
    wording = get_object_or_404(Wording, unit=row.unit, section=section, number=number)
    base = request.POST.get("base", "")
    try:
        actions.restore_words(
            by=signed_in(request),
            edition=row,
            wording=wording,
            base=int(base) if base.isdecimal() else -1,
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect("profiles:history", pk=row.pk, section=section)
    messages.success(request, _("Wording %(n)s is written anew.") % {"n": number})
    return redirect("profiles:section", pk=row.pk, section=section)
