"""Adopt or drop a theme, or take that back."""

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.themes import states
from avow.web.themes.counting import recount
from avow.web.themes.models import Frame, Theme
from avow.web.themes.permissions import check_code
from avow.web.themes.policies import check_label, check_revision, check_step
from avow.web.themes.settling import replace


def adopt_theme(*, by: Person, theme: Theme, revision: int | None = None) -> Theme:
    """Take a theme on: answers can be coded to it from now on.

    Raises:
        IllegalMoveError: it is adopted already, was changed, or another one has its label.
    """
    return _decide(by, theme, states.ADOPTED, "theme.adopted", revision)


def drop_theme(*, by: Person, theme: Theme, revision: int | None = None) -> Theme:
    """Say that a theme is none; answers in no other become unassigned.

    Raises:
        IllegalMoveError: it is dropped already, or was changed.
    """
    return _decide(by, theme, states.DROPPED, "theme.dropped", revision)


def undo_theme(*, by: Person, theme: Theme, revision: int | None = None) -> Theme:
    """Take the last decision back: a candidate again, or adopted again where a person made it.

    Raises:
        IllegalMoveError: nothing was decided, or it was changed.
    """
    made = theme.origin == states.PERSON or theme.into_id is not None
    back = states.ADOPTED if made and theme.state == states.DROPPED else states.CANDIDATE
    verb = "theme.adopted" if back == states.ADOPTED else "theme.undecided"
    return _decide(by, theme, back, verb, revision)


@transaction.atomic
def _decide(by: Person, theme: Theme, state: str, verb: str, revision: int | None) -> Theme:
    check_code(by)
    Frame.objects.select_for_update().get(pk=theme.frame_id)
    row = Theme.objects.select_for_update().select_related("frame").get(pk=theme.pk)
    check_revision(row, revision)
    check_step(row, state)
    if state == states.ADOPTED:
        check_label(row.frame, row.label, but=row.pk)
    decided = state != states.CANDIDATE
    row.state, row.into = state, None
    row.decided_by = by if decided else None
    row.decided_at = timezone.now() if decided else None
    row.revision += 1
    row.save(update_fields=["state", "into", "decided_by", "decided_at", "revision"])
    record(by=by, verb=verb, on=row, state=state, label=row.label)
    replace(row.frame, [row.pk, *row.merged.values_list("pk", flat=True)])
    recount(row.frame)
    return row
