"""What the trace must bear out of surveys."""

from collections.abc import Iterator

from avow.web.audit.backing import Claim
from avow.web.surveys import states
from avow.web.surveys.actions.make_ready import fingerprint
from avow.web.surveys.models import Survey
from avow.web.surveys.models.survey import HERE


def claims() -> Iterator[Claim]:
    """Yield every survey that was put before the public on this site, as it reads."""
    for survey in Survey.objects.filter(place=HERE).exclude(state=states.DRAFT):
        yield Claim(
            f"Survey {survey.slug} was made ready as it reads",
            "survey.made-ready",
            str(survey.pk),
            undone=("survey.taken-back",),
            proof={"sha256": fingerprint(survey)},
        )
