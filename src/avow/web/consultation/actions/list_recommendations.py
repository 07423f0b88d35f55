from django.db import transaction
from django.db.models import QuerySet

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import queries
from avow.web.consultation.models import Recommendation
from avow.web.consultation.permissions import check_read_submission


@transaction.atomic
def list_recommendations(*, by: Person, wanted: queries.Wanted) -> QuerySet[Recommendation]:
    """Return the adopted recommendations that match; quotes are seen, so the look is recorded."""
    check_read_submission(by)
    record(by=by, verb="recommendations.listed", on=by, filters=wanted.named())
    return queries.adopted(wanted)
