"""Make the force's response as a document, and publish it as it was made."""

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation.models import ResponseDocument
from avow.web.consultation.permissions import check_publish_answer
from avow.web.consultation.policies import check_response_is_draft
from avow.web.consultation.response import files
from avow.web.consultation.response.content import gather
from avow.web.core.states import IllegalMoveError
from avow.web.core.words import one_line, seen


@transaction.atomic
def make_response(*, by: Person, title: str, introduction: str = "") -> ResponseDocument:
    """Write the response from the answers that are public now; a draft made before is replaced.

    Raises:
        FiguresError: a figure does not add up; nothing is kept.
    """
    check_publish_answer(by)
    rows = ResponseDocument.objects.select_for_update()
    draft = rows.filter(published_at__isnull=True).first()
    newest = rows.filter(published_at__isnull=False).first()
    number = draft.number if draft else (newest.number + 1 if newest else 1)
    row = draft or ResponseDocument(number=number)
    row.title, row.introduction, row.made_by = one_line(title), seen(introduction).strip(), by
    content = gather(title=row.title, introduction=row.introduction)
    row.manifest, row.sha256 = files.write(number, content)
    row.save()
    record(by=by, verb="response.made", on=row, number=number, sha256=row.sha256)
    return row


@transaction.atomic
def publish_response(
    *, by: Person, response: ResponseDocument, sha256: str | None = None
) -> ResponseDocument:
    """Make the draft public as it was made; it never changes afterwards.

    ``sha256`` is that of the draft which was read.

    Raises:
        IllegalMoveError: it is public, was made anew meanwhile, or what it says is no longer so.
        TamperedError: a file is not what was made.
    """
    check_publish_answer(by)
    row = ResponseDocument.objects.select_for_update().get(pk=response.pk)
    check_response_is_draft(row, sha256)
    files.read_all(row.number, row.manifest, row.sha256)
    now = gather(title=row.title, introduction=row.introduction)
    if files.facts(now) != row.manifest["content"]:
        raise IllegalMoveError(
            "What was asked or answered changed since this draft was made. Make it again."
        )
    row.published_at, row.published_by = timezone.now(), by
    row.save(update_fields=["published_at", "published_by"])
    record(by=by, verb="response.published", on=row, number=row.number, sha256=row.sha256)
    return row
