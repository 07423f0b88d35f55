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

PILOT, NEXT, COMPARED, LEFT_OUT = "pilot", "next", "compared", "left-out"
PARTS = (
    (COMPARED, _("Compared with")),
    (PILOT, _("Pilot")),
    (NEXT, _("Next to it")),
    (LEFT_OUT, _("Left out")),
)
