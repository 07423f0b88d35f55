from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import check_move
from avow.web.surveys import states
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_open_survey


@transaction.atomic
def close_survey(*, by: Person, survey: Survey) -> Survey:
    """Close a ready survey for good, before its last day or after.

    Raises:
        IllegalMoveError: it is not ready.
    """
    check_open_survey(by)
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    check_move(states.SURVEY, survey.state, states.CLOSED, str(survey))
    survey.state = states.CLOSED
    survey.closed_at = timezone.now()
    survey.save(update_fields=["state", "closed_at"])
    record(by=by, verb="survey.closed", on=survey)
    return survey
