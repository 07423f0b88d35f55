"""Reply for a unit: to its profile, a section of it, a measure or a signal."""

from django.db import transaction
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.core.words import seen
from avow.web.profiles.answerable import Subject, title_of
from avow.web.profiles.models import Reply
from avow.web.profiles.permissions import check_commands
from avow.web.profiles.policies import check_base, check_text


@transaction.atomic
def reply(
    *, by: Person, unit: str, subject: Subject, text: str, base: int, for_partners: bool = False
) -> Reply:
    """Keep what the commander of ``unit`` says of ``subject``; earlier wordings stay.

    ``base`` is the number of the wording it follows, 0 for the first.

    Raises:
        PermissionDenied: the person does not command the unit.
        OverwriteError: another wording was saved since ``base``.
        IllegalMoveError: it says nothing, too much, or is about nothing a unit can reply to.
    """
    check_commands(by, unit)
    text = seen(text).replace("\r\n", "\n").strip()
    if not text:
        raise IllegalMoveError(_("Write what you reply."))
    check_text(text)
    title = title_of(unit, subject)
    about = {"unit": unit, "about": subject.about, "key": subject.key}
    newest = Reply.objects.select_for_update().filter(**about).order_by("-number").first()
    number = newest.number if newest else 0
    check_base(number, base)
    kept = Reply.objects.create(
        **about,
        title=title,
        number=number + 1,
        text=text,
        for_partners=for_partners,
        written_by=by,
    )
    record(by=by, verb="unit.replied", on=kept, number=kept.number, **about)
    return kept
