"""What may stand as evidence."""

from uuid import UUID

from avow.analysis import measures
from avow.web.core.states import IllegalMoveError
from avow.web.measures.models import Evidence
from avow.web.plan import states
from avow.web.plan.models import Action


class NoEvidenceError(Exception):
    """This cannot be evidence for that action. The text says why."""


def check_is_made(measure: str, area: str, period: str) -> None:
    """Raise NoEvidenceError unless the measure is made by that area and period."""
    try:
        asked = measures.definition(measure)
    except measures.UnknownMeasureError as error:
        raise NoEvidenceError(str(error)) from error
    if area not in asked.by:
        raise NoEvidenceError(f"“{asked.title}” is made by {', '.join(asked.by)}, not by {area}.")
    if period not in asked.periods:
        raise NoEvidenceError(
            f"“{asked.title}” is made by {', '.join(asked.periods)}, not by {period}."
        )


def check_action_published(lineage: UUID) -> None:
    """Raise NoEvidenceError unless the action stands in a plan that is or was published."""
    public = Action.objects.filter(lineage=lineage).exclude(
        commitment__pillar__version__state=states.DRAFT
    )
    if not public.exists():
        raise NoEvidenceError("No published version of a plan has this action.")


def check_still_attached(evidence: Evidence) -> None:
    """Raise IllegalMoveError if the evidence has been taken away already."""
    if evidence.removed_at is not None:
        raise IllegalMoveError("This evidence has been taken away already.")
