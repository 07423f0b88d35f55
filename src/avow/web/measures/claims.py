"""What the trace must bear out of evidence."""

from collections.abc import Iterator

from avow.web.audit.backing import Claim
from avow.web.measures.models import Evidence


def claims() -> Iterator[Claim]:
    """Yield every measure that stands as evidence."""
    for piece in Evidence.objects.filter(removed_at__isnull=True):
        yield Claim(
            f"Evidence {piece.pk} stands beside an action",
            "evidence.attached",
            str(piece.pk),
            undone=("evidence.removed",),
            proof={"action": str(piece.action_lineage), "measure": piece.measure},
        )
