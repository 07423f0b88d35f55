from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import asks
from avow.web.consultation.models import Ask
from avow.web.consultation.permissions import check_see_asks


@transaction.atomic
def read_ask(*, by: Person, ask: Ask, page: str) -> Ask:
    """Return an ask with its voices; that their words were read is kept for each submission."""
    check_see_asks(by)
    found = asks.with_voices(Ask.objects.filter(pk=ask.pk)).get()
    for submission in {row.submission_id: row.submission for row in found.said}.values():
        record(by=by, verb="submission.read", on=submission, page=page)
    return found
