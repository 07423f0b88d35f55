from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import check_move
from avow.web.core.words import one_line
from avow.web.engagement import states
from avow.web.engagement.models import Occasion
from avow.web.engagement.permissions import check_edit_engagement
from avow.web.engagement.policies import check_communities, check_current


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What is planned. ``wanted`` are keys of communities; an empty borough is the whole force."""

    title: str
    day: date
    borough: str = ""
    venue: str = ""
    host: str = ""
    wanted: Sequence[str] = ()

    def put_into(self, occasion: Occasion) -> None:
        """Write it into ``occasion``, without saving that."""
        check_communities(self.wanted)
        occasion.title, occasion.day = one_line(self.title)[:200], self.day
        occasion.borough, occasion.wanted = self.borough, list(self.wanted)
        occasion.venue, occasion.host = one_line(self.venue)[:200], one_line(self.host)[:200]


@transaction.atomic
def plan_occasion(*, by: Person, kind: str, planned: Planned) -> Occasion:
    """Put an occasion on the engagement plan.

    Raises:
        IllegalMoveError: it is meant for a community that is not in the list.
    """
    check_edit_engagement(by)
    occasion = Occasion(kind=kind, planned_by=by)
    planned.put_into(occasion)
    occasion.save()
    record(by=by, verb="occasion.planned", on=occasion, kind=kind, day=planned.day.isoformat())
    return occasion


@transaction.atomic
def edit_occasion(*, by: Person, occasion: Occasion, revision: int, planned: Planned) -> Occasion:
    """Change what is planned.

    Raises:
        IllegalMoveError: it is meant for a community that is not in the list.
        StaleEditError: somebody saved after ``revision`` was read.
    """
    check_edit_engagement(by)
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    check_current(revision, occasion)
    before = occasion.day.isoformat()
    planned.put_into(occasion)
    occasion.revision += 1
    occasion.save()
    record(by=by, verb="occasion.edited", on=occasion, before=before, day=planned.day.isoformat())
    return occasion


@transaction.atomic
def cancel_occasion(*, by: Person, occasion: Occasion, reason: str) -> Occasion:
    """Say that an occasion will not be held, and why.

    Raises:
        IllegalMoveError: it was held, or is cancelled already.
    """
    check_edit_engagement(by)
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    check_move(states.OCCASION, occasion.state, states.CANCELLED, str(occasion))
    occasion.state, occasion.reason = states.CANCELLED, one_line(reason)[:300]
    occasion.revision += 1
    occasion.save(update_fields=["state", "reason", "revision"])
    record(by=by, verb="occasion.cancelled", on=occasion)
    return occasion


@transaction.atomic
def plan_again(*, by: Person, occasion: Occasion) -> Occasion:
    """Take back that an occasion was held or cancelled. Who was there and what was asked stays."""
    check_edit_engagement(by)
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    check_move(states.OCCASION, occasion.state, states.PLANNED, str(occasion))
    occasion.state, occasion.reason = states.PLANNED, ""
    occasion.revision += 1
    occasion.save(update_fields=["state", "reason", "revision"])
    record(by=by, verb="occasion.planned-again", on=occasion)
    return occasion
