from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.actions.draft import lock_draft
from avow.web.plan.lineages import Part, given, rows_of
from avow.web.plan.models import Action, Commitment, LineageStep, Version
from avow.web.plan.permissions import check_edit_plan
from avow.web.plan.policies import check_origins
from avow.web.plan.revisions import version_before


@transaction.atomic
def set_origins(*, by: Person, part: Part, origins: Sequence[UUID]) -> Part:
    """Say which parts of the version before a commitment or action of a draft goes on from.

    None: it is new. One: it goes on from that. Several: they were merged into it. A part that
    several go on from was split. What was asked of the earlier parts follows.

    Raises:
        IllegalMoveError: the version is no draft, or an origin is no part of the version before.
    """
    check_edit_plan(by)
    version = _version_of(part)
    lock_draft(version)
    older = version_before(version)
    known = _lines(type(part), older) if older else {}
    check_origins(part, origins, known.values())
    rows = list(_rows(type(part), version))
    before = _origins(version, rows, set(known.values()))
    wanted = {**before, part.pk: list(origins)}
    lines, steps = given(wanted, {row.pk: row.lineage for row in rows}, set(known.values()))
    version.steps.filter(successor__in=[row.lineage for row in rows]).delete()
    for row in rows:
        if row.lineage != lines[row.pk]:
            row.lineage = lines[row.pk]
            row.save(update_fields=["lineage"])
    LineageStep.objects.bulk_create(rows_of(version, steps))
    part.lineage = lines[part.pk]
    record(
        by=by,
        verb="plan.origins-set",
        on=version,
        part=str(part.lineage),
        origins=[str(line) for line in origins],
        before=[str(line) for line in before[part.pk]],
    )
    return part


def _version_of(part: Part) -> Version:
    return part.commitment.pillar.version if isinstance(part, Action) else part.pillar.version


def _rows(kind: type[Part], version: Version) -> Sequence[Part]:
    """Return the parts of one kind in the order of the plan."""
    if kind is Action:
        return list(Action.objects.filter(commitment__pillar__version=version))
    return list(Commitment.objects.filter(pillar__version=version))


def _lines(kind: type[Part], version: Version) -> dict[UUID, UUID]:
    return {row.pk: row.lineage for row in _rows(kind, version)}


def _origins(version: Version, rows: Sequence[Part], older: set[UUID]) -> dict[UUID, list[UUID]]:
    """Return the lines of the version before that each part goes on from, its own first."""
    found = {row.pk: [row.lineage] if row.lineage in older else [] for row in rows}
    by_line = {row.lineage: row.pk for row in rows}
    for step in version.steps.order_by("predecessor"):
        if step.successor in by_line:
            found[by_line[step.successor]].append(step.predecessor)
    return found
