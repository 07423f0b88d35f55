"""What the trace must bear out of the plan."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from avow.web.audit.backing import Claim
from avow.web.plan import queries, states
from avow.web.plan.models import (
    Assignment,
    Milestone,
    Progress,
    Proof,
    Reminder,
    UnitProgress,
    Version,
)
from avow.web.plan.models.progress import REPORT


def fingerprint(version: Version) -> str:
    """Return a hash of the text of a version, loaded with its parts."""
    text = json.dumps(asdict(queries.as_document(version)), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def claims() -> Iterator[Claim]:
    """Yield every version that was published, as it reads, and what is told of its actions."""
    for version in queries.with_parts(Version.objects.exclude(state=states.DRAFT)):
        yield Claim(
            f"Version {version.number} of the plan was published as it reads",
            "plan.published",
            str(version.pk),
            proof={
                "number": version.number,
                "sha256": fingerprint(version),
                # Kept since versions have a stage; what was published before has none.
                **({"stage": version.stage} if version.stage else {}),
            },
        )
    yield from _of_reports()
    yield from _of_actions()


def _of_reports() -> Iterator[Claim]:
    for report in Progress.objects.all():
        yield Claim(
            f"Report {report.pk} says that an action is {report.status}",
            "progress.reported",
            str(report.pk),
            proof={
                "action": str(report.action_lineage),
                "status": report.status,
                # Kept since there are other kinds than reports.
                **({"kind": report.kind} if report.kind != REPORT else {}),
                **({"corrects": str(report.corrects_id)} if report.corrects_id else {}),
            },
        )
    for told in UnitProgress.objects.all():
        yield Claim(
            f"Report {told.pk} says how far {told.unit} is with an action",
            "progress.unit-reported",
            str(told.pk),
            proof={
                "action": str(told.action_lineage),
                "unit": told.unit,
                "status": told.status,
                "percent": told.percent,
            },
        )


def _of_actions() -> Iterator[Claim]:
    for given in Assignment.objects.all():
        yield Claim(
            f"Assignment {given.pk} says who answers for an action",
            "action.assigned",
            str(given.pk),
            proof={
                "action": str(given.action_lineage),
                "person": str(given.person_id) if given.person_id else "",
                "due": _day(given.due),
                "review": given.review,
                "units": len(given.units),
            },
        )
    for row in Milestone.objects.all():
        yield Claim(
            f"Milestone {row.pk} stands as it was set",
            "milestone.removed" if row.removed else "milestone.set",
            str(row.pk),
            proof={"line": str(row.line), "due": _day(row.due), "done_on": _day(row.done_on)},
        )
    for proof in Proof.objects.filter(removed_at__isnull=True):
        yield Claim(
            f"Evidence {proof.pk} stands beside an action",
            "proof.attached",
            str(proof.pk),
            undone=("proof.removed",),
            proof={"action": str(proof.action_lineage), "dated": _day(proof.dated)},
        )
    for reminder in Reminder.objects.all():
        yield Claim(
            f"Reminder {reminder.pk} was queued",
            "progress.reminded",
            str(reminder.pk),
            proof={"person": str(reminder.person_id), "kind": reminder.kind},
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
