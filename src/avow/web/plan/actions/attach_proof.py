from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core import evidence
from avow.web.core.states import IllegalMoveError
from avow.web.plan.models import Action, Proof
from avow.web.plan.models.proof import DOCUMENT
from avow.web.plan.of_action import assignment_of
from avow.web.plan.permissions import check_bring_proof
from avow.web.plan.policies import (
    check_address,
    check_answers_for,
    check_day,
    check_published,
)


@dataclass(frozen=True)
class Document:
    """A document or note: what it is called, the day on it, and where it can be read, if it can."""

    title: str
    dated: date
    address: str = ""


@transaction.atomic
def attach_document(*, by: Person, action: Action, document: Document, shows: str) -> Proof:
    """Say that a document or note shows how far an action is, and what it shows.

    Raises:
        IllegalMoveError: the action is not in the published version or somebody else answers for
            it; the document has no title, shows nothing, or is of a day to come.
    """
    _check(by, action, shows)
    if not document.title.strip():
        raise IllegalMoveError("Say what the document or note is called.")
    check_day(document.dated, timezone.localdate(), "The day of the document")
    check_address(document.address)
    return _attach(
        by,
        Proof(
            action_lineage=action.lineage,
            kind=DOCUMENT,
            title=document.title.strip(),
            dated=document.dated,
            shows=shows.strip(),
            address=document.address,
            attached_by=by,
        ),
    )


@transaction.atomic
def cite(*, by: Person, action: Action, kind: str, key: str, shows: str) -> Proof:
    """Cite something that a room offers as evidence, such as a release or a meeting held.

    Raises:
        IllegalMoveError: as for a document; or there is no such thing, or it is cited already.
    """
    _check(by, action, shows)
    offered = evidence.kinds().get(kind)
    found = next((c for c in offered.source() if c.key == key), None) if offered else None
    if found is None:
        raise IllegalMoveError("This cannot be cited any more. Choose again.")
    check_day(found.dated, timezone.localdate(), "Its day")
    standing = Proof.objects.filter(
        action_lineage=action.lineage, kind=kind, key=key, removed_at__isnull=True
    )
    if standing.exists():
        raise IllegalMoveError("This is evidence for the action already.")
    return _attach(
        by,
        Proof(
            action_lineage=action.lineage,
            kind=kind,
            key=key,
            title=found.title[:200],
            dated=found.dated,
            shows=shows.strip(),
            attached_by=by,
        ),
    )


def _check(by: Person, action: Action, shows: str) -> None:
    check_bring_proof(by)
    check_published(action.commitment.pillar.version)
    if not by.may("evidence.attach"):
        check_answers_for(by, assignment_of(action))
    if not shows.strip():
        raise IllegalMoveError("Say what it shows of the action.")


def _attach(by: Person, proof: Proof) -> Proof:
    proof.save(force_insert=True)
    record(
        by=by,
        verb="proof.attached",
        on=proof,
        action=str(proof.action_lineage),
        kind=proof.kind,
        dated=proof.dated.isoformat(),
    )
    return proof
