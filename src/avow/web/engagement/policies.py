"""What the state of an occasion allows, whoever asks."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from avow.web.core.states import IllegalMoveError, check_move
from avow.web.engagement import states
from avow.web.engagement.communities import communities
from avow.web.engagement.models import Occasion


class StaleEditError(Exception):
    """Somebody else saved first; nothing was saved."""


def check_current(revision: int, occasion: Occasion) -> None:
    """Raise StaleEditError unless ``revision`` is the newest one."""
    if revision != occasion.revision:
        raise StaleEditError(
            _("Somebody else changed this while you were editing. Nothing was saved.")
        )


def check_can_be_held(occasion: Occasion, today: date) -> None:
    """Raise IllegalMoveError unless ``occasion`` is planned and its day has come."""
    check_move(states.OCCASION, occasion.state, states.HELD, str(occasion))
    if occasion.day > today:
        raise IllegalMoveError(_("Its day has not come yet. Change the day first."))


def check_held(occasion: Occasion) -> None:
    """Raise IllegalMoveError unless ``occasion`` was held."""
    if occasion.state != states.HELD:
        raise IllegalMoveError(_("Say first that it was held, and who was there."))


def check_communities(keys: Iterable[str]) -> None:
    """Raise IllegalMoveError for a community that is not in the list."""
    unknown = sorted(set(keys) - set(communities()))
    if unknown:
        raise IllegalMoveError(
            _("There is no community “%(keys)s” in the list.") % {"keys": ", ".join(unknown)}
        )
