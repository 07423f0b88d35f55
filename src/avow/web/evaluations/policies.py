"""What the state of an evaluation allows, whoever asks."""

from django.utils.translation import gettext as _

from avow.web.core.states import IllegalMoveError, check_move
from avow.web.evaluations import kinds, states
from avow.web.evaluations.models import Evaluation


class StaleEditError(Exception):
    """Somebody else saved first; nothing was saved."""


def check_current(revision: int, now: Evaluation) -> None:
    """Raise StaleEditError unless ``revision`` is the newest one."""
    if revision != now.revision:
        raise StaleEditError(
            _("Somebody else changed this while you were editing. Nothing was saved.")
        )


def check_draft(evaluation: Evaluation) -> None:
    """Raise IllegalMoveError once the plan is registered."""
    if evaluation.is_registered:
        raise IllegalMoveError(_("The plan is registered. Change it with a reason."))


def check_registered(evaluation: Evaluation) -> None:
    """Raise IllegalMoveError before the plan is registered."""
    if not evaluation.is_registered:
        raise IllegalMoveError(
            _("Register the plan first. What is looked for is written down before anybody looks.")
        )


def check_can_be_registered(evaluation: Evaluation) -> None:
    """Raise IllegalMoveError unless the plan is a draft and says all that a run needs."""
    check_move(states.EVALUATION, evaluation.state, states.REGISTERED, str(evaluation))
    check_whole(evaluation)


def check_whole(evaluation: Evaluation) -> None:
    """Raise IllegalMoveError for a plan that no method could answer. The text says what lacks."""
    if not evaluation.areas:
        raise IllegalMoveError(_("Say in which places it was tried."))
    if not evaluation.methods:
        raise IllegalMoveError(_("Choose at least one method."))
    if evaluation.starts_on.day != 1:
        raise IllegalMoveError(
            _("Figures are by month: let it begin on the first day of its first full month.")
        )
    if evaluation.measure and evaluation.place_kind:
        raise IllegalMoveError(
            _("A kind of place narrows the count of offences, not a measure. Choose one of them.")
        )
    check_later(evaluation)
    if not evaluation.comparison and evaluation.methods != [kinds.SERIES]:
        raise IllegalMoveError(
            _("All methods but the interrupted series need places to compare with.")
        )


def check_later(evaluation: Evaluation) -> None:
    """Raise IllegalMoveError for starts at different times that no chosen method allows for."""
    if not evaluation.later:
        return
    if not {*evaluation.later} <= {*evaluation.areas}:
        raise IllegalMoveError(_("Only a place of the pilot can begin later."))
    if any(evaluation.starts[area] <= evaluation.starts_on for area in evaluation.later):
        raise IllegalMoveError(_("A place that began later begins after the first month."))
    if any(day.day != 1 for day in evaluation.starts.values()):
        raise IllegalMoveError(_("Figures are by month: let each begin on the first day of one."))
    if evaluation.methods != [kinds.DID]:
        raise IllegalMoveError(
            _(
                "Where places begin at different times, choose the difference in differences "
                "alone: the other methods know one start."
            )
        )
    if evaluation.ends_on:
        raise IllegalMoveError(
            _("Where places begin at different times, leave the last month empty.")
        )
