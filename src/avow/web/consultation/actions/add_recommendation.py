from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import machine
from avow.web.consultation.actions.settle import settle
from avow.web.consultation.marks import section_at
from avow.web.consultation.models import Recommendation, Submission
from avow.web.consultation.models.recommendation import EXPLICIT, PERSON
from avow.web.consultation.passages import locate
from avow.web.consultation.permissions import check_review
from avow.web.consultation.policies import check_free
from avow.web.plan import queries as plan
from avow.web.plan.models import Version


@transaction.atomic
def add_recommendation(
    *, by: Person, submission: Submission, passage: str, near: int = 0, strength: str = EXPLICIT
) -> Recommendation:
    """Add a recommendation that the machine missed, as a candidate; links are proposed at once.

    Raises:
        NotInTextError: the passage does not occur in the document.
        IllegalMoveError: the passage is quoted already.
    """
    check_review(by)
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    start, end = locate(submission.text, passage, near)
    check_free(submission, start, end)
    row = Recommendation.objects.create(
        submission=submission,
        quote=submission.text[start:end],
        start=start,
        end=end,
        section=section_at(submission.text, start)[:300],
        strength=strength,
        origin=PERSON,
    )
    version = plan.with_parts(Version.objects.filter(pk=submission.version_id)).get()
    machine.propose_links(row, version)
    record(
        by=by,
        verb="recommendation.added",
        on=row,
        submission=str(submission.pk),
        place=[start, end],
    )
    settle(submission, opened=True)
    return row
