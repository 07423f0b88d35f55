from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.words import one_line, seen
from avow.web.themes.models import Theme
from avow.web.themes.permissions import check_code
from avow.web.themes.policies import check_label, check_revision


@transaction.atomic
def describe_theme(
    *, by: Person, theme: Theme, label: str, description: str = "", revision: int | None = None
) -> Theme:
    """Rename a theme and say what belongs in it.

    Raises:
        IllegalMoveError: no label, one that another adopted theme has, or it was changed.
    """
    check_code(by)
    row = Theme.objects.select_for_update().select_related("frame").get(pk=theme.pk)
    check_revision(row, revision)
    label = one_line(label)[:120]
    check_label(row.frame, label, but=row.pk)
    row.label, row.description = label, seen(description).strip()
    row.revision += 1
    row.save(update_fields=["label", "description", "revision"])
    record(by=by, verb="theme.described", on=row, label=label)
    return row
