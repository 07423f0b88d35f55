from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import check_move
from avow.web.plan import queries, states
from avow.web.plan.claims import fingerprint
from avow.web.plan.models import Action, Commitment, Plan, Version
from avow.web.plan.permissions import check_publish_plan
from avow.web.plan.policies import check_publishable, check_stage


@transaction.atomic
def publish_version(*, by: Person, version: Version, stage: str = states.FINAL) -> Version:
    """Make a draft the public plan; the version published before is superseded.

    ``stage`` says what it is to the public: a draft for consultation, the final plan, or an update
    of that. Steps from lines to parts that are no longer in the draft are left behind.

    Raises:
        IllegalMoveError: it is no draft, holds no commitment, or two share a number; or an update
            of a plan that has no final version.
    """
    check_publish_plan(by)
    Plan.objects.select_for_update().get(pk=version.plan_id)
    version.refresh_from_db()
    check_publishable(version)
    check_stage(version, stage)
    older = Version.objects.filter(plan=version.plan_id, state=states.PUBLISHED).first()
    if older:
        check_move(states.TRANSITIONS, older.state, states.SUPERSEDED, str(older))
        older.state = states.SUPERSEDED
        older.save(update_fields=["state"])
        record(by=by, verb="plan.superseded", on=older, by_version=version.number)
    _leave_steps_behind(version)
    version.state, version.stage = states.PUBLISHED, stage
    version.published_at = timezone.now()
    version.published_by = by
    version.save(update_fields=["state", "stage", "published_at", "published_by"])
    whole = queries.with_parts(Version.objects.filter(pk=version.pk)).get()
    record(
        by=by,
        verb="plan.published",
        on=version,
        number=version.number,
        stage=stage,
        sha256=fingerprint(whole),
    )
    return version


def _leave_steps_behind(version: Version) -> None:
    held = {
        *Commitment.objects.filter(pillar__version=version).values_list("lineage", flat=True),
        *Action.objects.filter(commitment__pillar__version=version).values_list(
            "lineage", flat=True
        ),
    }
    version.steps.exclude(successor__in=held).delete()
