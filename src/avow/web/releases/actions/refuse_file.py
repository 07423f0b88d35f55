"""Keep a trace that a released file was not served, because it is not what was released."""

from django.db import transaction

from avow.web.audit.actions import record
from avow.web.audit.models import Event
from avow.web.releases.models import Release

VERB = "release.file-refused"


@transaction.atomic
def refuse_file(*, release: Release, name: str, reason: str) -> None:
    """Record the refusal once a file: readers who ask again must not fill the trace."""
    seen = Event.objects.filter(verb=VERB, subject=str(release.pk), detail__file=name)
    if not seen.exists():
        record(by=None, verb=VERB, on=release, file=name, reason=reason)
