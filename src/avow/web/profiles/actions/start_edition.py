"""Start the next edition of a unit's profile, or throw its draft away."""

from django.db import transaction
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core import work
from avow.web.core.states import IllegalMoveError
from avow.web.profiles import reading, states
from avow.web.profiles.actions.ask_fix import KIND
from avow.web.profiles.models import Edition
from avow.web.profiles.permissions import check_edit_profiles
from avow.web.profiles.policies import check_draft, check_unit


@transaction.atomic
def start_edition(*, by: Person, unit: str, period: str) -> Edition:
    """Start a draft that covers ``period``, the label of a whole year or quarter.

    Raises:
        PermissionDenied: the person may not edit profiles.
        IllegalMoveError: there is a draft, no such unit, or the period is not whole.
    """
    check_edit_profiles(by)
    check_unit(unit)
    covered = reading.period(period)
    if covered is None:
        raise IllegalMoveError(_("Choose a period of which every month is loaded."))
    held = Edition.objects.select_for_update().filter(unit=unit)
    if held.filter(state=states.DRAFT).exists():
        raise IllegalMoveError(_("There is a draft of this profile already: go on with it."))
    newest = held.order_by("-number").first()
    edition = Edition.objects.create(
        unit=unit,
        number=newest.number + 1 if newest else 1,
        period_kind=covered.kind,
        period_label=covered.label,
        period_start=covered.start,
        started_by=by,
    )
    record(by=by, verb="profile.started", on=edition, unit=unit, period=period)
    return edition


@transaction.atomic
def discard_edition(*, by: Person, edition: Edition) -> None:
    """Throw a draft away; its words stay for the next one.

    Raises:
        IllegalMoveError: it is fixed, or being fixed.
    """
    check_edit_profiles(by)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    check_draft(edition)
    going = work.newest(edition.pk, KIND)
    if going is not None and going.is_going_on:
        raise IllegalMoveError(_("The edition is being fixed. Wait until that has ended."))
    record(by=by, verb="profile.discarded", on=edition, unit=edition.unit)
    edition.delete()
