"""Fix an edition: its figures, words, replies and charts become files that never change."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.profiles import states
from avow.web.profiles.checklist import checklist
from avow.web.profiles.document import files
from avow.web.profiles.document.content import Content
from avow.web.profiles.drafts import fingerprint, joined
from avow.web.profiles.models import Edition
from avow.web.profiles.outline import outline
from avow.web.profiles.permissions import check_edit_profiles
from avow.web.profiles.policies import NotReadyError, check_attested, check_may_fix


@transaction.atomic
def fix_edition(
    *, by: Person, edition: Edition, expected: str, attested: Collection[str]
) -> Edition:
    """Write the edition's files and fix it; the one in force before is superseded.

    ``expected`` is the fingerprint of the draft that was read, ``attested`` what ``by`` answers
    for by name.

    Raises:
        PermissionDenied: the person may not edit profiles.
        NotReadyError: the checklist is not done.
        IllegalMoveError: it is fixed, or facts, words or replies changed since it was read.
        UnwritableError: the PDF cannot be set.
    """
    check_edit_profiles(by)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    check_may_fix(edition)
    check_attested(attested)
    exact = joined(edition, exact=True)
    if fingerprint(exact) != expected:
        raise IllegalMoveError(
            _("Facts, words or replies changed since you read this draft. Read it again.")
        )
    open_points = [point for point in checklist(edition, exact) if point.blocks]
    if open_points:
        raise NotReadyError(open_points[0].what)
    _freeze(by, edition, exact, attested)
    record(
        by=by,
        verb="profile.fixed",
        on=edition,
        unit=edition.unit,
        number=edition.number,
        sha256=edition.sha256,
        attested=sorted(attested),
    )
    return edition


def _freeze(by: Person, edition: Edition, exact: Content, attested: Collection[str]) -> None:
    """Write the files, and let the edition take the place of the one in force."""
    now = timezone.now()
    edition.manifest, edition.sha256 = files.write(
        edition,
        exact=exact,
        partners=joined(edition, exact=False),
        day=timezone.localdate(now).isoformat(),
        attestations=[text for name, text in outline().attestations if name in attested],
    )
    edition.state, edition.fixed_at, edition.fixed_by = states.FIXED, now, by
    _supersede(by, edition)
    edition.save()


def _supersede(by: Person, edition: Edition) -> None:
    before = Edition.objects.filter(unit=edition.unit, state=states.FIXED).first()
    if before:
        before.state = states.SUPERSEDED
        before.save(update_fields=["state"])
        record(by=by, verb="profile.superseded", on=before, unit=edition.unit)
