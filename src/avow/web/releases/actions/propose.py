"""Propose to publish a measure: computed, protected and kept as a first revision."""

from datetime import date

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.words import one_line, seen
from avow.web.releases.actions.revise import add_revision
from avow.web.releases.models import Proposal
from avow.web.releases.permissions import check_propose


@transaction.atomic
def propose(  # noqa: PLR0913 — a proposal is all of these
    *,
    by: Person,
    title: str,
    summary: str,
    kind: str,
    measure: str,
    area: str,
    period: str,
    start: date | None = None,
    end: date | None = None,
) -> Proposal:
    """Return a new draft with its first revision; ``submit`` sends it to review.

    ``area`` is force, bcu, borough or ward; ``kind`` is table, chart or map.

    Raises:
        PermissionDenied: the person may not propose.
        ValidationError: a field is not allowed, or the kind does not suit the area.
        NotPassingError: the disclosure check blocks it. MeasureError, NoFactsError: see the text.
    """
    check_propose(by)
    proposal = Proposal(
        title=one_line(title),
        summary=seen(summary),
        kind=kind,
        measure=measure,
        by=area,
        period=period,
        start=start,
        end=end,
        proposed_by=by,
    )
    proposal.full_clean()
    proposal.save(force_insert=True)
    record(by=by, verb="proposal.made", on=proposal, measure=measure, area=area, period=period)
    add_revision(proposal, by=by, note="")
    return proposal
