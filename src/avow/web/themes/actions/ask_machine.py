"""Have the machine propose themes, see parts in one, or learn from what people coded."""

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.models import Work
from avow.web.core.work import ask
from avow.web.surveys.models import Question
from avow.web.themes import kinds
from avow.web.themes.models import Frame, Theme
from avow.web.themes.permissions import check_code
from avow.web.themes.policies import check_free_text


@transaction.atomic
def ask_for_themes(*, by: Person, question: Question) -> Work:
    """Start proposing themes for the answers to ``question`` that no adopted theme holds.

    Raises:
        IllegalMoveError: it is no free-text question, or the machine is at it already.
    """
    check_code(by)
    check_free_text(question)
    frame, _made = Frame.objects.get_or_create(question=question)
    record(by=by, verb="themes.asked-for", on=frame)
    return ask(kind=kinds.PROPOSE, subject=frame.pk, by=by.pk)


@transaction.atomic
def ask_to_learn(*, by: Person, frame: Frame) -> Work:
    """Start learning from what people coded, and assigning the other answers.

    Raises:
        IllegalMoveError: the machine is at it already.
    """
    check_code(by)
    record(by=by, verb="learning.asked-for", on=frame)
    return ask(kind=kinds.LEARN, subject=frame.pk, by=by.pk)


@transaction.atomic
def ask_for_parts(*, by: Person, theme: Theme) -> Work:
    """Start looking for the parts that ``theme`` could be split into.

    Raises:
        IllegalMoveError: the machine is at it already.
    """
    check_code(by)
    record(by=by, verb="parts.asked-for", on=theme)
    return ask(kind=kinds.SPLIT, subject=theme.frame_id, by=by.pk, theme=str(theme.pk))
