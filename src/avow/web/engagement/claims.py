"""What the trace must bear out of the engagement plan."""

from collections.abc import Iterator

from avow.web.audit.backing import Claim
from avow.web.engagement import states
from avow.web.engagement.models import Occasion, Point


def claims() -> Iterator[Claim]:
    """Yield every occasion that was held or cancelled, and every point noted."""
    for occasion in Occasion.objects.filter(state=states.HELD):
        yield Claim(
            f"Occasion {occasion.pk} was held",
            "occasion.held",
            str(occasion.pk),
            undone=("occasion.planned-again",),
        )
    for occasion in Occasion.objects.filter(state=states.CANCELLED):
        yield Claim(
            f"Occasion {occasion.pk} was cancelled",
            "occasion.cancelled",
            str(occasion.pk),
            undone=("occasion.planned-again",),
        )
    for point in Point.objects.all():
        yield Claim(f"Point {point.pk} was noted", "point.noted", str(point.pk))
