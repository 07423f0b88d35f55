from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from avow.web.accounts.models import Person
from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions
from avow.web.plan.models import Reminder
from avow.web.plan.permissions import check_remind, check_report_progress
from avow.web.plan.progress_forms import AnswerForm
from avow.web.plan.rounds import round_on
from avow.web.plan.standing import Standing, by_attention
from avow.web.plan.updates import Owner, unanswered
from avow.web.plan.views.progress import undoable

Asked = list[tuple[Standing, AnswerForm]]


@requires(check_report_progress)
@require_http_methods(["GET", "POST"])
def update(request: HttpRequest) -> HttpResponse:
    """Ask the owner one page of questions: about every action of theirs that is due."""
    person, today = signed_in(request), timezone.localdate()
    if request.method == "POST":
        return _taken(request, person)
    found = unanswered(today)
    own = found.of(person) if found else Owner(person)
    return _page(request, own, [(s, _blank(s)) for s in by_attention(own.waiting)])


def _prefix(standing: Standing) -> str:
    return f"a{standing.action.lineage.hex}"


def _blank(standing: Standing) -> AnswerForm:
    return AnswerForm(prefix=_prefix(standing))


def _taken(request: HttpRequest, person: Person) -> HttpResponse:
    """Keep what was answered; what is still to be answered comes back as it was filled in."""
    found = unanswered(timezone.localdate())
    waiting = by_attention(found.of(person).waiting) if found else []
    wanted = request.POST.get("unchanged", "")
    if wanted:
        still = [s for s in waiting if wanted in ("all", str(s.action.lineage))]
        _unchanged(request, person, still)
        if wanted == "all":
            return redirect("plan:update")
        left = [s for s in waiting if s not in still]
        return _again(request, person, [(s, _typed(request, s)) for s in left])
    asked = [(s, AnswerForm(request.POST, prefix=_prefix(s))) for s in waiting]
    begun = [(s, form) for s, form in asked if form.is_begun]
    kept = [s for s, form in begun if form.is_valid() and _report(person, s, form)]
    if kept:
        said = ngettext("%(n)d report was added.", "%(n)d reports were added.", len(kept))
        messages.success(request, said % {"n": len(kept)})
    wrong = [(s, form) for s, form in begun if s not in kept]
    if not wrong:
        if not begun:
            messages.info(request, _("Nothing was filled in, so nothing was kept."))
        return redirect("plan:update")
    rest = [(s, form if form.is_begun else _blank(s)) for s, form in asked if s not in kept]
    return _again(request, person, rest)


def _typed(request: HttpRequest, standing: Standing) -> AnswerForm:
    """Return a form with what was typed so far, not judged yet."""
    start = f"{_prefix(standing)}-"
    typed = {
        name.removeprefix(start): value
        for name, value in request.POST.items()
        if name.startswith(start)
    }
    return AnswerForm(prefix=_prefix(standing), initial=typed)


def _unchanged(request: HttpRequest, person: Person, asked: list[Standing]) -> None:
    kept = []
    for standing in asked:
        try:
            actions.say_unchanged(by=person, action=standing.action)
        except IllegalMoveError as error:
            number = standing.action.number
            messages.error(request, _("Action %(n)s: %(why)s") % {"n": number, "why": error})
        else:
            kept.append(standing.action.number)
    if kept:
        said = _("Kept: nothing changed in %(numbers)s.") % {"numbers": ", ".join(kept)}
        messages.success(request, said)


def _report(person: Person, standing: Standing, form: AnswerForm) -> bool:
    given = form.cleaned_data
    try:
        with transaction.atomic():
            actions.report_progress(
                by=person,
                action=standing.action,
                status=given["status"],
                note=given["note"],
                details=form.details(),
            )
            if form.document:
                actions.attach_document(
                    by=person,
                    action=standing.action,
                    document=form.document,
                    shows=given["proof_shows"],
                )
    except IllegalMoveError as error:
        form.add_error(None, str(error))
        return False
    return True


def _again(request: HttpRequest, person: Person, asked: Asked) -> HttpResponse:
    found = unanswered(timezone.localdate())
    return _page(request, found.of(person) if found else Owner(person), asked)


def _page(request: HttpRequest, own: Owner, asked: Asked) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "asked": asked,
        "answered": [(s, undoable(s, signed_in(request))) for s in own.answered],
        "round": round_on(today),
        "overdue": round_on(today).is_overdue(today),
        "errors": [(s, form) for s, form in asked if form.errors],
        "unchangeable": any(s.report for s, _form in asked),
    }
    return render(request, "plan/update.html", context)


@requires(check_remind)
@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """Show who has not answered this month, and remind one of them, or all."""
    found = unanswered(timezone.localdate())
    if request.method == "POST":
        people = [owner.person for owner in found.owners] if found else []
        wanted = request.POST.get("person", "")
        _remind(request, [p for p in people if wanted in ("all", str(p.pk))])
        return redirect("plan:reminders")
    sent: dict[UUID, Reminder] = {}
    if found:
        for reminder in Reminder.objects.filter(month=found.asked.month).order_by("created_at"):
            sent[reminder.person_id] = reminder
    context = {
        "update": found,
        "owners": [(owner, sent.get(owner.person.pk)) for owner in found.owners] if found else [],
        "answered": [o for o in found.everybody if not o.waiting] if found else [],
    }
    return render(request, "plan/reminders.html", context)


def _remind(request: HttpRequest, people: list[Person]) -> None:
    reminded = []
    for person in people:
        try:
            actions.remind(by=signed_in(request), person=person)
        except IllegalMoveError as error:
            messages.error(request, str(error))
        else:
            reminded.append(person.name)
    if reminded:
        said = _("Queued a reminder to %(names)s.") % {"names": ", ".join(reminded)}
        messages.success(request, said)
