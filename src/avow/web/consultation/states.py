"""Which state of a submission, a recommendation and an answer may follow which."""

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

DRAFT = "draft"
IN_SIGN_OFF = "in-sign-off"
SIGNED_OFF = "signed-off"
PUBLISHED = "published"
ANSWER_STATES = (
    (DRAFT, "Draft"),
    (IN_SIGN_OFF, "Waits for sign-off"),
    (SIGNED_OFF, "Signed off"),
    (PUBLISHED, "Published"),
)
ANSWER: Transitions = {
    DRAFT: [IN_SIGN_OFF],
    IN_SIGN_OFF: [DRAFT, SIGNED_OFF],
    SIGNED_OFF: [DRAFT, PUBLISHED],
    PUBLISHED: [DRAFT],
}

INVITED = "invited"
WRITTEN = "written"
SHOWN = "published"
REFUSED = "refused"
REPLY_STATES = (
    (INVITED, "Invited"),
    (WRITTEN, "Waits for a decision"),
    (SHOWN, "Published"),
    (REFUSED, "Refused"),
)
REPLY: Transitions = {INVITED: [WRITTEN], WRITTEN: [SHOWN, REFUSED], SHOWN: [], REFUSED: []}
