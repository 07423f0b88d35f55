from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.actions.draft import lock_draft, step
from avow.web.surveys.models import Section
from avow.web.surveys.permissions import check_edit_survey


@transaction.atomic
def move_section(*, by: Person, section: Section, up: bool) -> None:
    """Move a section of a draft one place up or down.

    Raises:
        IllegalMoveError: the survey is no draft, or something depends on the order.
    """
    check_edit_survey(by)
    survey = lock_draft(section.survey)
    step(section, list(survey.sections.order_by("position", "created_at")), up)
    record(by=by, verb="survey.section-moved", on=survey, section=str(section.pk))
