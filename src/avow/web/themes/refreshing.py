"""Let go, as soon as a page is opened, of what stands for answers nobody may read any more."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Substr

from avow.web.surveys.models import Answer, Question
from avow.web.surveys.states import KEPT, OPEN, SENT
from avow.web.themes import queries
from avow.web.themes.counting import PEOPLE, recount, total
from avow.web.themes.looking import MARK, mark_first
from avow.web.themes.models import Family, Frame, Standing


def readable(question: Question) -> int:
    """Return how many answers to the question staff may read.

    Counted as all less those that may not be read: these are few, the others many.
    """
    held = queries.unreadable(question)
    return Answer.objects.filter(question=question).count() - len(held)


def said_still(families: Iterable[Family]) -> set[UUID]:
    """Return the families of which so many answers may be read, unchanged, that all words stand.

    A word of a template is in two of three of its texts. While more than a third of those are left,
    every word is still somebody's who wants it read.
    """
    left = (
        Standing.objects.filter(family__in=list(families), answer__response__state=SENT)
        .exclude(answer__concern__state__in=[OPEN, KEPT])
        .filter(mark=Substr("answer__sealed", 1, MARK))
        .values_list("family", "family__people")
        .annotate(left=Count("pk"))
        .order_by()
    )
    return {pk for pk, people, n in left if n > 1 and 3 * n > people}


def let_families_go(frame: Frame) -> None:
    """Erase the templates of campaigns whose words nobody stands by any more."""
    stay = said_still(frame.families.all())
    frame.families.exclude(pk__in=stay).delete()


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
            let_families_go(frame)
            mark_first(frame)
            recount(frame)
    return everything - len(held) - (stand - len(gone))
