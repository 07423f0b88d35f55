"""What the trace must bear out of the plan."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict

from avow.web.audit.backing import Claim
from avow.web.plan import queries, states
from avow.web.plan.models import Progress, Version


def fingerprint(version: Version) -> str:
    """Return a hash of the text of a version, loaded with its parts."""
    text = json.dumps(asdict(queries.as_document(version)), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def claims() -> Iterator[Claim]:
    """Yield every version that was published, as it reads, and every report of progress."""
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
    for report in Progress.objects.all():
        yield Claim(
            f"Report {report.pk} says that an action is {report.status}",
            "progress.reported",
            str(report.pk),
            proof={"action": str(report.action_lineage), "status": report.status},
        )
