from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.initiatives.models import Initiative
from avow.web.initiatives.permissions import check_edit_initiatives
from avow.web.initiatives.policies import check_answers_for, check_can_answer, check_open


@transaction.atomic
def hand_over_initiative(*, by: Person, initiative: Initiative, owner: Person) -> Initiative:
    """Let somebody else answer for an initiative. What is proposed stays as it is assessed.

    Raises:
        IllegalMoveError: it is closed, ``by`` does not answer for it, or ``owner`` may not keep
            initiatives.
    """
    check_edit_initiatives(by)
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    check_answers_for(initiative, by)
    check_open(initiative)
    check_can_answer(owner)
    initiative.owner = owner
    initiative.save(update_fields=["owner"])
    record(by=by, verb="initiative.handed-over", on=initiative, owner=str(owner.pk))
    return initiative
