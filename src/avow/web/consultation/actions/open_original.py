from dataclasses import dataclass

from django.db import transaction

from avow.analysis.documents import Document
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation.models import Original, Submission
from avow.web.consultation.permissions import check_read_submission


@dataclass(frozen=True, slots=True)
class Opened:
    """A submission with the file it came in."""

    submission: Submission
    original: Original
    document: Document
    data: bytes


@transaction.atomic
def open_original(
    *, by: Person, submission: Submission, page: int | None = None, whole: bool = False
) -> Opened:
    """Return the file a submission came in; that somebody opened it is kept with the same act.

    ``page`` says which page was looked at; ``whole`` that the file was taken away.

    Raises:
        Original.DoesNotExist: the text was pasted, so there is no file.
    """
    check_read_submission(by)
    original = Original.objects.select_related("submission__version__plan").get(
        submission=submission
    )
    held = original.submission
    verb = "original.downloaded" if whole else "original.opened"
    record(by=by, verb=verb, on=held, **({"page": page} if page else {}))
    return Opened(held, original, original.document(held.text), original.file())
