"""Migration steps by which the database itself refuses to change a published version.

The rows of a version may be added, changed and deleted while it is a draft. Afterwards its parts
are fixed, and of the version only the state may still move, from published to superseded.
"""

from collections.abc import Iterator
from typing import Any

from avow.web.core.append_only import append_only
from avow.web.core.guards import Guard, Guarding, changed, fixed_parts, hold, let_go
from avow.web.plan import states

_MESSAGE = "published text of a plan does not change"
_VERSION = "plan_version"
# How to find the state of the version that a row of each table belongs to.
_STATE = {
    "plan_pillar": "SELECT state FROM plan_version WHERE id = {row}.version_id",
    "plan_commitment": (
        "SELECT v.state FROM plan_version v JOIN plan_pillar p ON p.version_id = v.id "
        "WHERE p.id = {row}.pillar_id"
    ),
    "plan_action": (
        "SELECT v.state FROM plan_version v JOIN plan_pillar p ON p.version_id = v.id "
        "JOIN plan_commitment c ON c.pillar_id = p.id WHERE c.id = {row}.commitment_id"
    ),
}
_STEP_STATE = {
    "plan_lineagestep": "SELECT state FROM plan_version WHERE id = {row}.version_id",
}


def _text(connection: Any) -> Iterator[Guard]:
    """Yield the guards of the parts, then those of the versions themselves."""
    yield from fixed_parts(_STATE, states.DRAFT, _MESSAGE)
    was_published = f"OLD.state <> '{states.DRAFT}'"
    backwards = (
        f"NEW.state <> OLD.state AND NOT "
        f"(OLD.state = '{states.PUBLISHED}' AND NEW.state = '{states.SUPERSEDED}')"
    )
    text = changed(connection, _VERSION, may_change=("state",))
    refused = f"{was_published} AND ({text} OR ({backwards}))"
    yield Guard(_VERSION, "UPDATE", "plan_version_fixed_update", refused, _MESSAGE)
    yield Guard(_VERSION, "DELETE", "plan_version_fixed_delete", was_published, _MESSAGE)


def fix_published_text() -> Guarding:
    """Return the migration operation. Works on SQLite and PostgreSQL."""
    return hold(_text)


def release_published_text() -> Guarding:
    """Return the opposite operation, for a migration that changes the guarded tables."""
    return let_go(_text)


def fix_published_steps() -> Guarding:
    """Return the operation that does the same for the steps between lineages."""
    return hold(tuple(fixed_parts(_STEP_STATE, states.DRAFT, _MESSAGE)))


def let_go_of_reports() -> Guarding:
    """Return the operation after which reports can be changed: for a migration of their table."""
    return append_only("plan_progress").opposite()
