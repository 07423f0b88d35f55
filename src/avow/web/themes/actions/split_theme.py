from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.themes import states
from avow.web.themes.counting import recount
from avow.web.themes.models import Frame, Theme
from avow.web.themes.permissions import check_code
from avow.web.themes.policies import check_label, check_revision, check_step
from avow.web.themes.settling import replace


@transaction.atomic
def split_theme(
    *,
    by: Person,
    theme: Theme,
    parts: Collection[Theme],
    keep_rest: bool,
    revision: int | None = None,
) -> list[Theme]:
    """Adopt ``parts`` that the machine saw in ``theme``; drop the theme unless ``keep_rest``.

    What people coded to the theme stays theirs: dropped, it waits to be coded again.

    Raises:
        IllegalMoveError: no part, a part of another theme, or it was changed.
    """
    check_code(by)
    frame = Frame.objects.select_for_update().get(pk=theme.frame_id)
    row = Theme.objects.select_for_update().get(pk=theme.pk)
    check_revision(row, revision)
    if not parts or any(part.part_of_id != row.pk for part in parts):
        raise IllegalMoveError(_("Choose at least one of the parts."))
    for part in parts:
        check_step(part, states.ADOPTED)
        check_label(frame, part.label, but=part.pk)
        _set(part, states.ADOPTED, by)
        record(by=by, verb="theme.adopted", on=part, state=states.ADOPTED, label=part.label)
    if not keep_rest:
        check_step(row, states.DROPPED)
        _set(row, states.DROPPED, by)
        record(by=by, verb="theme.dropped", on=row, state=states.DROPPED, label=row.label)
    record(by=by, verb="theme.split", on=row, parts=[str(part.pk) for part in parts])
    replace(frame, [row.pk, *row.merged.values_list("pk", flat=True), *(p.pk for p in parts)])
    recount(frame)
    return list(parts)


def _set(theme: Theme, state: str, by: Person) -> None:
    theme.state, theme.decided_by, theme.decided_at = state, by, timezone.now()
    theme.revision += 1
    theme.save(update_fields=["state", "decided_by", "decided_at", "revision"])
