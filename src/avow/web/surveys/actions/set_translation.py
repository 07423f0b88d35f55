import re
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import texts
from avow.web.surveys.actions.draft import lock_draft
from avow.web.surveys.models import Survey
from avow.web.surveys.permissions import check_edit_survey

# Control characters; marks of direction stay, which languages from right to left need.
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@transaction.atomic
def set_translation(
    *, by: Person, survey: Survey, language: str, said: Mapping[str, str], seen: str = ""
) -> Survey:
    """Save translations of a draft's texts, by the key of the text; an empty one is taken away.

    Every place where the text stands gets it. Keys that the survey does not have are left out.
    ``seen`` is the ``texts.fingerprint`` of what was on the page.

    Raises:
        IllegalMoveError: the survey is no draft, does not have the language, a translation does
            not keep what is filled in, or somebody saved translations after ``seen``.
    """
    check_edit_survey(by)
    survey = lock_draft(survey)
    if language not in survey.languages[1:]:
        raise IllegalMoveError(_("This survey is not asked in that language. Add it first."))
    if seen and seen != texts.fingerprint(survey, language):
        raise IllegalMoveError(
            _("Somebody else saved translations meanwhile. Yours are below; if you save them, "
              "they take the place of theirs.")
        )  # fmt: skip
    known = {text.key: text for text in texts.texts(survey)}
    wanted = {key: _UNPRINTED.sub("", words).strip() for key, words in said.items() if key in known}
    for key, words in wanted.items():
        texts.check_gaps(known[key], words)
    texts.put(survey, language, {known[key].source: words for key, words in wanted.items()})
    record(by=by, verb="survey.translated", on=survey, language=language, texts=len(wanted))
    return survey
