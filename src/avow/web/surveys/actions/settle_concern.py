from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError, check_move
from avow.web.surveys import states
from avow.web.surveys.models import Concern
from avow.web.surveys.permissions import check_read_concerns


@transaction.atomic
def settle_concern(
    *, by: Person, concern: Concern, state: str, note: str, sealed: str = ""
) -> Concern:
    """Let an answer be read with the rest, or keep it with the trained readers, or undo that.

    ``note`` is what was done, and is sealed. ``sealed`` is the text that was on the page, as it is
    stored: if its author changed it meanwhile, nothing is settled.

    Raises:
        IllegalMoveError: the concern is there already, or the answer has changed since.
    """
    check_read_concerns(by)
    concern = Concern.objects.select_for_update().select_related("answer").get(pk=concern.pk)
    if sealed and sealed != concern.answer.sealed:
        raise IllegalMoveError("The author changed the answer meanwhile. Read it again.")
    check_move(states.CONCERN, concern.state, state, "This answer")
    concern.state, concern.read_by, concern.read_at = state, by, timezone.now()
    concern.note = note.strip()
    concern.save()
    verb = "concern.shared" if state == states.SHARED else "concern.kept"
    record(by=by, verb=verb, on=concern, answer=str(concern.answer_id))
    return concern
