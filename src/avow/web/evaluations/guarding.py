"""What the database itself refuses: plans that change unseen, findings without a plan."""

from collections.abc import Iterator
from typing import Any

from avow.web.core.guards import Guard, changed

_TABLE = "evaluations_evaluation"
_AMENDED = """EXISTS (
    SELECT 1 FROM evaluations_amendment a
    WHERE a.evaluation_id = NEW.id AND a.revision = NEW.revision
)"""


def guards(connection: Any) -> Iterator[Guard]:
    """Yield every guard, for the tables as they are."""
    registered = "OLD.state = 'registered'"
    yield Guard(
        _TABLE,
        "UPDATE",
        f"{_TABLE}_is_fixed",
        f"{registered} AND ({changed(connection, _TABLE)}) "
        f"AND NOT (NEW.revision > OLD.revision AND {_AMENDED})",
        "a registered plan changes only with an amendment",
    )
    yield Guard(
        _TABLE,
        "UPDATE",
        f"{_TABLE}_stays_registered",
        f"{registered} AND (NEW.state <> 'registered' OR NEW.registered_at <> OLD.registered_at "
        "OR NEW.registered_by_id <> OLD.registered_by_id OR NEW.after_data <> OLD.after_data)",
        "a registered plan stays registered, by whom and when it was",
    )
    yield Guard(
        _TABLE, "DELETE", f"{_TABLE}_stays", registered, "a registered plan stays on record"
    )
    state = "SELECT state FROM evaluations_evaluation WHERE id = NEW.evaluation_id"
    yield Guard(
        "evaluations_finding",
        "INSERT",
        "evaluations_finding_has_a_plan",
        f"COALESCE(({state}), '') <> 'registered'",
        "a finding needs a registered plan",
    )
