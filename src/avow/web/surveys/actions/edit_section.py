from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.actions.draft import lock_part
from avow.web.surveys.models import Section
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.rewording import reworded


@transaction.atomic
def edit_section(
    *,
    by: Person,
    section: Section,
    revision: int,
    title: str,
    introduction: str,
) -> Section:
    """Save title and introduction of a section of a draft.

    Raises:
        StaleEditError: somebody saved after ``revision`` was read; nothing is written.
        IllegalMoveError: the survey is no draft.
    """
    check_edit_survey(by)
    section = lock_part(section, revision)
    survey = section.survey
    section.title = reworded(survey, section.title, title)
    section.introduction = reworded(survey, section.introduction, introduction)
    section.save()
    record(by=by, verb="survey.section-edited", on=survey, section=str(section.pk))
    return section
