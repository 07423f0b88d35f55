"""The staff menu: what a person's roles let them open, no more."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from avow.web.accounts.roles import roles

# capability, label, url name, icon, what is done there, and what the list is narrowed to
_ENTRIES = (
    (
        "plan.read",
        _("Plan"),
        "plan:index",
        "plan",
        _("Commitments and actions: drafts, versions, and reports of progress."),
    ),
    (
        "submission.read",
        _("Consultation"),
        "consultation:index",
        "voice",
        _("What organisations and people wrote, what they ask for, and the answers."),
    ),
    (
        "answer.sign-off",
        _("Sign-off"),
        "consultation:recommendations",
        "answer",
        _("Answers that wait for you to sign them off, with what was asked."),
        "?answer=in-sign-off",
    ),
    (
        "survey.read",
        _("Surveys"),
        "surveys:index",
        "answer",
        _("What the public is asked about the plan, and how many have answered."),
    ),
    (
        "response.enter",
        _("Paper"),
        "surveys:paper-surveys",
        "edit",
        _("Answers that were given on paper, to be typed in."),
    ),
    (
        "concern.read",
        _("To read first"),
        "surveys:concerns",
        "shield",
        _("Answers that may disclose abuse or danger, by the day they are to be read."),
    ),
    (
        "theme.read",
        _("Themes"),
        "themes:index",
        "quote",
        _("What answers in people’s own words have in common, and who said it."),
    ),
    (
        "engagement.read",
        _("Engagement"),
        "engagement:index",
        "people",
        _("Round tables, walks and meetings: planned, held, and whom they have not reached."),
    ),
    (
        "measure.read",
        _("Measures"),
        "measures:index",
        "chart",
        _("Figures with their definitions, compared over time, and evidence for the plan."),
    ),
    (
        "initiative.read",
        _("Initiatives"),
        "initiatives:index",
        "check",
        _("What is tried, its equality impact assessment, and groups compared."),
    ),
    (
        "facts.read",
        _("Data"),
        "loads:index",
        "gap",
        _("What was loaded, what is wrong with it, and what is missing in it."),
    ),
    (
        "evaluation.read",
        _("Evaluations"),
        "evaluations:index",
        "evidence",
        _("Pilots set against what was to be expected without them: plans, results, doubts."),
    ),
    (
        "profile.read",
        _("Problem profiles"),
        "profiles:index",
        "people",
        _("What is known of each command unit, with an analyst’s words and its commander’s reply."),
    ),
    (
        "release.read",
        _("Releases"),
        "releases:index",
        "shield",
        _("What is proposed for publication, what waits for a verdict, what went out."),
    ),
    (
        "audit.read",
        _("Audit"),
        "audit:events",
        "eye",
        _("Who did what and when, in a chain of events that cannot be changed unseen."),
    ),
)


def staff_nav(request: HttpRequest) -> dict[str, Any]:
    """Return the menu and the labels of the roles, for staff pages."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {}
    entries = [
        {
            "label": label,
            "url": url + "".join(narrowed),
            "icon": icon,
            "what": what,
            "current": request.path.startswith(url),
        }
        for capability, label, name, icon, what, *narrowed in _ENTRIES
        if person.may(capability) and (url := _address(name))
    ]
    known = roles()
    return {
        "staff_nav": entries,
        "staff_roles": [known[role].label for role in person.roles if role in known],
    }


def _address(name: str) -> str:
    """Return the address of a page, or nothing where this site does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
