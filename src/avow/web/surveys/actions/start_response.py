from datetime import datetime

from django.db import transaction

from avow.web.surveys.answering import check_open
from avow.web.surveys.keys import response_id
from avow.web.surveys.models import Response, Survey


@transaction.atomic
def start_response(*, survey: Survey, language: str, nonce: str, now: datetime) -> Response | None:
    """Begin a response of somebody nobody knows; None if ``nonce`` has begun one already.

    Leaves no trace: an event would carry the time of day (ADR 0019).

    Raises:
        IllegalMoveError: the survey takes no answers now.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    check_open(survey, now)
    language = language if language in survey.languages else survey.languages[0]
    response, new = Response.objects.get_or_create(
        pk=response_id(nonce), defaults={"survey": survey, "language": language}
    )
    return response if new else None
