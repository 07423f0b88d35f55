"""Have an edition fixed beside other work: reading the facts and setting the PDFs takes seconds."""

from collections.abc import Collection

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core import work
from avow.web.core.models import Work
from avow.web.core.states import IllegalMoveError
from avow.web.profiles.actions.fix_edition import fix_edition
from avow.web.profiles.document.pdf import UnwritableError
from avow.web.profiles.models import Edition
from avow.web.profiles.permissions import check_edit_profiles
from avow.web.profiles.policies import check_attested, check_may_fix

KIND = "profiles.fix"


@transaction.atomic
def ask_fix(*, by: Person, edition: Edition, expected: str, attested: Collection[str]) -> Work:
    """Start fixing an edition; see ``fix_edition`` for what is given.

    Raises:
        IllegalMoveError: it is fixed, not everything was answered for, or that is going on.
    """
    check_edit_profiles(by)
    check_may_fix(edition)
    check_attested(attested)
    given = {"expected": expected, "attested": sorted(attested)}
    asked = work.ask(kind=KIND, subject=edition.pk, by=by.pk, **given)
    record(by=by, verb="profile.fix-asked", on=edition, unit=edition.unit, number=edition.number)
    return asked


def fix(asked: Work) -> None:
    """Do the work. Raises IllegalMoveError, which keeps for the page why it was not done."""
    try:
        fix_edition(
            by=Person.objects.get(pk=asked.asked_by),
            edition=Edition.objects.get(pk=asked.subject),
            expected=asked.given["expected"],
            attested=asked.given["attested"],
            tell=lambda step: work.tell(asked, step),
        )
    except UnwritableError as error:
        raise IllegalMoveError(str(error)) from error
