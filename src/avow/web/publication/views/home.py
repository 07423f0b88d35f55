from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from avow.web.core import published
from avow.web.core.components import Figure
from avow.web.core.published import Asked
from avow.web.plan.models.progress import AT_RISK, DONE, LATE, ON_TRACK, UNDER_WAY
from avow.web.publication.exchanges import concerning
from avow.web.publication.queries import PublicPlan, public_plan
from avow.web.releases.queries import releases
from avow.web.surveys.answering import open_surveys


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is promised, what was asked and answered, what is done, and the latest of each."""
    answers = published.answers()
    plan = public_plan(answers)
    asked = published.asked()
    context = {
        "plan": plan,
        "asking": _asking(),
        "promised": _promised(plan) if plan else [],
        "said": _said(asked),
        "answers": concerning(answers[:3], plan),
        "releases": releases()[:3],
        "done": plan.done if plan else 0,
        "under_way": plan.count(UNDER_WAY, ON_TRACK, AT_RISK, LATE) if plan else 0,
    }
    return render(request, "publication/home.html", context)


def _asking() -> str:
    """Return where the public has its say, while a survey is open."""
    taking = open_surveys(timezone.now())[0]
    if not taking:
        return ""
    try:
        return reverse("have-your-say:survey", args=[taking[0].slug])
    except NoReverseMatch:
        return ""


def _promised(plan: PublicPlan) -> list[Figure]:
    return [
        Figure(
            label=_("Commitments"),
            value=f"{len(plan.commitments)}",
            definition=_("What the force promises in the published version of its plan."),
            uncertainty=_("A count, not an estimate."),
            kind="plan",
        ),
        Figure(
            label=_("Actions"),
            value=f"{plan.action_count}",
            definition=_("The steps the force says it takes to keep those commitments."),
            uncertainty=_("A count, not an estimate."),
        ),
        Figure(
            label=_("Actions done"),
            value=f"{plan.done}",
            unit=_("of %(all)s") % {"all": plan.action_count},
            definition=_(
                "Actions whose newest report, by the post that answers for it, says so, with "
                "something recent enough to show it."
            ),
            uncertainty=_(
                "What the force reports of itself. Not counted: %(n)s said to be done that "
                "nothing recent shows."
            )
            % {"n": plan.count(DONE) - plan.done},
            kind="good",
        ),
    ]


def _said(asked: Asked) -> list[Figure]:
    return [
        Figure(
            label=_("Recommendations"),
            value=f"{asked.recommendations:,}",
            definition=ngettext(
                "What people asked for, in their own words, in %(n)s submission.",
                "What people asked for, in their own words, in %(n)s submissions.",
                asked.submissions,
            )
            % {"n": asked.submissions},
            uncertainty=_("Each was read and confirmed by a named person."),
            kind="partly",
        ),
        Figure(
            label=_("Answered"),
            value=f"{asked.answered:,}",
            unit=_("of %(all)s") % {"all": f"{asked.recommendations:,}"},
            definition=_("Recommendations that have a published answer with a reason."),
            uncertainty=_("A count, not an estimate."),
            kind="good",
        ),
    ]
