"""What the trace must bear out of initiatives and their assessments."""

from collections.abc import Iterator

from avow.web.audit.backing import Claim
from avow.web.initiatives import states
from avow.web.initiatives.models import Assessment, Initiative, Withdrawal

_VERBS = {
    states.LIVE: "initiative.live",
    states.ENDED: "initiative.ended",
    states.STOPPED: "initiative.stopped",
}


def claims() -> Iterator[Claim]:
    """Yield every initiative that is live or closed, and every signature."""
    for initiative in Initiative.objects.exclude(state=states.PROPOSED):
        yield Claim(
            f"Initiative {initiative.pk} is {initiative.state}",
            _VERBS[initiative.state],
            str(initiative.pk),
        )
    for assessment in Assessment.objects.filter(state=states.SIGNED):
        yield Claim(
            f"Assessment {assessment.pk} was signed",
            "assessment.signed",
            str(assessment.pk),
            actor=str(assessment.signed_by_id),
        )
    for withdrawal in Withdrawal.objects.all():
        yield Claim(
            f"The signature under assessment {withdrawal.assessment_id} was withdrawn",
            "assessment.withdrawn",
            str(withdrawal.assessment_id),
            actor=str(withdrawal.withdrawn_by_id),
        )
