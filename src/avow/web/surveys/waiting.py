"""What waits for a trained reader. Nobody reads what was not sent, so that does not wait yet."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from avow.web.surveys import states
from avow.web.surveys.models import Concern, Survey


def queue(state: str = "") -> QuerySet[Concern]:
    """Return the concerns about sent answers, by the day they fall due."""
    found = Concern.objects.filter(answer__response__state=states.SENT).select_related(
        "answer__question__survey", "answer__response", "read_by"
    )
    return (found.filter(state=state) if state else found).order_by("due_on", "id")


def due(survey: Survey, today: date) -> tuple[int, int]:
    """Return how many answers to a survey wait for a trained reader, and how many of them late."""
    waiting = queue(states.OPEN).filter(answer__response__survey=survey)
    counted = waiting.aggregate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    return counted["n"], counted["late"]
