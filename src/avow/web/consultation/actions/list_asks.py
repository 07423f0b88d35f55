from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import asks
from avow.web.consultation.models import Ask
from avow.web.consultation.permissions import check_see_asks


@transaction.atomic
def list_asks(*, by: Person, wanted: asks.Wanted) -> QuerySet[Ask]:
    """Return the asks that match; quotes are seen, so the look is recorded."""
    check_see_asks(by)
    record(by=by, verb="asks.listed", on=by, filters=wanted.named())
    return asks.queue(wanted, timezone.localdate())
