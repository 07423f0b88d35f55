from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys import states
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_open_survey
from avow.web.surveys.policies import check_not_begun


@transaction.atomic
def take_back(*, by: Person, survey: Survey) -> Survey:
    """Make a ready survey a draft again, as long as nobody has begun to answer.

    Raises:
        IllegalMoveError: it is not ready, or somebody has begun.
    """
    check_open_survey(by)
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    check_not_begun(survey)
    survey.state = states.DRAFT
    survey.save(update_fields=["state"])
    record(by=by, verb="survey.taken-back", on=survey)
    return survey
