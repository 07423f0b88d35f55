"""Which state of a plan version may follow which."""

from avow.web.core.states import Transitions

DRAFT = "draft"
PUBLISHED = "published"
SUPERSEDED = "superseded"

STATES = ((DRAFT, "Draft"), (PUBLISHED, "Published"), (SUPERSEDED, "Superseded"))

TRANSITIONS: Transitions = {
    DRAFT: [PUBLISHED],
    PUBLISHED: [SUPERSEDED],
    SUPERSEDED: [],
}
