"""What the public pages are offered of this room: which measures are evidence for which action."""

from avow.web.core import published
from avow.web.measures.models import Evidence


def evidence() -> tuple[published.PublishedEvidence, ...]:
    """Return the evidence that stands, in the order of attaching, in one query."""
    return tuple(
        published.PublishedEvidence(e.action_lineage, e.measure, e.by, e.period, e.note)
        for e in Evidence.objects.filter(removed_at__isnull=True)
    )
