"""Let recommendations that ask for the same thing stand as one ask, or take one out again."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import combinations
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import states
from avow.web.consultation.actions.sign_off import unsign
from avow.web.consultation.answering import due
from avow.web.consultation.models import Apart, Ask, Recommendation
from avow.web.consultation.permissions import check_review
from avow.web.consultation.policies import (
    check_can_leave,
    check_revision,
    check_some,
    check_together,
)
from avow.web.core.words import one_line


@transaction.atomic
def put_together(*, by: Person, asks: Iterable[Ask], why: str = "") -> Ask:
    """Make several asks one, with all their voices, due when the first of them was.

    An answer that was handed in or signed off is a draft again: whoever signs has read all of it.

    The one that was answered first goes on, else the oldest; the others keep their wordings
    and point to it.

    Raises:
        IllegalMoveError: fewer than two, not adopted, or one has a public answer.
    """
    check_review(by)
    wanted = [ask.pk for ask in asks]
    rows = list(
        Ask.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted, merged_into__isnull=True)
        .select_related("answer")
        .order_by("pk")
    )
    check_together(rows)
    rows.sort(key=_first)
    kept, *others = rows
    Recommendation.objects.filter(ask__in=others).update(ask=kept)
    Ask.objects.filter(pk__in=[ask.pk for ask in others]).update(merged_into=kept)
    kept.due_on = min(ask.due_on for ask in rows)
    kept.why = one_line(why)[:300] or kept.why
    kept.save(update_fields=["due_on", "why"])
    unsign(kept.pk)
    record(by=by, verb="ask.put-together", on=kept, asks=[str(ask.pk) for ask in others])
    return kept


def _first(ask: Ask) -> tuple[bool, datetime, date]:
    answer = getattr(ask, "answer", None)
    since = answer.created_at if answer else ask.created_at
    return answer is None, since, ask.due_on


@transaction.atomic
def keep_apart(*, by: Person, asks: Iterable[Ask]) -> None:
    """Say that asks are not the same: none of these pairs is proposed again.

    Raises:
        IllegalMoveError: fewer than two.
    """
    check_review(by)
    rows = sorted(asks, key=lambda ask: ask.pk)
    check_some(rows)
    for first, second in combinations(rows, 2):
        Apart.objects.get_or_create(first=first, second=second, defaults={"said_by": by})
    record(by=by, verb="ask.kept-apart", on=rows[0], asks=[str(ask.pk) for ask in rows[1:]])


@transaction.atomic
def take_out(*, by: Person, recommendation: Recommendation, revision: int | None = None) -> Ask:
    """Let a recommendation stand alone again, as an ask of its own; return that.

    Raises:
        StaleReviewError: it changed after ``revision`` was read.
        IllegalMoveError: it stands alone, is not adopted, or its answer is public.
    """
    check_review(by)
    row = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_revision(row, revision)
    check_can_leave(row)
    before = row.ask_id
    since = timezone.localdate(row.decided_at) if row.decided_at else timezone.localdate()
    row.ask = Ask.objects.create(due_on=due(since))
    row.revision += 1
    row.save(update_fields=["ask", "revision"])
    if before:
        _tidy(before)
    record(by=by, verb="ask.taken-out", on=row.ask, before=str(before))
    return row.ask


def _tidy(ask: UUID) -> None:
    """Forget why voices stand together where one voice is left."""
    left = Recommendation.objects.filter(ask=ask, state=states.ADOPTED).count()
    if left == 1:
        Ask.objects.filter(pk=ask).update(why="")
