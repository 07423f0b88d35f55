"""The database itself holds what a public answer owes.

A published answer that accepts, wholly or in part, points to the change in a version of the plan,
or says why the plan stays.
"""

from avow.web.core.guards import Guard, Guarding, hold, let_go

_REFUSED = (
    "NEW.published_id IS NOT NULL AND EXISTS (SELECT 1 FROM consultation_answerrevision r "
    "WHERE r.id = NEW.published_id AND r.decision IN ('accepted', 'partly') "
    "AND r.version_id IS NULL AND r.no_change = '')"
)
_GUARDS = tuple(
    Guard(
        "consultation_answer",
        event,
        f"consultation_answer_is_pointed_{event.lower()}",
        _REFUSED,
        "a published answer points to the change in the plan or to the reason for none",
    )
    for event in ("INSERT", "UPDATE")
)


def hold_pointed_answers() -> Guarding:
    """Return the migration operation that holds it."""
    return hold(_GUARDS)


def let_go_of_pointed_answers() -> Guarding:
    """Return the operation before answers or their wordings are altered; hold must follow."""
    return let_go(_GUARDS)
