"""Let go, as soon as a page is opened, of what stands for answers nobody may read any more."""

from django.db import transaction

from avow.web.surveys.models import Answer, Question
from avow.web.themes import queries
from avow.web.themes.counting import PEOPLE, recount, total
from avow.web.themes.looking import mark_first
from avow.web.themes.models import Frame, Standing


def readable(question: Question) -> int:
    """Return how many answers to the question staff may read.

    Counted as all less those that may not be read: these are few, the others many.
    """
    held = queries.unreadable(question)
    return Answer.objects.filter(question=question).count() - len(held)


def refresh(frame: Frame) -> int:
    """Bring the counts in line with what may be read: answers are withdrawn, or held back.

    Returns how many answers came since the machine looked; until it does they are unassigned.
    """
    held = queries.unreadable(frame.question)
    everything = Answer.objects.filter(question=frame.question_id).count()
    gone = queries.standing_for(held)
    stand = Standing.objects.filter(frame=frame).count()
    if frame.counts and (gone or total(frame.counts, PEOPLE) != stand):
        with transaction.atomic():
            Standing.objects.filter(pk__in=gone).delete()
            mark_first(frame)
            recount(frame)
    return everything - len(held) - (stand - len(gone))
