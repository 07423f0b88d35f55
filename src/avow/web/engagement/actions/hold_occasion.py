from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.uploads import with_plain_lines
from avow.web.engagement import states
from avow.web.engagement.models import Group, Occasion, Point
from avow.web.engagement.permissions import check_edit_engagement, check_read_engagement
from avow.web.engagement.policies import (
    check_can_be_held,
    check_communities,
    check_current,
    check_held,
)


@transaction.atomic
def hold_occasion(
    *, by: Person, occasion: Occasion, revision: int, people: Mapping[str, int], notes: str = ""
) -> Occasion:
    """Record that an occasion was held: how many people of each community were there, and notes.

    Recording it again replaces what was recorded.

    Raises:
        IllegalMoveError: its day has not come, or it was cancelled.
        StaleEditError: somebody saved after ``revision`` was read.
    """
    check_edit_engagement(by)
    check_communities(people)
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    check_current(revision, occasion)
    if occasion.state != states.HELD:
        check_can_be_held(occasion, timezone.localdate())
    occasion.groups.all().delete()
    Group.objects.bulk_create(
        Group(occasion=occasion, community=community, people=number)
        for community, number in people.items()
        if number > 0
    )
    occasion.state, occasion.notes = states.HELD, with_plain_lines(notes).strip()
    occasion.revision += 1
    occasion.save(update_fields=["state", "sealed_notes", "revision"])
    record(by=by, verb="occasion.held", on=occasion, groups=sum(n > 0 for n in people.values()))
    return occasion


@transaction.atomic
def note_point(
    *, by: Person, occasion: Occasion, text: str, community: str = "", lineage: UUID | None = None
) -> Point:
    """Note something that was asked for at an occasion.

    Raises:
        IllegalMoveError: it was not held.
    """
    check_edit_engagement(by)
    check_communities([community] if community else [])
    check_held(occasion)
    point = Point(occasion=occasion, community=community, lineage=lineage, written_by=by)
    point.text = with_plain_lines(text).strip()
    point.save()
    record(by=by, verb="point.noted", on=point, occasion=str(occasion.pk))
    return point


@transaction.atomic
def take_out_point(*, by: Person, point: Point) -> None:
    """Take out something that was noted by mistake."""
    check_edit_engagement(by)
    record(by=by, verb="point.taken-out", on=point, occasion=str(point.occasion_id))
    point.delete()


@transaction.atomic
def read_occasion(*, by: Person, occasion: Occasion) -> tuple[str, list[tuple[Point, str]]]:
    """Return the notes and what was asked; that somebody read them is kept with the same act.

    So is that they saw the place: where victims meet can endanger them.
    """
    check_read_engagement(by)
    points = [(point, point.text) for point in occasion.points.all()]
    if occasion.venue or occasion.sealed_notes or points:
        record(by=by, verb="occasion.read", on=occasion, points=len(points))
    return occasion.notes, points
