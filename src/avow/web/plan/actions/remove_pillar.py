from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.plan.actions.draft import lock_draft
from avow.web.plan.models import Pillar
from avow.web.plan.permissions import check_edit_plan


@transaction.atomic
def remove_pillar(*, by: Person, pillar: Pillar) -> None:
    """Remove a pillar of a draft that holds no commitment.

    Raises:
        IllegalMoveError: the version is no draft, or the pillar still holds commitments.
    """
    check_edit_plan(by)
    lock_draft(pillar.version)
    if pillar.commitments.exists():
        raise IllegalMoveError("This pillar still holds commitments. Move or remove them first.")
    record(by=by, verb="plan.pillar-removed", on=pillar.version)
    pillar.delete()
