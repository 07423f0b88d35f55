from datetime import datetime

from django.db import transaction

from avow.web.surveys.answering import check_own
from avow.web.surveys.keys import digest, new_code
from avow.web.surveys.models import Response


@transaction.atomic
def give_code(*, response: Response, now: datetime) -> str:
    """Return a code for coming back, once; nothing if one was given before. Only a digest is kept.

    Raises:
        IllegalMoveError: the survey has closed, or the response was withdrawn.
    """
    check_own(response, now)
    if response.code_digest:
        return ""
    code = new_code()
    response.code_digest = digest(code)
    response.save(update_fields=["code_digest"])
    return code
