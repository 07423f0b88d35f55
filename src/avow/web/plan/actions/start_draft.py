from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.plan import states
from avow.web.plan.models import Action, Commitment, Pillar, Plan, Version
from avow.web.plan.permissions import check_edit_plan
from avow.web.plan.policies import check_no_draft


@transaction.atomic
def start_draft(*, by: Person, plan: Plan) -> Version:
    """Copy the published version into a new draft; lineages stay, so links and evidence follow.

    Raises:
        IllegalMoveError: the plan has a draft already, or nothing published to start from.
    """
    check_edit_plan(by)
    Plan.objects.select_for_update().get(pk=plan.pk)
    check_no_draft(plan)
    base = plan.versions.filter(state=states.PUBLISHED).first()
    if base is None:
        raise IllegalMoveError("This plan has no published version to start a draft from.")
    newest = plan.versions.order_by("-number").values_list("number", flat=True)[0]
    draft = Version.objects.create(plan=plan, number=newest + 1, title=base.title, created_by=by)
    _copy(base, draft)
    record(by=by, verb="plan.draft-started", on=draft, based_on=base.number)
    return draft


def _copy(base: Version, draft: Version) -> None:
    for old in base.pillars.prefetch_related("commitments__actions"):
        pillar = Pillar.objects.create(
            version=draft, position=old.position, number=old.number, title=old.title
        )
        kept = list(old.commitments.all())
        copies = [
            Commitment(
                pillar=pillar,
                lineage=c.lineage,
                position=c.position,
                number=c.number,
                title=c.title,
                text=c.text,
            )
            for c in kept
        ]
        Commitment.objects.bulk_create(copies)
        Action.objects.bulk_create(
            Action(
                commitment=copy,
                lineage=a.lineage,
                position=a.position,
                number=a.number,
                text=a.text,
            )
            for copy, c in zip(copies, kept, strict=True)
            for a in c.actions.all()
        )
