"""Write the analyst's words of a section: always a new revision, never over another's."""

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.words import seen
from avow.web.profiles.document.asked import Making
from avow.web.profiles.document.making import section as made
from avow.web.profiles.models import Edition, Wording
from avow.web.profiles.permissions import check_edit_profiles
from avow.web.profiles.policies import check_base, check_draft, check_text


@transaction.atomic
def write_words(
    *,
    by: Person,
    edition: Edition,
    section: str,
    text: str,
    base: int,
    for_partners: bool = False,
    restored: int | None = None,
) -> Wording:
    """Keep ``text`` as the newest wording, beside the figures it was written against.

    ``base`` is the number of the wording it follows, 0 for the first. The same text again says
    that it still holds of the figures as they are now.

    Raises:
        PermissionDenied: the person may not edit profiles.
        OverwriteError: another wording was saved since ``base``.
        IllegalMoveError: the edition is fixed, or the text is too long.
        LookupError: there is no such section.
    """
    check_edit_profiles(by)
    check_draft(edition)
    text = seen(text).replace("\r\n", "\n").strip()
    check_text(text)
    held = Wording.objects.select_for_update().filter(unit=edition.unit, section=section)
    newest = held.order_by("-number").first()
    number = newest.number if newest else 0
    check_base(number, base)
    wording = Wording.objects.create(
        unit=edition.unit,
        section=section,
        number=number + 1,
        text=text,
        for_partners=for_partners,
        figures=_figures(edition, section),
        covering=edition.period_label,
        restored=restored,
        written_by=by,
    )
    told = {"unit": edition.unit, "section": section, "number": wording.number}
    record(by=by, verb="profile.worded", on=wording, for_partners=for_partners, **told)
    return wording


def _figures(edition: Edition, section: str) -> dict[str, dict[str, str]]:
    """Return the figures of a section as they are now, by key."""
    facts = made(Making(edition.unit, edition.period, exact=True), section).facts
    return {
        fact.key: {"label": fact.label, "text": fact.text, "period": fact.period} for fact in facts
    }


@transaction.atomic
def restore_words(*, by: Person, edition: Edition, wording: Wording, base: int) -> Wording:
    """Write an older wording anew, as the newest; what came after stays in the history."""
    return write_words(
        by=by,
        edition=edition,
        section=wording.section,
        text=wording.text,
        base=base,
        for_partners=wording.for_partners,
        restored=wording.number,
    )
