from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.initiatives import actions, queries, states
from avow.web.initiatives.doubting import to_look_at
from avow.web.initiatives.forms import AssessmentForm, MitigationForm
from avow.web.initiatives.models import Assessment, Initiative
from avow.web.initiatives.permissions import check_read_initiatives, check_write_assessments
from avow.web.initiatives.policies import StaleEditError, answers_for, what_lacks
from avow.web.initiatives.proposing import assessed, is_about_this
from avow.web.initiatives.views.showing import answered, figures


@requires(check_write_assessments)
@require_POST
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Start an assessment, or its next version."""
    found = get_object_or_404(Initiative, pk=pk)
    try:
        made = actions.start_assessment(by=signed_in(request), initiative=found)
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect("initiatives:initiative", pk)
    return redirect("initiatives:write", made.pk)


@requires(check_read_initiatives)
@require_safe
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one version of an assessment, whole."""
    found = _found(pk)
    person, today = signed_in(request), timezone.localdate()
    wrote = found.authors.filter(person=person).exists()
    answers = answers_for(found.initiative, person)
    context = {
        "assessment": found,
        "initiative": found.initiative,
        "answers": answered(found),
        "figures": figures(found, person),
        "mitigations": found.mitigations.all(),
        "lacks": what_lacks(found, today) if found.state == states.DRAFT else "",
        "authors": found.authors.select_related("person"),
        "today": today,
        "may_write": person.may("assessment.write") and found.state == states.DRAFT,
        "may_sign": person.may("assessment.sign") and found.state == states.READY,
        "may_hand_in": person.may("assessment.write") and answers,
        "may_withdraw": person.may("assessment.sign") and _stands(found),
        "may_edit": person.may("initiative.edit") and answers,
        "may_not_sign": wrote or person in (found.initiative.owner, found.initiative.proposed_by),
        "doubts": to_look_at(found, today) if found.state == states.READY or answers else [],
        "assessed": assessed(found),
        "is_about_this": is_about_this(found),
        "step_form": MitigationForm(),
    }
    return render(request, "initiatives/assessment.html", context)


@requires(check_write_assessments)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write in a draft. A save on an older text is refused, with both texts in view."""
    found = _found(pk)
    initial = {"revision": found.revision, "review_on": found.review_on}
    initial |= {f"answer-{key}": text for key, text in found.answers.items()}
    form = AssessmentForm(request.POST or None, assessment=found, initial=initial)
    newer: list[dict[str, str]] = []
    quietly = request.headers.get("X-Avow-Autosave") == "1"
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.write_assessment(
                by=signed_in(request),
                assessment=found,
                revision=form.cleaned_data["revision"],
                answers=form.answers(),
                review_on=form.cleaned_data["review_on"],
            )
        except StaleEditError as error:
            form.add_error(None, str(error))
            newer = answered(found)
        except IllegalMoveError as error:
            form.add_error(None, str(error))
        else:
            if quietly:
                return JsonResponse({"revision": saved.revision})
            return redirect("initiatives:assessment", pk)
    if quietly and request.method == "POST":
        return JsonResponse({"errors": form.errors.get_json_data()}, status=409)
    context = {
        "form": form,
        "assessment": found,
        "initiative": found.initiative,
        "newer": newer,
    }
    return render(request, "initiatives/write.html", context)


@requires(check_read_initiatives)
@require_safe
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send one version as a file that stands alone, to print or to file."""
    found = _found(pk)
    context = {
        "assessment": found,
        "initiative": found.initiative,
        "assessed": assessed(found),
        "is_about_this": is_about_this(found),
        "answers": answered(found),
        "figures": figures(found, signed_in(request)),
        "mitigations": found.mitigations.all(),
        "today": timezone.localdate(),
    }
    text = render_to_string("initiatives/document.html", context, request)
    response = HttpResponse(text, content_type="text/html; charset=utf-8")
    name = f"assessment-{found.number}-{found.initiative_id}.html"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _stands(found: Assessment) -> bool:
    """Return whether the version holds now, and so could be withdrawn."""
    open_ = found.initiative.state in (states.PROPOSED, states.LIVE)
    newest = open_ and queries.newest_signed(found.initiative)
    return newest == found and not hasattr(found, "withdrawal")


def _found(pk: UUID) -> Assessment:
    return get_object_or_404(
        Assessment.objects.select_related("initiative", "signed_by", "withdrawal"), pk=pk
    )
