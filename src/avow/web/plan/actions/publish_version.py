from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import check_move
from avow.web.plan import queries, states
from avow.web.plan.claims import fingerprint
from avow.web.plan.models import Plan, Version
from avow.web.plan.permissions import check_publish_plan
from avow.web.plan.policies import check_publishable


@transaction.atomic
def publish_version(*, by: Person, version: Version) -> Version:
    """Make a draft the public plan; the version published before is superseded.

    Raises:
        IllegalMoveError: it is no draft, holds no commitment, or two share a number.
    """
    check_publish_plan(by)
    Plan.objects.select_for_update().get(pk=version.plan_id)
    version.refresh_from_db()
    check_publishable(version)
    older = Version.objects.filter(plan=version.plan_id, state=states.PUBLISHED).first()
    if older:
        check_move(states.TRANSITIONS, older.state, states.SUPERSEDED, str(older))
        older.state = states.SUPERSEDED
        older.save(update_fields=["state"])
        record(by=by, verb="plan.superseded", on=older, by_version=version.number)
    version.state = states.PUBLISHED
    version.published_at = timezone.now()
    version.published_by = by
    version.save(update_fields=["state", "published_at", "published_by"])
    whole = queries.with_parts(Version.objects.filter(pk=version.pk)).get()
    record(
        by=by,
        verb="plan.published",
        on=version,
        number=version.number,
        sha256=fingerprint(whole),
    )
    return version
