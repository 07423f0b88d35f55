"""How editions of a profile move on."""

from avow.web.core.states import Transitions

DRAFT, FIXED, SUPERSEDED = "draft", "fixed", "superseded"
EDITIONS = ((DRAFT, "Draft"), (FIXED, "Fixed"), (SUPERSEDED, "Superseded"))
MOVES: Transitions = {DRAFT: (FIXED,), FIXED: (SUPERSEDED,), SUPERSEDED: ()}
