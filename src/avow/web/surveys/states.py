"""Which state of a survey, a response and a concern may follow which."""

from avow.web.core.states import Transitions

DRAFT = "draft"
READY = "ready"
CLOSED = "closed"
SURVEY_STATES = ((DRAFT, "Draft"), (READY, "Ready"), (CLOSED, "Closed"))
# A survey that is ready opens and closes by its own dates; a person may close it for good before,
# or take it back to draft as long as nobody has begun to answer.
SURVEY: Transitions = {DRAFT: [READY], READY: [CLOSED, DRAFT], CLOSED: []}

STARTED = "started"
SENT = "sent"
WITHDRAWN = "withdrawn"
RESPONSE_STATES = ((STARTED, "Started"), (SENT, "Sent"), (WITHDRAWN, "Withdrawn"))
RESPONSE: Transitions = {
    STARTED: [SENT, WITHDRAWN],
    SENT: [WITHDRAWN],
    WITHDRAWN: [],
}

OPEN = "open"
SHARED = "shared"
KEPT = "kept"
CONCERN_STATES = (
    (OPEN, "Waits for a trained reader"),
    (SHARED, "Read; may be read with the rest"),
    (KEPT, "Read; stays with the trained readers"),
)
CONCERN: Transitions = {OPEN: [SHARED, KEPT], SHARED: [KEPT], KEPT: [SHARED]}

FILE_WAITING = "waiting"
FILE_TAKEN_IN = "taken-in"
INTAKE_STATES = ((FILE_WAITING, "Waiting for its columns"), (FILE_TAKEN_IN, "Taken in"))
INTAKE: Transitions = {FILE_WAITING: [FILE_TAKEN_IN], FILE_TAKEN_IN: []}
