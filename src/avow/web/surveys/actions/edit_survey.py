from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.surveys.actions.draft import lock_draft
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.policies import check_current
from avow.web.surveys.rewording import reworded


@transaction.atomic
def edit_survey(
    *, by: Person, survey: Survey, revision: int, title: str, introduction: str, slug: str
) -> Survey:
    """Save title, introduction and address of a draft. A changed text loses its translations.

    Raises:
        StaleEditError: somebody saved after ``revision`` was read; nothing is written.
        IllegalMoveError: the survey is no draft, or another has this address.
    """
    check_edit_survey(by)
    survey = lock_draft(survey)
    check_current(revision, survey)
    survey.title = reworded(survey, survey.title, title)
    survey.introduction = reworded(survey, survey.introduction, introduction)
    survey.slug = slug
    survey.revision += 1
    try:
        with transaction.atomic():
            survey.save(update_fields=["title", "introduction", "slug", "revision"])
    except IntegrityError as error:
        raise IllegalMoveError(
            _("Another survey has the address “%(slug)s”. Choose another.") % {"slug": slug}
        ) from error
    record(by=by, verb="survey.edited", on=survey, revision=survey.revision)
    return survey
