from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.actions.draft import lock_draft
from avow.web.surveys.conditions import check_conditions
from avow.web.surveys.models import Section
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.policies import check_unanswered


@transaction.atomic
def remove_section(*, by: Person, section: Section) -> None:
    """Remove a section of a draft with its questions.

    Raises:
        IllegalMoveError: the survey is no draft, or something depends on an answer given there.
    """
    check_edit_survey(by)
    survey = lock_draft(section.survey)
    check_unanswered(survey, section.questions.all())
    record(by=by, verb="survey.section-removed", on=survey, section=str(section.pk))
    section.delete()
    check_conditions(survey)
