"""What the plan may cite of this room as evidence: occasions that were held."""

from collections.abc import Iterator

from avow.web.core.evidence import Citable
from avow.web.engagement import states
from avow.web.engagement.models import Occasion
from avow.web.engagement.models.occasion import VICTIMS


def occasions_held() -> Iterator[Citable]:
    """Yield the occasions that were held, newest first. Of one with victims, only that it was."""
    for held in Occasion.objects.filter(state=states.HELD).order_by("-day"):
        title = held.get_kind_display() if held.kind == VICTIMS else held.title
        yield Citable(str(held.pk), title, held.day)
