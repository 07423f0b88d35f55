from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.actions.draft import lock_draft
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.policies import check_unanswered


@transaction.atomic
def discard_survey(*, by: Person, survey: Survey) -> None:
    """Throw a draft away.

    Raises:
        IllegalMoveError: the survey is no draft, or holds answers that were imported.
    """
    check_edit_survey(by)
    survey = lock_draft(survey)
    check_unanswered(survey)
    record(by=by, verb="survey.discarded", on=survey, slug=survey.slug)
    survey.delete()
