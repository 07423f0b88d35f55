"""Let go, as soon as a page is opened, of what stands for answers nobody may read any more."""

from django.db import transaction

from avow.web.themes import queries
from avow.web.themes.counting import WAYS, recount, total
from avow.web.themes.looking import mark_first
from avow.web.themes.models import Frame, Standing


def refresh(frame: Frame) -> None:
    """Bring the counts in line with what may be read: answers are withdrawn, or held back.

    New answers wait until the machine looks; until then they are counted as unassigned.
    """
    if not frame.counts:
        return
    gone = queries.went(frame)
    counted = total({way: frame.counts.get(way, {}) for way in WAYS}, WAYS[0])
    if not gone and counted == Standing.objects.filter(frame=frame).count():
        return
    with transaction.atomic():
        Standing.objects.filter(pk__in=gone).delete()
        mark_first(frame)
        recount(frame)
