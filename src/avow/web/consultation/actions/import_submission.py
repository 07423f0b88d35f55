import hashlib
from datetime import date

from django.db import transaction

from avow.analysis.documents import Document
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import machine
from avow.web.consultation.models import Original, Submission
from avow.web.consultation.models.submission import ORGANISATION
from avow.web.consultation.permissions import check_import_submission
from avow.web.consultation.policies import AlreadyImportedError, check_answerable
from avow.web.core.uploads import Taken, with_plain_lines
from avow.web.core.words import one_line
from avow.web.plan import queries as plan
from avow.web.plan.models import Version


@transaction.atomic
def import_submission(  # noqa: PLR0913 — what a letter says of itself is that much
    *,
    by: Person,
    text: str = "",
    taken: Taken | None = None,
    organisation: str,
    received_on: date,
    version: Version,
    kind: str = ORGANISATION,
    title: str = "",
    document: str = "",
) -> Submission:
    """Take in a submission; what it asks for is found and linked as candidates in the same step.

    ``taken`` is the document that came through a form; its file is kept, encrypted, so that each
    quote can be shown at its place. ``text`` serves where there is no document.

    Raises:
        AlreadyImportedError: the same text was taken in before.
        IllegalMoveError: ``version`` is a draft.
    """
    check_import_submission(by)
    check_answerable(version)
    if taken:
        text, document = taken.text, taken.name or document
    text, title = with_plain_lines(text), one_line(title)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    twin = Submission.objects.filter(sha256=sha256).defer("text").first()
    if twin:
        raise AlreadyImportedError(
            f"This text is here already: “{twin.title}”, received {twin.received_on:%d/%m/%Y}."
        )
    whole = plan.with_parts(Version.objects.filter(pk=version.pk)).get()
    submission = Submission.objects.create(
        organisation=one_line(organisation),
        kind=kind,
        title=title or f"Response to {whole.title}"[:200],
        received_on=received_on,
        document=one_line(document)[:200],
        sha256=sha256,
        text=text,
        version=whole,
        imported_by=by,
    )
    if taken and taken.document:
        _keep(submission, taken.document, taken.data)
    read = taken.document if taken else None
    known = read.structure if read and read.text == text else ()
    found = machine.propose_recommendations(submission, whole, known)
    record(by=by, verb="submission.imported", on=submission, characters=len(text), candidates=found)
    return submission


def _keep(submission: Submission, document: Document, data: bytes) -> None:
    original = Original(submission=submission, name=one_line(document.name)[:200])
    original.hold(data, document)
    original.save()
