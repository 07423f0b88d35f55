"""Say how the population divides by a question, or that this is not known."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.core.words import one_line
from avow.web.surveys.models import Question
from avow.web.themes.models import Margin
from avow.web.themes.permissions import check_code


@transaction.atomic
def set_margin(
    *, by: Person, question: Question, shares: Mapping[str, float], source: str
) -> Margin:
    """Keep the population's shares by the values of a closed question; they become sums to 1.

    Raises:
        IllegalMoveError: no share, an unknown value, one below zero, or no source.
    """
    check_code(by)
    known = {option["value"] for option in question.options}
    unknown = sorted(set(shares) - known)
    if unknown:
        raise IllegalMoveError(
            _("This question has no answer “%(value)s”. Use the answers as listed.")
            % {"value": unknown[0]}
        )
    whole = sum(shares.values())
    if not shares or min(shares.values()) < 0 or whole <= 0:
        raise IllegalMoveError(_("Give shares above zero."))
    if not one_line(source):
        raise IllegalMoveError(_("Say where the figures are from."))
    margin, _made = Margin.objects.update_or_create(
        question=question,
        defaults={
            "shares": {value: share / whole for value, share in shares.items()},
            "source": one_line(source)[:200],
            "set_by": by,
        },
    )
    record(by=by, verb="margin.set", on=margin, question=question.key, shares=margin.shares)
    return margin


@transaction.atomic
def remove_margin(*, by: Person, margin: Margin) -> None:
    """Weight by this question no more."""
    check_code(by)
    record(by=by, verb="margin.removed", on=margin)
    margin.delete()
