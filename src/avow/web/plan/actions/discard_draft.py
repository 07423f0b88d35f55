from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.actions.draft import lock_draft
from avow.web.plan.models import Version
from avow.web.plan.permissions import check_edit_plan


@transaction.atomic
def discard_draft(*, by: Person, version: Version) -> None:
    """Throw a draft away; a plan that has no other version goes with it.

    Raises:
        IllegalMoveError: the version is no draft.
    """
    check_edit_plan(by)
    lock_draft(version)
    record(by=by, verb="plan.draft-discarded", on=version, number=version.number)
    plan = version.plan
    version.delete()
    if not plan.versions.exists():
        plan.delete()
