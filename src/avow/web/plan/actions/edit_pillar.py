from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.models import Pillar
from avow.web.plan.permissions import check_edit_plan
from avow.web.plan.policies import check_current, check_draft


@transaction.atomic
def edit_pillar(*, by: Person, pillar: Pillar, revision: int, number: str, title: str) -> Pillar:
    """Save number and title of a pillar of a draft.

    Raises:
        StaleEditError: somebody saved after ``revision`` was read; nothing is written.
        IllegalMoveError: the version is no draft.
    """
    check_edit_plan(by)
    pillar = (
        Pillar.objects.select_for_update(of=("self",)).select_related("version").get(pk=pillar.pk)
    )
    check_draft(pillar.version)
    check_current(revision, pillar)
    pillar.number, pillar.title = number, title
    pillar.revision += 1
    pillar.save(update_fields=["number", "title", "revision"])
    record(by=by, verb="plan.pillar-edited", on=pillar.version, revision=pillar.revision)
    return pillar
