from datetime import datetime

from django.db import transaction

from avow.web.surveys import keys
from avow.web.surveys.answering import check_open
from avow.web.surveys.models import Response, Survey


@transaction.atomic
def resume(*, survey: Survey, code: str, now: datetime) -> Response | None:
    """Return the response that a code opens, and end every page of it; None for an unknown code.

    Raises:
        IllegalMoveError: the survey takes no answers now.
    """
    check_open(survey, now)
    if not keys.plain(code):
        return None
    response = (
        Response.objects.select_for_update()
        .filter(survey=survey, code_digest__in=keys.digests(code))
        .first()
    )
    if response is not None:
        response.turn += 1
        response.save(update_fields=["turn"])
        response.survey = survey
    return response
