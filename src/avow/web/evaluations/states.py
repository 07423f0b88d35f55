"""States of an evaluation's plan."""

from avow.web.core.states import Transitions

DRAFT, REGISTERED = "draft", "registered"
STATES = ((DRAFT, "Draft"), (REGISTERED, "Registered"))

EVALUATION: Transitions = {DRAFT: (REGISTERED,), REGISTERED: ()}
