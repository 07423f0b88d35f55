from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import states
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_edit_survey, check_open_survey
from avow.web.surveys.policies import check_running


@transaction.atomic
def set_dates(*, by: Person, survey: Survey, opens_at: datetime, closes_at: datetime) -> Survey:
    """Say when a survey opens and closes. Of one that is ready, only the end may still move.

    Raises:
        IllegalMoveError: it would close before it opens, it has ended, or the new end has passed.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if closes_at <= opens_at:
        raise IllegalMoveError(_("It would close before it opens. Choose a later last day."))
    if survey.state == states.DRAFT:
        check_edit_survey(by)
        survey.opens_at = opens_at
    else:
        check_open_survey(by)
        now = timezone.now()
        check_running(survey, now)
        if closes_at <= now:
            raise IllegalMoveError(_("That has passed. To close the survey now, close it."))
        if opens_at != survey.opens_at:
            raise IllegalMoveError(_("The first day was announced and stays."))
    survey.closes_at = closes_at
    survey.save(update_fields=["opens_at", "closes_at"])
    record(
        by=by,
        verb="survey.dates-set",
        on=survey,
        opens_at=opens_at.isoformat(),
        closes_at=closes_at.isoformat(),
    )
    return survey
