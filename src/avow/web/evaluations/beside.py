"""What is evaluated, for the pages of initiatives."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from avow.web.core.tried import Look
from avow.web.evaluations import queries
from avow.web.evaluations.models import Evaluation


def looks(person: Any, initiative: UUID) -> list[Look]:
    """Return the evaluations of an initiative, newest start first."""
    if not person.may("evaluation.read"):
        return []
    found = queries.evaluations().filter(initiative=initiative)
    return [
        Look(one.title, _state(one), reverse("evaluations:evaluation", args=[one.pk]))
        for one in found
    ]


def _state(evaluation: Evaluation) -> str:
    run: Any = getattr(evaluation, "last_run", None)
    if not run:
        return str(evaluation.get_state_display())
    return _("Run on %(day)s") % {"day": formats.date_format(localtime(run), "j F Y")}
