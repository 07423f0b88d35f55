from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.plan.models import Action, Proof
from avow.web.plan.of_action import assignment_of
from avow.web.plan.permissions import check_bring_proof
from avow.web.plan.policies import check_answers_for, check_published


@transaction.atomic
def remove_proof(*, by: Person, action: Action, proof: Proof) -> Proof:
    """Take evidence away from an action; that it stood there is kept.

    Raises:
        IllegalMoveError: it was taken away already, or somebody else answers for the action.
    """
    check_bring_proof(by)
    check_published(action.commitment.pillar.version)
    if not by.may("evidence.attach"):
        check_answers_for(by, assignment_of(action))
    proof = Proof.objects.select_for_update().get(pk=proof.pk)
    if proof.removed_at is not None:
        raise IllegalMoveError("This evidence has been taken away already.")
    proof.removed_at, proof.removed_by = timezone.now(), by
    proof.save(update_fields=["removed_at", "removed_by"])
    record(by=by, verb="proof.removed", on=proof, action=str(proof.action_lineage))
    return proof
