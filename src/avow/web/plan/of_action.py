"""What an action that acts on the plan must know of one action of it."""

from collections.abc import Collection
from uuid import UUID

from avow.web.core.states import IllegalMoveError
from avow.web.plan.models import Action, Assignment, Milestone, Progress
from avow.web.plan.queries import published_version
from avow.web.plan.revisions import lines_of


def _lines_of(action: Action) -> Collection[UUID]:
    """Return the lineages that went into an action, with its own."""
    version = action.commitment.pillar.version
    return lines_of(version).get(action.lineage, {action.lineage})


def assignment_of(action: Action) -> Assignment | None:
    """Return who answers for an action now, or None."""
    found = Assignment.objects.filter(action_lineage__in=_lines_of(action))
    return found.select_related("person").order_by("-created_at").first()


def locked_report(report: Progress, action: Action) -> Progress:
    """Return a report on an action, held until the caller's transaction ends.

    Raises:
        IllegalMoveError: it is about another action.
    """
    found = Progress.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if found.action_lineage not in _lines_of(action):
        raise IllegalMoveError("This report is about another action.")
    return found


def newest_milestone(line: UUID) -> Milestone:
    """Return what a milestone is now."""
    return Milestone.objects.filter(line=line).order_by("-created_at")[0]


def published_action(lineage: UUID) -> Action | None:
    """Return the action of the published plan that a lineage is or went into, or None."""
    version = published_version()
    if version is None:
        return None
    lines = lines_of(version)
    found = Action.objects.filter(commitment__pillar__version=version).select_related(
        "commitment__pillar__version"
    )
    return next((a for a in found if lineage in lines.get(a.lineage, {a.lineage})), None)
