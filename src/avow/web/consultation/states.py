"""Which state of a submission, and of a recommendation, may follow which."""

from avow.web.core.states import Transitions

UNREAD = "unread"
IN_REVIEW = "in-review"
REVIEWED = "reviewed"
SUBMISSION_STATES = ((UNREAD, "Unread"), (IN_REVIEW, "In review"), (REVIEWED, "Reviewed"))
SUBMISSION: Transitions = {
    UNREAD: [IN_REVIEW, REVIEWED],
    IN_REVIEW: [REVIEWED],
    REVIEWED: [IN_REVIEW],
}

CANDIDATE = "candidate"
ADOPTED = "adopted"
REJECTED = "rejected"
RECOMMENDATION_STATES = (
    (CANDIDATE, "To decide"),
    (ADOPTED, "Adopted"),
    (REJECTED, "Rejected"),
)
RECOMMENDATION: Transitions = {
    CANDIDATE: [ADOPTED, REJECTED],
    ADOPTED: [CANDIDATE],
    REJECTED: [CANDIDATE],
}
