"""Migration steps by which the database itself refuses to change what people are answering.

The rows of a survey may be added, changed and deleted while it is a draft. Once it is ready its
sections and questions are fixed, and of the survey only its state and its end may still move. What
was asked elsewhere gets its questions from the files it is imported from, so they stay open.
"""

from collections.abc import Iterator
from typing import Any

from avow.web.core.guards import Guard, Guarding, changed, fixed_parts, hold, let_go
from avow.web.surveys import states

_MESSAGE = "a survey that is ready does not change its questions"
_SURVEY = "surveys_survey"
_STATE = (
    "SELECT CASE place WHEN 'elsewhere' THEN 'draft' ELSE state END "
    "FROM surveys_survey WHERE id = {row}.survey_id"
)
_ANSWERED = "EXISTS (SELECT 1 FROM surveys_response WHERE survey_id = OLD.id)"
_PARTS = {"surveys_section": _STATE, "surveys_question": _STATE}
_MAY_MOVE = ("state", "closes_at", "closed_at")


def _questions(connection: Any) -> Iterator[Guard]:
    """Yield the guards of the parts, then those of the surveys themselves."""
    yield from fixed_parts(_PARTS, states.DRAFT, _MESSAGE)
    was_ready = f"OLD.state <> '{states.DRAFT}'"
    asked = changed(connection, _SURVEY, may_change=_MAY_MOVE)
    reopened = f"OLD.state = '{states.CLOSED}' AND NEW.state <> '{states.CLOSED}'"
    again = f"NEW.state = '{states.DRAFT}'"
    refused = f"{was_ready} AND ({asked} OR ({reopened}) OR ({again} AND {_ANSWERED}))"
    yield Guard(_SURVEY, "UPDATE", "surveys_survey_fixed_update", refused, _MESSAGE)
    yield Guard(_SURVEY, "DELETE", "surveys_survey_fixed_delete", was_ready, _MESSAGE)


def fix_questions() -> Guarding:
    """Return the migration operation. Works on SQLite and PostgreSQL."""
    return hold(_questions)


def let_go_of_questions() -> Guarding:
    """Return the opposite operation, for a migration that changes the guarded tables."""
    return let_go(_questions)
