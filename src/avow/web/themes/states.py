"""Which state of a theme may follow which, and where an answer can stand."""

from avow.web.core.states import Transitions

CANDIDATE = "candidate"
ADOPTED = "adopted"
DROPPED = "dropped"
THEME_STATES = ((CANDIDATE, "Candidate"), (ADOPTED, "Adopted"), (DROPPED, "Dropped"))
# Every decision can be taken back: what the machine proposed becomes a candidate again.
THEME: Transitions = {
    CANDIDATE: [ADOPTED, DROPPED],
    ADOPTED: [CANDIDATE, DROPPED],
    DROPPED: [CANDIDATE, ADOPTED],
}

IN_THEME = "theme"
APART = "apart"
UNASSIGNED = "unassigned"
PLACES = ((IN_THEME, "In a theme"), (APART, "Set apart"), (UNASSIGNED, "Unassigned"))

MACHINE = "machine"
PERSON = "person"
CODERS = ((MACHINE, "By machine"), (PERSON, "By people"))

CODED = "coded"
CHECKED = "checked"
TAKEN_BACK = "taken-back"
# A second coder's decision is kept beside the first and does not move the answer.
DECISIONS = ((CODED, "Coded"), (CHECKED, "Coded a second time"), (TAKEN_BACK, "Taken back"))
