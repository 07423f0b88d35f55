from django.db import transaction

from avow.analysis import documents
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.models import Action, Commitment, Pillar, Plan, Version
from avow.web.plan.permissions import check_edit_plan


@transaction.atomic
def import_plan(
    *, by: Person, text: str, source_name: str = "", title: str = "", force: str = ""
) -> Version:
    """Read a plan from text and keep it as a draft: version 1 of a new plan.

    Raises:
        NotAPlanError: the text holds no plan; the message says what to do.
    """
    check_edit_plan(by)
    read = documents.parse_plan(text, source=source_name)
    title = (title or read.title or source_name or "Plan")[:200]
    plan = Plan.objects.create(title=title, force=force)
    version = Version.objects.create(
        plan=plan,
        number=1,
        title=title,
        source_name=source_name[:200],
        source_text=text,
        created_by=by,
    )
    for place, pillar in enumerate(read.pillars, 1):
        _keep_pillar(version, place, pillar)
    record(
        by=by,
        verb="plan.imported",
        on=version,
        commitments=sum(len(p.commitments) for p in read.pillars),
        actions=sum(len(c.actions) for c in read.commitments),
    )
    return version


def _keep_pillar(version: Version, place: int, read: documents.Pillar) -> None:
    pillar = Pillar.objects.create(
        version=version, position=place, number=read.number[:12], title=read.title[:300]
    )
    commitments = [
        Commitment(
            pillar=pillar,
            position=position,
            number=item.number[:12],
            title=item.title[:400],
            text=item.text,
        )
        for position, item in enumerate(read.commitments, 1)
    ]
    Commitment.objects.bulk_create(commitments)
    Action.objects.bulk_create(
        Action(commitment=row, position=position, number=step.number[:12], text=step.text)
        for row, item in zip(commitments, read.commitments, strict=True)
        for position, step in enumerate(item.actions, 1)
    )
