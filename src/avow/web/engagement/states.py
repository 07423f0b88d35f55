"""Which state of an occasion may follow which."""

from avow.web.core.states import Transitions

PLANNED = "planned"
HELD = "held"
CANCELLED = "cancelled"
STATES = ((PLANNED, "Planned"), (HELD, "Held"), (CANCELLED, "Cancelled"))
OCCASION: Transitions = {PLANNED: [HELD, CANCELLED], HELD: [PLANNED], CANCELLED: [PLANNED]}
