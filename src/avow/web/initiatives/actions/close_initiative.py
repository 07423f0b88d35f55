from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError, check_move
from avow.web.core.uploads import with_plain_lines
from avow.web.initiatives import states
from avow.web.initiatives.models import Initiative
from avow.web.initiatives.permissions import check_edit_initiatives
from avow.web.initiatives.policies import check_answers_for


@transaction.atomic
def close_initiative(*, by: Person, initiative: Initiative, state: str, outcome: str) -> Initiative:
    """Say that an initiative ended as it was meant to, or was stopped, and what came of it.

    Raises:
        IllegalMoveError: it cannot be closed like that, ``outcome`` says nothing, or somebody else
            answers for it.
    """
    check_edit_initiatives(by)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    check_answers_for(initiative, by)
    check_move(states.INITIATIVE, initiative.state, state, str(initiative))
    said = with_plain_lines(outcome).strip()
    if not said:
        raise IllegalMoveError(_("Say what came of it."))
    initiative.state, initiative.closed_on = state, timezone.localdate()
    initiative.outcome = said
    initiative.save(update_fields=["state", "closed_on", "outcome"])
    record(by=by, verb=f"initiative.{state}", on=initiative)
    return initiative
