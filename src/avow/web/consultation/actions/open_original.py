from dataclasses import dataclass

from django.db import transaction

from avow.analysis.documents import Document
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation.models import Original, Submission
from avow.web.consultation.permissions import check_read_submission


@dataclass(frozen=True, slots=True)
class Opened:
    """A submission with the file it came in; ``page`` is the one asked for, or that of ``at``."""

    submission: Submission
    original: Original
    document: Document
    data: bytes
    page: int | None


@transaction.atomic
def open_original(
    *,
    by: Person,
    submission: Submission,
    at: int = 0,
    page: int | None = None,
    whole: bool = False,
) -> Opened:
    """Return the file a submission came in; that somebody opened it is kept with the same act.

    ``at`` is the place in the text that is looked at, or ``page`` the page; ``whole`` says that
    the file itself was taken away.

    Raises:
        Original.DoesNotExist: the text was pasted, so there is no file.
    """
    check_read_submission(by)
    original = Original.objects.select_related("submission__version__plan").get(
        submission=submission
    )
    held = original.submission
    document = original.document(held.text)
    if document.pages:
        page = min(max(1, page), document.pages) if page else document.place(at).page
    else:
        page = None
    verb = "original.downloaded" if whole else "original.opened"
    record(by=by, verb=verb, on=held, **({"page": page} if page and not whole else {}))
    return Opened(held, original, document, original.file(), page)
