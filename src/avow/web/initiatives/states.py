"""Which state of an initiative, and of its assessment, may follow which."""

from avow.web.core.states import Transitions

PROPOSED, LIVE, ENDED, STOPPED = "proposed", "live", "ended", "stopped"
STATES = ((PROPOSED, "Proposed"), (LIVE, "Live"), (ENDED, "Ended"), (STOPPED, "Stopped"))
INITIATIVE: Transitions = {PROPOSED: [LIVE, STOPPED], LIVE: [ENDED, STOPPED]}

DRAFT, READY, SIGNED = "draft", "ready", "signed"
ASSESSMENT_STATES = ((DRAFT, "Draft"), (READY, "Waiting to be signed"), (SIGNED, "Signed"))
ASSESSMENT: Transitions = {DRAFT: [READY], READY: [DRAFT, SIGNED]}
