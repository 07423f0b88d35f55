from datetime import date

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation.models import Submission
from avow.web.consultation.permissions import check_import_submission
from avow.web.core.words import one_line


@transaction.atomic
def describe_submission(
    *,
    by: Person,
    submission: Submission,
    organisation: str,
    kind: str,
    title: str,
    received_on: date,
) -> Submission:
    """Correct who sent a submission, its title and its date; the text stays as it came.

    What is public follows at once: a sender corrected to a private person is no longer named.
    """
    check_import_submission(by)
    row = Submission.objects.select_for_update().defer("text").get(pk=submission.pk)
    wanted = {
        "organisation": one_line(organisation),
        "kind": kind,
        "title": one_line(title),
        "received_on": received_on,
    }
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    row.save(update_fields=changed)
    record(by=by, verb="submission.described", on=row, changed=changed)
    return row
