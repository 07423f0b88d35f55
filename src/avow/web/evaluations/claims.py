"""What the trace must bear out of evaluations."""

from collections.abc import Iterator

from avow.web.audit.backing import Claim
from avow.web.evaluations import states
from avow.web.evaluations.models import Amendment, Evaluation, Finding, Reading


def claims() -> Iterator[Claim]:
    """Yield every plan registered or amended, every finding and every reading."""
    for plan in Evaluation.objects.filter(state=states.REGISTERED):
        said = f"The plan of evaluation {plan.pk} was registered"
        yield Claim(said, "evaluation.registered", str(plan.pk))
    for amendment in Amendment.objects.all():
        said = f"Amendment {amendment.pk} was made"
        yield Claim(said, "evaluation.amended", str(amendment.pk))
    for finding in Finding.objects.only("pk"):
        yield Claim(f"Finding {finding.pk} was made", "evaluation.found", str(finding.pk))
    for reading in Reading.objects.only("pk"):
        yield Claim(
            f"Reading {reading.pk} was written", "evaluation.read-in-words", str(reading.pk)
        )
