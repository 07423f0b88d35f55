from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.models import Action, Commitment
from avow.web.plan.permissions import check_edit_plan
from avow.web.plan.policies import check_current, check_draft


@dataclass(frozen=True)
class Step:
    """An action as edited: ``lineage`` is None for a new one."""

    number: str
    text: str
    lineage: UUID | None = None


@transaction.atomic
def edit_commitment(
    *,
    by: Person,
    commitment: Commitment,
    revision: int,
    number: str,
    title: str,
    text: str,
    steps: Sequence[Step],
) -> Commitment:
    """Save a commitment of a draft with all its actions, in the order given.

    Raises:
        StaleEditError: somebody saved after ``revision`` was read; nothing is written.
        IllegalMoveError: the version is no draft.
    """
    check_edit_plan(by)
    commitment = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("pillar__version")
        .get(pk=commitment.pk)
    )
    check_draft(commitment.pillar.version)
    check_current(revision, commitment)
    commitment.number, commitment.title, commitment.text = number, title, text
    commitment.revision += 1
    commitment.save(update_fields=["number", "title", "text", "revision"])
    _replace(commitment, steps)
    record(
        by=by,
        verb="plan.commitment-edited",
        on=commitment.pillar.version,
        commitment=str(commitment.lineage),
        revision=commitment.revision,
    )
    return commitment


def _replace(commitment: Commitment, steps: Sequence[Step]) -> None:
    known = set(commitment.actions.values_list("lineage", flat=True))
    commitment.actions.all().delete()
    Action.objects.bulk_create(
        Action(
            commitment=commitment,
            position=position,
            number=step.number,
            text=step.text,
            **({"lineage": step.lineage} if step.lineage in known else {}),
        )
        for position, step in enumerate(steps, 1)
    )
