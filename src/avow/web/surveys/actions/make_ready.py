import hashlib
import json

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys import states
from avow.web.surveys.conditions import in_order
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_open_survey
from avow.web.surveys.policies import check_ready


@transaction.atomic
def make_ready(*, by: Person, survey: Survey) -> Survey:
    """Fix the questions of a draft. It opens and closes by its dates; no more is needed.

    Raises:
        IllegalMoveError: something lacks; the message says all that does.
    """
    check_open_survey(by)
    survey = Survey.objects.select_for_update().select_related("version").get(pk=survey.pk)
    check_ready(survey, timezone.now())
    survey.state = states.READY
    survey.save(update_fields=["state"])
    record(by=by, verb="survey.made-ready", on=survey, sha256=fingerprint(survey))
    return survey


def fingerprint(survey: Survey) -> str:
    """Return a hash of all that a survey asks, in every language."""
    asked = [
        [survey.title, survey.introduction, survey.words],
        [[s.title, s.introduction, s.condition] for s in survey.sections.order_by("position")],
        [[q.key, q.kind, q.wording, q.hint, q.options, q.condition] for q in in_order(survey)],
    ]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
