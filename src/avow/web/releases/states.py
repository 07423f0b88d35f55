"""Which state of a proposal may follow which."""

from django.utils.translation import gettext_lazy as _

from avow.web.core.states import Transitions

DRAFT = "draft"
IN_REVIEW = "in-review"
APPROVED = "approved"
RELEASED = "released"
REJECTED = "rejected"
WITHDRAWN = "withdrawn"

STATES = (
    (DRAFT, _("Draft")),
    (IN_REVIEW, _("In review")),
    (APPROVED, _("Approved")),
    (RELEASED, _("Released")),
    (REJECTED, _("Rejected")),
    (WITHDRAWN, _("Withdrawn")),
)

TRANSITIONS: Transitions = {
    DRAFT: [IN_REVIEW, WITHDRAWN],
    IN_REVIEW: [APPROVED, REJECTED, DRAFT, WITHDRAWN],
    APPROVED: [RELEASED, WITHDRAWN],
    RELEASED: [],
    REJECTED: [],
    WITHDRAWN: [],
}
