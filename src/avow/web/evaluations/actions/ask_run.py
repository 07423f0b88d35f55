from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core import work
from avow.web.core.models import Work
from avow.web.evaluations import kinds
from avow.web.evaluations.models import Evaluation
from avow.web.evaluations.permissions import check_edit_evaluations
from avow.web.evaluations.policies import check_registered


def ask_run(*, by: Person, evaluation: Evaluation) -> Work:
    """Have the registered plan run on the facts of today. Earlier findings stay.

    Raises:
        IllegalMoveError: the plan is not registered, or a run is going on.
    """
    check_edit_evaluations(by)
    check_registered(evaluation)
    with transaction.atomic():
        record(by=by, verb="evaluation.run-asked", on=evaluation, revision=evaluation.revision)
        return work.ask(kind=kinds.EVALUATE, subject=evaluation.pk, by=by.pk)
