"""See the parts that a theme could be split into."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from avow.analysis.text import themes
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.models import Work
from avow.web.core.states import IllegalMoveError
from avow.web.core.work import tell
from avow.web.themes import settling, states
from avow.web.themes.models import Coding, Standing, Theme
from avow.web.themes.proposing import keep_theme
from avow.web.themes.texts import words_of

PARTS = 5


def see_parts(work: Work) -> None:
    """Propose themes within the answers of one theme; they are candidates, and parts of it."""
    theme = Theme.objects.select_related("frame__question").get(pk=UUID(work.given["theme"]))
    by, frame = Person.objects.get(pk=work.asked_by), theme.frame
    say = partial(tell, work)
    group = [pk for pk, root in settling.roots(frame).items() if root.pk == theme.pk]
    inside = Coding.objects.filter(theme__in=group, stands=True).values("standing")
    rows = list(Standing.objects.filter(pk__in=inside).order_by("pk"))
    say(_("Finding parts"), 0, len(rows))
    proposal = themes.propose(
        words_of(rows), seed=frame.round + 1, question=str(frame.question), count=PARTS
    )
    if len(proposal.themes) < 2:
        raise IllegalMoveError(
            _("The machine sees no parts in it. Add themes of your own, and code answers to them.")
        )
    say(_("Keeping what was found"))
    with transaction.atomic():
        old = Theme.objects.filter(part_of=theme, state=states.CANDIDATE, revision=1)
        Coding.objects.filter(theme__in=list(old)).delete()
        old.delete()
        place = frame.themes.count()
        for number, found in enumerate(proposal.themes, 1):
            keep_theme(frame, rows, found, place + number, part_of=theme.pk)
        record(by=by, verb="parts.proposed", on=theme, parts=len(proposal.themes))
