"""Fix an edition: its figures, words, replies and charts become files that never change."""

from collections.abc import Callable, Collection

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


def fix_edition(
    *,
    by: Person,
    edition: Edition,
    expected: str,
    attested: Collection[str],
    tell: Callable[[str], None] = lambda _step: None,
) -> Edition:
    """Write the edition's files and fix it; the one in force before is superseded.

    ``expected`` is the fingerprint of the draft that was read, ``attested`` what ``by`` answers
    for by name. ``tell`` is told each step, as this takes some seconds.

    Raises:
        PermissionDenied: the person may not edit profiles.
        NotReadyError: the checklist is not done.
        IllegalMoveError: it is fixed, or facts, words or replies changed since it was read.
        UnwritableError: the PDF cannot be set.
    """
    check_edit_profiles(by)
    check_attested(attested)
    tell(_("Reading the facts"))
    exact = _as_read(Edition.objects.get(pk=edition.pk), expected)
    partners = joined(edition, exact=False)
    tell(_("Setting the documents"))
    day = timezone.localdate().isoformat()
    answered = [text for name, text in outline().attestations if name in attested]
    made = files.made(exact=exact, partners=partners, day=day, attestations=answered)
    # The documents took seconds: nobody else's writing had to wait for them.
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        signals = _as_read(edition, expected).signals
        edition.manifest, edition.sha256 = files.write(edition, made, day=day, signals=signals)
        _freeze(by, edition, sorted(attested))
    return edition


def _as_read(edition: Edition, expected: str) -> Content:
    """Return what the draft says, which is what was read and has nothing left to do."""
    check_may_fix(edition)
    exact = joined(edition, exact=True)
    if fingerprint(exact) != expected:
        raise IllegalMoveError(
            _("Facts, words or replies changed since you read this draft. Read it again.")
        )
    open_points = [point for point in checklist(edition, exact) if point.blocks]
    if open_points:
        raise NotReadyError(open_points[0].what)
    return exact


def _freeze(by: Person, edition: Edition, attested: list[str]) -> None:
    """Let the edition take the place of the one in force."""
    before = Edition.objects.filter(unit=edition.unit, state=states.FIXED).first()
    if before:
        before.state = states.SUPERSEDED
        before.save(update_fields=["state"])
        record(by=by, verb="profile.superseded", on=before, unit=edition.unit)
    edition.state, edition.fixed_at, edition.fixed_by = states.FIXED, timezone.now(), by
    edition.save()
    told = {"unit": edition.unit, "number": edition.number, "sha256": edition.sha256}
    record(by=by, verb="profile.fixed", on=edition, attested=attested, **told)
