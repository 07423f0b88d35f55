"""What the state of themes and answers allows, whoever asks."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from avow.web.core.states import IllegalMoveError, check_move
from avow.web.surveys.models import Question
from avow.web.themes import states
from avow.web.themes.models import Frame, Theme

# Why a person sets an answer apart; the machine's reasons are the library's.
REASONS = (
    ("no comment", _("It says there is no comment")),
    ("not an answer", _("It answers something else")),
    ("too short", _("It is too short to tell")),
    ("not in words", _("It is not in words")),
    ("not readable", _("It cannot be understood")),
)


def check_free_text(question: Question) -> None:
    """Raise IllegalMoveError unless people answer ``question`` in their own words."""
    if not question.is_free_text:
        raise IllegalMoveError(_("Only answers in people’s own words have themes."))


def check_revision(theme: Theme, revision: int | None) -> None:
    """Raise IllegalMoveError if somebody changed the theme after ``revision`` was read."""
    if revision is not None and theme.revision != revision:
        raise IllegalMoveError(
            _("Somebody else changed “%(theme)s” in the meantime. Look at it, then decide again.")
            % {"theme": theme}
        )


def check_step(theme: Theme, state: str) -> None:
    """Raise IllegalMoveError unless the theme may go into ``state`` from where it is."""
    check_move(states.THEME, theme.state, state, f"“{theme}”")
    if state == states.CANDIDATE and theme.origin == states.PERSON:
        raise IllegalMoveError(_("A person made “%(theme)s”: drop it instead.") % {"theme": theme})


def check_label(frame: Frame, label: str, but: UUID | None = None) -> None:
    """Raise IllegalMoveError if the label is empty, or another adopted theme has it."""
    if not label:
        raise IllegalMoveError(_("Give the theme a label."))
    same = Theme.objects.filter(frame=frame, state=states.ADOPTED, label__iexact=label)
    if (same.exclude(pk=but) if but else same).exists():
        raise IllegalMoveError(_("Another theme is called “%(label)s”.") % {"label": label})


def check_merge(theme: Theme, into: Theme) -> None:
    """Raise IllegalMoveError unless the one may go into the other."""
    if theme.pk == into.pk or theme.frame_id != into.frame_id:
        raise IllegalMoveError(_("Choose another theme of the same question."))
    if states.DROPPED in (theme.state, into.state):
        raise IllegalMoveError(_("A theme that was dropped cannot be merged."))
    if into.state != states.ADOPTED:
        raise IllegalMoveError(
            _("Adopt “%(theme)s” before you merge another into it.") % {"theme": into}
        )


def check_decision(frame: Frame, themes: Collection[UUID], reason: str) -> None:
    """Raise IllegalMoveError unless somebody may say this of an answer."""
    if themes and reason:
        raise IllegalMoveError(_("An answer is in themes or set apart, not both."))
    if reason and reason not in dict(REASONS):
        raise IllegalMoveError(_("Choose why the answer is set apart."))
    adopted = Theme.objects.filter(frame=frame, state=states.ADOPTED, pk__in=themes).count()
    if adopted != len(set(themes)):
        raise IllegalMoveError(_("Only adopted themes can be given to an answer."))
