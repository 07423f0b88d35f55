"""Release an approved proposal: files first, whole and hashed, then the row that makes them public.

Killed anywhere, a second call ends in the same state: a folder without a row is nobody's, and is
written again.
"""

import json
import shutil

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from avow import definitions
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.releases import snapshots, states
from avow.web.releases.files import (
    MANIFEST,
    as_json,
    listing,
    releases_folder,
    sha256,
    write_folder,
)
from avow.web.releases.models import Proposal, Release
from avow.web.releases.permissions import check_propose
from avow.web.releases.policies import check_approvals, check_can_move


@transaction.atomic
def release(*, by: Person, proposal: Proposal) -> Release:
    """Publish the reviewed revision as it was reviewed; done already, return what was released.

    Raises:
        PermissionDenied: the person may not release.
        IllegalMoveError: the proposal is not approved.
        NotAllowedError: it says so, but the verdicts or the trace do not.
        TamperedError: the reviewed files are no longer what was reviewed.
    """
    check_propose(by)
    # Whoever releases holds every approved proposal, so that no two take the same number.
    list(Proposal.objects.select_for_update().filter(state=states.APPROVED).order_by("pk"))
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    done = Release.objects.filter(revision__proposal=proposal).first()
    if done:
        return done
    check_can_move(proposal, states.RELEASED)
    check_approvals(proposal)
    made = _published(proposal, by)
    proposal.state = states.RELEASED
    proposal.save(update_fields=["state"])
    record(by=by, verb="proposal.released", on=proposal, number=made.number, sha256=made.sha256)
    return made


def _published(proposal: Proposal, by: Person) -> Release:
    revision = proposal.latest
    files = snapshots.read_all(revision)
    # Everything told about the release comes from the reviewed files, not from rows beside them.
    about = json.loads(files["data.json"])
    newest = Release.objects.order_by("-number").first()
    made = Release(
        number=newest.number + 1 if newest else 1,
        slug=slugify(about["title"])[:60].strip("-") or "release",
        title=about["title"],
        released_at=timezone.now(),
        revision=revision,
        released_by=by,
    )
    made.manifest = _manifest(made, about, files)
    written = as_json(made.manifest)
    made.sha256 = sha256(written)
    _clear(made.number)
    write_folder(releases_folder() / made.folder, {**files, MANIFEST: written})
    made.save(force_insert=True)
    return made


def _clear(number: int) -> None:
    """Remove what an attempt that came to nothing left under a number that no row holds."""
    for left in releases_folder().glob(f"{number}-*"):
        shutil.rmtree(left)


def _manifest(made: Release, about: dict[str, str], files: dict[str, bytes]) -> dict[str, object]:
    licence = definitions.read("licences", "default")
    return {
        "number": made.number,
        "title": made.title,
        "released_at": made.released_at.isoformat(),
        **{name: about[name] for name in ("summary", "kind", "measure", "by", "period")},
        "licence": {name: licence[name] for name in ("name", "url", "what", "attribution")},
        "files": listing(files),
    }
