"""What the state of a plan allows, whoever asks."""

from collections.abc import Collection, Sequence
from uuid import UUID

from avow.web.core.states import IllegalMoveError, check_move
from avow.web.plan import states
from avow.web.plan.models import Action, Commitment, Pillar, Plan, Version


class StaleEditError(Exception):
    """Somebody else saved first. Holds what they saved, so that both texts can be shown."""

    def __init__(self, current: Commitment | Pillar) -> None:
        super().__init__("Somebody else changed this while you were editing. Nothing was saved.")
        self.current = current


def check_draft(version: Version) -> None:
    """Raise IllegalMoveError unless ``version`` is a draft: published text never changes."""
    if version.state != states.DRAFT:
        raise IllegalMoveError(
            f"Version {version.number} is {version.get_state_display().lower()} and does not "
            "change. Start a new draft from it."
        )


def check_publishable(version: Version) -> None:
    """Raise IllegalMoveError unless ``version`` is a draft in which every part can be named."""
    check_move(states.TRANSITIONS, version.state, states.PUBLISHED, str(version))
    commitments = list(Commitment.objects.filter(pillar__version=version))
    if not commitments:
        raise IllegalMoveError("A plan without a commitment cannot be published. Add one first.")
    numbers = [c.number for c in commitments]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise IllegalMoveError(
            f"More than one commitment has the number {', '.join(twice)}. Give each its own."
        )


def check_stage(version: Version, stage: str) -> None:
    """Raise IllegalMoveError unless ``version`` may be published as that ``stage``."""
    if stage not in dict(states.STAGES):
        raise IllegalMoveError("Say what this version is: a draft for consultation, or final.")
    final = Version.objects.filter(plan=version.plan_id, stage__in=states.BINDING)
    if stage == states.UPDATE and not final.exists():
        raise IllegalMoveError(
            "Only a final plan can be updated, and this plan has none yet. Publish the final plan."
        )


def check_origins(
    part: Commitment | Action, origins: Sequence[UUID], known: Collection[UUID]
) -> None:
    """Raise IllegalMoveError unless every origin is a part of the version before, named once."""
    if len(set(origins)) < len(origins) or not set(origins) <= set(known):
        raise IllegalMoveError(
            f"{part.number} can only go on from parts of the version before. Choose them again."
        )


def check_no_draft(plan: Plan) -> None:
    """Raise IllegalMoveError if ``plan`` has a draft already: there is one at a time."""
    draft = plan.versions.filter(state=states.DRAFT).first()
    if draft:
        raise IllegalMoveError(
            f"Version {draft.number} is still a draft. Edit, publish or discard that one."
        )


def check_current(revision: int, current: Commitment | Pillar) -> None:
    """Raise StaleEditError unless ``revision`` is the newest one of ``current``."""
    if revision != current.revision:
        raise StaleEditError(current)


def check_published(version: Version) -> None:
    """Raise IllegalMoveError unless ``version`` is the published one."""
    if version.state != states.PUBLISHED:
        raise IllegalMoveError("Progress is reported on the actions of the published version.")
