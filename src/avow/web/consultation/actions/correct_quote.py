from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation.actions.sign_off import unsign
from avow.web.consultation.models import Recommendation
from avow.web.consultation.passages import locate
from avow.web.consultation.permissions import check_review
from avow.web.consultation.policies import check_free, check_not_public, check_revision


@transaction.atomic
def correct_quote(
    *,
    by: Person,
    recommendation: Recommendation,
    passage: str,
    revision: int | None = None,
    near: int | None = None,
) -> Recommendation:
    """Make a recommendation quote another passage: the occurrence closest to where it stands.

    An answer to it that was handed in or signed off is a draft again.

    Raises:
        NotInTextError: the passage does not occur in the document.
        StaleReviewError: it changed after ``revision`` was read.
        IllegalMoveError: its answer is public, or the passage is quoted already.
    """
    check_review(by)
    row = (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("submission")
        .get(pk=recommendation.pk)
    )
    check_revision(row, revision)
    check_not_public(row)
    text = row.submission.text
    start, end = locate(text, passage, row.start if near is None else near)
    check_free(row.submission, start, end, but=row)
    before = (row.start, row.end)
    row.start, row.end, row.quote = start, end, text[start:end]
    row.revision += 1
    row.save(update_fields=["start", "end", "quote", "revision"])
    if row.ask_id:
        unsign(row.ask_id)
    record(
        by=by,
        verb="recommendation.quote-corrected",
        on=row,
        submission=str(row.submission_id),
        before=list(before),
        after=[start, end],
    )
    return row
