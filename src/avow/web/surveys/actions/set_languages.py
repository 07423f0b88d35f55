from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.surveys.actions.draft import lock_draft
from avow.web.surveys.languages import tag_of
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_edit_survey


@transaction.atomic
def set_languages(*, by: Person, survey: Survey, languages: Sequence[str]) -> Survey:
    """Say in which languages a draft is asked, besides the one it is written in.

    A language taken out keeps its translations, so that it can be put in again.

    Raises:
        IllegalMoveError: the survey is no draft, or one is no language tag.
    """
    check_edit_survey(by)
    survey = lock_draft(survey)
    try:
        wanted = [tag_of(language) for language in languages]
    except ValueError as error:
        raise IllegalMoveError(str(error)) from error
    first = survey.languages[0]
    if len(wanted) > 60:
        raise IllegalMoveError(_("A survey can be asked in 60 languages at most."))
    survey.languages = [first, *dict.fromkeys(tag for tag in wanted if tag != first)]
    survey.save(update_fields=["languages"])
    record(by=by, verb="survey.languages-set", on=survey, languages=",".join(survey.languages))
    return survey
