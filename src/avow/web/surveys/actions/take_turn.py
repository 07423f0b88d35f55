from datetime import datetime

from django.db import transaction

from avow.web.surveys import states
from avow.web.surveys.keys import read_page_key
from avow.web.surveys.models import Response, Survey
from avow.web.surveys.models.response import ONLINE


@transaction.atomic
def take_turn(*, survey: Survey, key: str, again: bool, now: datetime) -> Response | None:
    """Return the response that a page's key opens, and end that key; None if it has ended.

    Whoever goes back in a browser's history sends an old key, and sees nothing. ``again`` lets the
    key before pass once more, for a page whose answer was lost on the way; only a script can ask.
    """
    known = read_page_key(key)
    if known is None or not survey.takes_answers(now):
        return None
    response = (
        Response.objects.select_for_update()
        .filter(pk=known.response, survey=survey, way=ONLINE)
        .exclude(state=states.WITHDRAWN)
        .first()
    )
    if response is None or response.turn - known.turn not in ((0, 1) if again else (0,)):
        return None
    if response.turn == known.turn:
        response.turn += 1
        response.save(update_fields=["turn"])
    response.survey = survey
    return response
