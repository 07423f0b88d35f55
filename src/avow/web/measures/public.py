"""What other rooms are offered of this one: which measures are evidence for which action."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from avow.analysis import measures
from avow.web.core import published
from avow.web.core.evidence import Citable, Piece
from avow.web.measures.dating import dated
from avow.web.measures.models import Evidence
from avow.web.releases.queries import releases


def evidence() -> tuple[published.PublishedEvidence, ...]:
    """Return the evidence that stands, in the order of attaching, in one query."""
    return tuple(
        published.PublishedEvidence(e.action_lineage, e.measure, e.by, e.period, e.note)
        for e in _standing()
    )


def pieces() -> Iterator[Piece]:
    """Yield the same as evidence with a day: the last of the measure's newest mature period."""
    titles = {known.id: known.title for known in measures.definitions()}
    for e in _standing():
        yield Piece(
            action_lineage=e.action_lineage,
            kind="measure",
            label=_("Measure"),
            title=titles.get(e.measure, e.measure),
            dated=dated(e.measure, e.period),
            shows=e.note,
        )


def citable_releases() -> Iterator[Citable]:
    """Yield the figures that were released, newest first.

    Old figures that are released today are no new evidence: their last day dates them, if known.
    """
    for release in releases().select_related("revision__proposal"):
        out, end = timezone.localdate(release.released_at), release.revision.proposal.end
        yield Citable(str(release.pk), release.title, min(out, end) if end else out)


def _standing() -> Iterator[Evidence]:
    yield from Evidence.objects.filter(removed_at__isnull=True)
