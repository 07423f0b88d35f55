from datetime import datetime

from django.db import transaction

from avow.web.audit.actions import record
from avow.web.surveys import states
from avow.web.surveys.models import Response, Survey


@transaction.atomic
def erase_unsent(*, by: None = None, now: datetime) -> int:
    """Erase what was begun and not sent in surveys that have closed; return how many responses.

    Whoever did not send did not want to be read. An act of the system, run by a job and whenever
    the list of surveys is opened after a close; what it erased is traced as a number.
    """
    erased = 0
    ended = Survey.objects.exclude(state=states.DRAFT).filter(responses__state=states.STARTED)
    for survey in ended.distinct():
        if survey.takes_answers(now) or (survey.opens_at and now < survey.opens_at):
            continue
        unsent = Response.objects.filter(survey=survey, state=states.STARTED, way="online")
        count = unsent.count()
        if count:
            unsent.delete()
            record(by=by, verb="survey.unsent-erased", on=survey, responses=count)
        Response.objects.filter(survey=survey).exclude(code_digest="").update(code_digest="")
        erased += count
    return erased
