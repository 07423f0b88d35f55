from datetime import datetime

from django.db import transaction

from avow.web.core.states import check_move
from avow.web.surveys import states
from avow.web.surveys.actions.save_section import drop_unasked
from avow.web.surveys.answering import check_own
from avow.web.surveys.disclosing import due
from avow.web.surveys.models import Concern, Response
from avow.web.surveys.models.response import today


@transaction.atomic
def send_response(*, response: Response, now: datetime) -> Response:
    """Hand a response in: from now it counts, and staff may read it. Sent again, it stays sent.

    What a trained reader must read first falls due from today. Leaves no trace (ADR 0019).

    Raises:
        IllegalMoveError: the survey has closed, or the response was withdrawn.
    """
    check_own(response, now)
    if response.state == states.SENT:
        return response
    check_move(states.RESPONSE, response.state, states.SENT, str(response))
    drop_unasked(response)
    response.state, response.sent_on = states.SENT, today()
    response.save(update_fields=["state", "sent_on"])
    waiting = Concern.objects.filter(answer__response=response, state=states.OPEN)
    waiting.update(due_on=due(today()))
    return response
