from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.actions.draft import last_place, lock_draft
from avow.web.surveys.models import Section, Survey
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.rewording import reworded


@transaction.atomic
def add_section(*, by: Person, survey: Survey, title: str, introduction: str = "") -> Section:
    """Add a section at the end of a draft.

    Raises:
        IllegalMoveError: the survey is no draft.
    """
    check_edit_survey(by)
    survey = lock_draft(survey)
    section = Section.objects.create(
        survey=survey,
        position=last_place(Section, survey=survey) + 1,
        title=reworded(survey, {}, title),
        introduction=reworded(survey, {}, introduction),
    )
    record(by=by, verb="survey.section-added", on=survey, section=str(section.pk))
    return section
