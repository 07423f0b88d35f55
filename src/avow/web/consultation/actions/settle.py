from avow.web.consultation import states
from avow.web.consultation.models import Submission
from avow.web.core.states import check_move


def settle(submission: Submission, *, opened: bool = False) -> None:
    """Bring a submission's state in line with its recommendations, in the caller's transaction.

    It is in review from the first look until no candidate is left.
    """
    if submission.state == states.UNREAD and not opened:
        return
    left = submission.recommendations.filter(state=states.CANDIDATE).exists()
    then = states.IN_REVIEW if left else states.REVIEWED
    if then == submission.state:
        return
    check_move(states.SUBMISSION, submission.state, then, "This submission")
    Submission.objects.filter(pk=submission.pk).update(state=then)
    submission.state = then
