"""Names that pages, work and records of this room share."""

from django.utils.translation import gettext_lazy as _

EVALUATE = "evaluation"

BOROUGH, BCU = "borough", "bcu"
AREAS = ((BOROUGH, _("Borough")), (BCU, _("Command unit")))

DID, SERIES, SYNTHETIC, DISPLACEMENT = "did", "series", "synthetic", "displacement"
METHODS = (
    (DID, _("Difference in differences: how the pilot changed, less how other places changed")),
    (SERIES, _("Interrupted series: the pilot against its own course before")),
    (SYNTHETIC, _("Synthetic control: the pilot against a mix of places that ran like it")),
    (DISPLACEMENT, _("Displacement: did it move next door?")),
)
NAMES = {
    DID: _("Difference in differences"),
    SERIES: _("Interrupted series"),
    SYNTHETIC: _("Synthetic control"),
    DISPLACEMENT: _("Displacement"),
}

# The fields of a plan, as its form calls them.
FIELDS = {
    "title": _("Title"),
    "tried": _("What was tried"),
    "expected": _("What is expected"),
    "initiative": _("Initiative"),
    "by": _("Kind of place"),
    "areas": _("Pilot"),
    "neighbours": _("Next to it"),
    "comparison": _("Compared with"),
    "measure": _("Outcome"),
    "place_kind": _("Only offences in"),
    "methods": _("Methods"),
    "starts_on": _("First month in which it ran"),
    "ends_on": _("Last month in which it ran"),
    "later": _("Places that began later"),
}

PILOT, NEXT, COMPARED, LEFT_OUT = "pilot", "next", "compared", "left-out"
PARTS = (
    (COMPARED, _("Compared with")),
    (PILOT, _("Pilot")),
    (NEXT, _("Next to it")),
    (LEFT_OUT, _("Left out")),
)
