from datetime import datetime

from django.db import transaction

from avow.web.core.states import check_move
from avow.web.surveys import states
from avow.web.surveys.answering import check_own
from avow.web.surveys.models import Response


@transaction.atomic
def withdraw(*, response: Response, now: datetime) -> Response:
    """Erase a response for its author. Only that one was withdrawn is kept, and no code opens it.

    Raises:
        IllegalMoveError: the survey has closed, or it was withdrawn before.
    """
    check_own(response, now)
    check_move(states.RESPONSE, response.state, states.WITHDRAWN, str(response))
    response.answers.all().delete()
    response.state, response.sent_on = states.WITHDRAWN, None
    response.code_digest, response.language = "", response.survey.languages[0]
    response.save(update_fields=["state", "sent_on", "code_digest", "language"])
    return response
