from django.db import transaction
from django.db.models import Max

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.actions.draft import lock_draft
from avow.web.plan.models import Pillar, Version
from avow.web.plan.permissions import check_edit_plan


@transaction.atomic
def add_pillar(*, by: Person, version: Version, number: str, title: str) -> Pillar:
    """Add a pillar at the end of a draft."""
    check_edit_plan(by)
    lock_draft(version)
    last = version.pillars.aggregate(last=Max("position"))["last"] or 0
    pillar = Pillar.objects.create(version=version, position=last + 1, number=number, title=title)
    record(by=by, verb="plan.pillar-added", on=version)
    return pillar
