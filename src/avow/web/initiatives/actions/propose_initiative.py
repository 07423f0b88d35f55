from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.uploads import with_plain_lines
from avow.web.core.words import one_line
from avow.web.initiatives.models import Initiative
from avow.web.initiatives.permissions import check_edit_initiatives
from avow.web.initiatives.policies import (
    check_answers_for,
    check_can_answer,
    check_current,
    check_proposed,
)


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What is proposed. ``lineages`` are those of commitments; no areas are the whole force."""

    title: str
    tried: str
    lineages: Sequence[UUID]
    starts_on: date
    ends_on: date
    owner_post: str
    areas: Sequence[str] = ()

    def put_into(self, initiative: Initiative) -> None:
        """Write it into ``initiative``, without saving that."""
        initiative.title, initiative.tried = (
            one_line(self.title)[:200],
            with_plain_lines(self.tried).strip(),
        )
        initiative.lineages = [str(lineage) for lineage in self.lineages]
        initiative.areas = list(self.areas)
        initiative.starts_on, initiative.ends_on = self.starts_on, self.ends_on
        initiative.owner_post = one_line(self.owner_post)[:120]


@transaction.atomic
def propose_initiative(
    *, by: Person, proposed: Proposed, owner: Person | None = None
) -> Initiative:
    """Propose an initiative, which ``owner`` answers for; without one it is who proposes it.

    Raises:
        IllegalMoveError: the owner may not keep initiatives.
    """
    check_edit_initiatives(by)
    if owner:
        check_can_answer(owner)
    initiative = Initiative(proposed_by=by, owner=owner or by)
    proposed.put_into(initiative)
    initiative.save()
    record(by=by, verb="initiative.proposed", on=initiative, lineages=initiative.lineages)
    return initiative


@transaction.atomic
def change_initiative(
    *, by: Person, initiative: Initiative, revision: int, proposed: Proposed
) -> Initiative:
    """Change what is proposed. An assessment signed before is about something else from then on.

    Raises:
        IllegalMoveError: it is live or closed, or somebody else answers for it.
        StaleEditError: somebody saved after ``revision`` was read.
    """
    check_edit_initiatives(by)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    check_answers_for(initiative, by)
    check_proposed(initiative)
    check_current(revision, initiative)
    proposed.put_into(initiative)
    initiative.revision += 1
    initiative.save()
    record(by=by, verb="initiative.changed", on=initiative, revision=initiative.revision)
    return initiative
