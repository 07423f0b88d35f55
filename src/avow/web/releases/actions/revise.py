"""Make a new revision of a draft: the earlier ones, and the verdicts on them, stay as they were."""

from typing import Any

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.words import one_line, seen
from avow.web.releases import queries, snapshots
from avow.web.releases.content import files_of
from avow.web.releases.models import Proposal, Revision
from avow.web.releases.permissions import check_propose
from avow.web.releases.policies import check_can_revise
from avow.web.releases.protection import protected

CHANGEABLE = ("title", "summary", "kind", "measure", "area", "period", "start", "end")


@transaction.atomic
def revise(*, by: Person, proposal: Proposal, note: str, **changes: Any) -> Revision:
    """Compute the draft ``proposal`` anew, with ``changes`` to any of ``CHANGEABLE``.

    Raises:
        PermissionDenied: the person may not propose.
        IllegalMoveError: the proposal is not a draft.
        ValidationError, NotPassingError, MeasureError, NoFactsError: as for ``propose``.
    """
    check_propose(by)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    check_can_revise(proposal)
    unknown = set(changes) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"A revision cannot change {', '.join(sorted(unknown))}.")
    for name, clean in (("title", one_line), ("summary", seen)):
        if name in changes:
            changes[name] = clean(changes[name])
    for name, value in changes.items():
        setattr(proposal, "by" if name == "area" else name, value)
    proposal.full_clean()
    proposal.save()
    return add_revision(proposal, by=by, note=seen(note))


def add_revision(proposal: Proposal, *, by: Person, note: str) -> Revision:
    """Compute, protect and keep what ``proposal`` asks for, inside the caller's transaction."""
    content = protected(proposal)
    files = files_of(proposal, content)
    number = proposal.revisions.count() + 1
    snapshot = f"{proposal.pk}/{number}"
    revision = Revision.objects.create(
        proposal=proposal,
        number=number,
        snapshot=snapshot,
        sha256=snapshots.keep(snapshot, files),
        report=content.report | {"findings": [*content.report["findings"], *_beside(proposal)]},
        note=note,
        created_by=by,
    )
    proposal.__dict__.pop("latest", None)
    record(
        by=by,
        verb="proposal.revised",
        on=proposal,
        revision=number,
        sha256=revision.sha256,
        suppressed=content.report["suppressed"],
    )
    return revision


def _beside(proposal: Proposal) -> list[dict[str, str]]:
    """Return a note for the reviewers on what else of the measure a reader could subtract."""
    others = [str(other) for other in queries.of_measure(proposal.measure, but=proposal)]
    if not others:
        return []
    text = (
        f"Figures of this measure that are out or on their way: {'; '.join(others)}. They are not "
        "compared with these: look whether one subtracted from another gives a hidden count away."
    )
    return [{"severity": "note", "text": text}]
