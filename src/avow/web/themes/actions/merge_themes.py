from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.themes import states
from avow.web.themes.counting import recount
from avow.web.themes.models import Frame, Theme
from avow.web.themes.permissions import check_code
from avow.web.themes.policies import check_merge, check_revision
from avow.web.themes.settling import replace


@transaction.atomic
def merge_themes(*, by: Person, theme: Theme, into: Theme, revision: int | None = None) -> Theme:
    """Let everything in ``theme`` count as ``into`` from now on; the first is kept, dropped.

    Raises:
        IllegalMoveError: the same theme, another question's, one not adopted, or it was changed.
    """
    check_code(by)
    Frame.objects.select_for_update().get(pk=theme.frame_id)
    row = Theme.objects.select_for_update().select_related("frame").get(pk=theme.pk)
    target = Theme.objects.select_for_update().get(pk=into.pk)
    check_revision(row, revision)
    check_merge(row, target)
    row.state, row.into = states.DROPPED, target
    row.decided_by, row.decided_at = by, timezone.now()
    row.revision += 1
    row.save(update_fields=["state", "into", "decided_by", "decided_at", "revision"])
    record(by=by, verb="theme.merged", on=row, into=str(target.pk))
    replace(row.frame, [row.pk, *row.merged.values_list("pk", flat=True)])
    recount(row.frame)
    return target
