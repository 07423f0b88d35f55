"""Which state of a plan version may follow which."""

from django.utils.translation import gettext_lazy as _

from avow.web.core.states import Transitions

DRAFT = "draft"
PUBLISHED = "published"
SUPERSEDED = "superseded"

CONSULTATION = "consultation"
FINAL = "final"
UPDATE = "update"

# What a published version is to the public; a draft is none of these yet.
STAGES = (
    (CONSULTATION, _("Draft for consultation")),
    (FINAL, _("Final plan")),
    (UPDATE, _("Update of the plan")),
)

# The stages of a plan that the force is held to.
BINDING = (FINAL, UPDATE)

STATES = ((DRAFT, "Draft"), (PUBLISHED, "Published"), (SUPERSEDED, "Superseded"))

TRANSITIONS: Transitions = {
    DRAFT: [PUBLISHED],
    PUBLISHED: [SUPERSEDED],
    SUPERSEDED: [],
}
