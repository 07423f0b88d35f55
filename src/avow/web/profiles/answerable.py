"""What a unit can reply to: its profile or a section of it, a measure, a signal."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from avow.analysis.measures import UnknownMeasureError
from avow.web.core.states import IllegalMoveError
from avow.web.profiles import queries
from avow.web.profiles.models.reply import MEASURE, PROFILE, SIGNAL
from avow.web.profiles.outline import outline


@dataclass(frozen=True)
class Subject:
    """To what a reply is: ``about`` is profile, measure or signal; ``key`` says which."""

    about: str
    key: str = ""


def title_of(unit: str, subject: Subject) -> str:
    """Return what a subject is called.

    Raises:
        IllegalMoveError: there is nothing of that kind a unit can reply to.
    """
    if subject.about == PROFILE:
        return _section(subject.key) if subject.key else _("The whole profile")
    if subject.about == MEASURE:
        return _measure(subject.key)
    if subject.about == SIGNAL:
        for signal in queries.signals_in_force(unit):
            if signal.key == subject.key:
                return signal.title
    raise IllegalMoveError(_("There is nothing like that in a profile of this unit."))


def _section(name: str) -> str:
    try:
        return outline().section(name).heading
    except LookupError as error:
        raise IllegalMoveError(_("A profile has no such section.")) from error


def _measure(name: str) -> str:
    try:
        return outline().definition(name).title
    except UnknownMeasureError as error:
        raise IllegalMoveError(_("There is no such measure.")) from error
