"""Take evidence away from an action; that it stood there is kept."""

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.measures.models import Evidence
from avow.web.measures.permissions import check_attach_evidence
from avow.web.measures.policies import check_still_attached


@transaction.atomic
def remove_evidence(*, by: Person, evidence: Evidence) -> Evidence:
    """Take ``evidence`` away.

    Raises:
        PermissionDenied: the person may not attach or remove evidence.
        IllegalMoveError: it has been taken away already.
    """
    check_attach_evidence(by)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    check_still_attached(evidence)
    evidence.removed_at, evidence.removed_by = timezone.now(), by
    evidence.save(update_fields=["removed_at", "removed_by"])
    record(by=by, verb="evidence.removed", on=evidence, action=str(evidence.action_lineage))
    return evidence
