from django.db import transaction

from avow.analysis import documents
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan import queries
from avow.web.plan.lineages import continue_by_words
from avow.web.plan.models import Action, Commitment, LineageStep, Pillar, Plan, Version
from avow.web.plan.permissions import check_edit_plan
from avow.web.plan.policies import check_no_draft


@transaction.atomic
def import_plan(
    *,
    by: Person,
    text: str,
    source_name: str = "",
    title: str = "",
    force: str = "",
    plan: Plan | None = None,
    read: documents.Document | None = None,
) -> Version:
    """Read a plan from text and keep it as a draft: version 1 of a new plan, or ``plan``'s next.

    ``read`` is the document that the text came from, where it was a file: its headings are known.

    In a next version, commitments and actions that continue older ones keep their lineage, so
    that what was asked of them and what proves them follows. A person checks that on a page.

    Raises:
        NotAPlanError: the text holds no plan; the message says what to do.
        IllegalMoveError: ``plan`` has a draft already.
    """
    check_edit_plan(by)
    known = read.structure if read else ()
    found = documents.parse_plan(text, source_name, known)
    title = (title or found.title or source_name or "Plan")[:200]
    if plan is None:
        plan = Plan.objects.create(title=title, force=force)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    check_no_draft(plan)
    older = queries.with_parts(plan.versions.order_by("-number")).first()
    version = Version.objects.create(
        plan=plan,
        number=older.number + 1 if older else 1,
        title=title,
        source_name=source_name[:200],
        source_text=text,
        created_by=by,
    )
    commitments, actions = _rows(version, found)
    steps = continue_by_words(older, version, commitments, actions) if older else []
    Commitment.objects.bulk_create(commitments)
    Action.objects.bulk_create(actions)
    LineageStep.objects.bulk_create(steps)
    record(
        by=by,
        verb="plan.imported",
        on=version,
        commitments=len(commitments),
        actions=len(actions),
    )
    return version


def _rows(version: Version, read: documents.Plan) -> tuple[list[Commitment], list[Action]]:
    """Save the pillars; return the commitments and actions beneath them, not saved yet."""
    commitments: list[Commitment] = []
    actions: list[Action] = []
    for place, held in enumerate(read.pillars, 1):
        pillar = Pillar.objects.create(
            version=version, position=place, number=held.number[:12], title=held.title[:300]
        )
        for position, item in enumerate(held.commitments, 1):
            row = Commitment(
                pillar=pillar,
                position=position,
                number=item.number[:12],
                title=item.title[:400],
                text=item.text,
            )
            commitments.append(row)
            actions += [
                Action(commitment=row, position=at, number=step.number[:12], text=step.text)
                for at, step in enumerate(item.actions, 1)
            ]
    return commitments, actions
