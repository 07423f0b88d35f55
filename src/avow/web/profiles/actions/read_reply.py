"""Say that a reply was read, so that it waits no longer."""

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.profiles.models import Reply, ReplyRead
from avow.web.profiles.permissions import check_reads_replies


@transaction.atomic
def read_reply(*, by: Person, reply: Reply) -> ReplyRead:
    """Keep that ``reply`` was read; the first to read it stays named."""
    check_reads_replies(by)
    held = ReplyRead.objects.filter(reply=reply).first()
    if held:
        return held
    read = ReplyRead.objects.create(reply=reply, read_by=by)
    record(by=by, verb="reply.read", on=reply, unit=reply.unit)
    return read
