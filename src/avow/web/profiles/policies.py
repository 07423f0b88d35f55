"""What the state of editions, words and replies allows."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.core.states import IllegalMoveError, check_move
from avow.web.profiles import reading, states
from avow.web.profiles.models import Edition
from avow.web.profiles.outline import outline

MOST_WORDS = 8000


class OverwriteError(IllegalMoveError):
    """Somebody else wrote meanwhile. What was sent is not lost: the page keeps it."""


class NotReadyError(IllegalMoveError):
    """The checklist of an edition is not done. The text says what is missing."""


def check_draft(edition: Edition) -> None:
    """Raise IllegalMoveError unless the edition can still change."""
    if not edition.is_draft:
        raise IllegalMoveError(_("This edition is fixed and does not change. Start the next one."))


def check_may_fix(edition: Edition) -> None:
    """Raise IllegalMoveError unless the edition can become fixed."""
    check_move(states.MOVES, edition.state, states.FIXED, _("The edition"))


def check_unit(unit: str) -> None:
    """Raise IllegalMoveError unless facts know a command unit of that name."""
    if unit not in reading.units():
        raise IllegalMoveError(_("No command unit of that name is loaded."))


def check_text(text: str) -> None:
    """Raise IllegalMoveError if words are longer than a section can hold."""
    if len(text) > MOST_WORDS:
        raise IllegalMoveError(
            _("This is longer than %(n)s characters. Shorten it.") % {"n": f"{MOST_WORDS:,}"}
        )


def check_base(newest: int, base: int) -> None:
    """Raise OverwriteError unless what is written follows the newest wording."""
    if newest != base:
        raise OverwriteError(
            _(
                "Somebody wrote here after you opened the page (wording %(n)s). Your words are "
                "kept below: join them with theirs, then save."
            )
            % {"n": newest}
        )


def check_attested(given: Collection[str]) -> None:
    """Raise NotReadyError unless everything to be answered for was ticked."""
    missing = [text for name, text in outline().attestations if name not in given]
    if missing:
        raise NotReadyError(_("Tick what you answer for: %(text)s") % {"text": missing[0]})


def check_can_reply(person: Person) -> None:
    """Raise IllegalMoveError unless ``person`` may hold a command."""
    if not person.may("unit.reply"):
        raise IllegalMoveError(
            _("%(name)s has no role that may reply for a unit: give the role first.")
            % {"name": person.name}
        )
