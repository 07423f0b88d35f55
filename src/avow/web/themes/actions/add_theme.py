from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.words import one_line, seen
from avow.web.themes import states
from avow.web.themes.models import Frame, Theme
from avow.web.themes.permissions import check_code
from avow.web.themes.policies import check_label


@transaction.atomic
def add_theme(*, by: Person, frame: Frame, label: str, description: str = "") -> Theme:
    """Add a theme that a person saw; it is adopted from the start.

    Raises:
        IllegalMoveError: no label, or one that another adopted theme has.
    """
    check_code(by)
    label = one_line(label)[:120]
    check_label(frame, label)
    theme = Theme.objects.create(
        frame=frame,
        position=frame.themes.count() + 1,
        label=label,
        description=seen(description).strip(),
        origin=states.PERSON,
        state=states.ADOPTED,
        decided_by=by,
        decided_at=timezone.now(),
    )
    record(by=by, verb="theme.adopted", on=theme, state=states.ADOPTED, label=label)
    return theme
