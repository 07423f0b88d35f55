from typing import Any

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.actions.draft import lock_part
from avow.web.surveys.conditions import check_conditions
from avow.web.surveys.models import Question, Section
from avow.web.surveys.permissions import check_edit_survey


@transaction.atomic
def set_condition(
    *, by: Person, part: Section | Question, revision: int, condition: dict[str, Any] | None
) -> None:
    """Say of whom a section or question of a draft is asked; None is everybody.

    Raises:
        StaleEditError: somebody saved after ``revision`` was read; nothing is written.
        IllegalMoveError: the survey is no draft, or the condition names nothing asked before.
    """
    check_edit_survey(by)
    part = lock_part(part, revision)  # type: ignore[type-var]  # one of the two, as it came
    part.condition = condition
    part.save(update_fields=["condition", "revision"])
    check_conditions(part.survey)
    record(by=by, verb="survey.condition-set", on=part.survey, part=str(part.pk))
