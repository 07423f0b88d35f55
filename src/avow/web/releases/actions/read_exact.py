"""Keep a trace that somebody looked at exact figures of few people, or took a file of them away."""

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.audit.models import Event
from avow.web.core.words import one_line

VERB = "figures.read"
_LONGEST = 120


def read_exact(*, by: Person, **asked: str) -> None:
    """Record what was asked for: once a day for each person, so that the trace can be read.

    Figures by command unit or borough, split by nothing, leave none: they are what everybody in
    the force works with.
    """
    # This is whatever stood in an address, and PostgreSQL takes no text with a null in it.
    said = {name: one_line(value)[:_LONGEST] for name, value in asked.items() if value}
    same = Event.objects.filter(subject_kind=by._meta.label_lower, subject=str(by.pk))  # noqa: SLF001
    if same.filter(verb=VERB, at__date=timezone.localdate(), detail=said).exists():
        return
    with transaction.atomic():
        record(by=by, verb=VERB, on=by, **said)
