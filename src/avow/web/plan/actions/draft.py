from avow.web.plan.models import Plan, Version
from avow.web.plan.policies import check_draft


def lock_draft(version: Version) -> None:
    """Hold a version's plan until the caller's transaction ends, and check that it is a draft.

    Raises:
        IllegalMoveError: the version is no draft.
    """
    Plan.objects.select_for_update().get(pk=version.plan_id)
    version.refresh_from_db()
    check_draft(version)
