"""Say that a measure is evidence for an action of the plan."""

from uuid import UUID

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.measures.models import Evidence
from avow.web.measures.permissions import check_attach_evidence
from avow.web.measures.policies import NoEvidenceError, check_action_published, check_is_made


@transaction.atomic
def attach_evidence(
    *, by: Person, lineage: UUID, measure: str, area: str, period: str, note: str = ""
) -> Evidence:
    """Attach ``measure`` to the action of that ``lineage``, by ``area`` and ``period``.

    ``note`` says what it tells of the action; it is published.

    Raises:
        PermissionDenied: the person may not attach evidence.
        NoEvidenceError: no such action or measure, or it is attached already.
    """
    check_attach_evidence(by)
    check_is_made(measure, area, period)
    check_action_published(lineage)
    asked = {"action_lineage": lineage, "measure": measure, "by": area, "period": period}
    if Evidence.objects.filter(removed_at__isnull=True, **asked).exists():
        raise NoEvidenceError("This measure is evidence for this action already.")
    evidence = Evidence.objects.create(note=note, attached_by=by, **asked)
    record(
        by=by,
        verb="evidence.attached",
        on=evidence,
        action=str(lineage),
        measure=measure,
        area=area,
        period=period,
    )
    return evidence
