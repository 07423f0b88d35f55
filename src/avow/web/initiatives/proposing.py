"""What an initiative proposes, as plain values: what an assessment is about stays with it."""

from datetime import date
from typing import Any

from avow.web.initiatives import states
from avow.web.initiatives.models import Assessment, Initiative
from avow.web.initiatives.queries import titles


def as_proposed(initiative: Initiative) -> dict[str, Any]:
    """Return what is proposed now."""
    return {
        "title": initiative.title,
        "tried": initiative.tried,
        "commitments": titles(initiative.lineages),
        "areas": initiative.areas,
        "starts_on": initiative.starts_on.isoformat(),
        "ends_on": initiative.ends_on.isoformat(),
        "owner_post": initiative.owner_post,
    }


def assessed(assessment: Assessment) -> dict[str, Any]:
    """Return what an assessment is about: as it was handed in, or as it stands for a draft."""
    frozen = assessment.proposed if assessment.state != states.DRAFT else None
    said = dict(frozen or as_proposed(assessment.initiative))
    return said | {name: date.fromisoformat(said[name]) for name in ("starts_on", "ends_on")}


def is_about_this(assessment: Assessment) -> bool:
    """Return whether what is proposed is still what was handed in; of a draft it always is."""
    return assessment.state == states.DRAFT or assessment.about == assessment.initiative.revision
