import secrets
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.themes import actions, agreeing, queries
from avow.web.themes.forms import SampleForm
from avow.web.themes.permissions import check_code, check_read_themes
from avow.web.themes.views.finding import frame_of

_SHOWN = 50


@requires(check_read_themes)
@require_safe
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far two people agree, and the machine with people."""
    frame = frame_of(pk)
    person = signed_in(request)
    people, machine = agreeing.between_people(frame), agreeing.machine_and_people(frame)
    differing = people.differing[:_SHOWN] if people else []
    context = {
        "question": frame.question,
        "frame": frame,
        "people": people,
        "machine": machine,
        "people_table": people
        and agreeing.table(
            frame, people, _("Kappa of two people"), _("the first"), _("the second")
        ),
        "machine_table": machine
        and agreeing.table(
            frame, machine, _("Kappa of machine and people"), _("the machine"), _("people")
        ),
        "differing": differing,
        "coders": queries.coders(frame),
        "samples": [
            (sample, len(queries.to_check(sample, person.pk)))
            for sample in frame.samples.select_related("drawn_by", "frame")[:5]
        ],
        "form": SampleForm(),
        "may_code": person.may("theme.code"),
        "may_publish": person.may("answer.publish"),
    }
    return render(request, "themes/agreement.html", context)


@requires(check_code)
@require_POST
def draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Draw coded answers for a second person."""
    frame = frame_of(pk)
    form = SampleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give a number of answers from 2 to 1,000."))
        return redirect("themes:agreement", pk)
    try:
        actions.draw_sample(
            by=signed_in(request),
            frame=frame,
            size=form.cleaned_data["size"],
            seed=secrets.randbelow(1_000_000),
        )
        messages.success(request, _("Drawn. Somebody else can code these answers now."))
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("themes:agreement", pk)
