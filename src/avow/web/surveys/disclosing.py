"""Holding back what may disclose abuse or danger, until a trained reader has dealt with it."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from avow.analysis.text import concerns
from avow.web.surveys import states
from avow.web.surveys.models import Answer, Concern
from avow.web.surveys.models.response import today


def due(day: date) -> date:
    """Return the day by which a trained reader has read what was sent on ``day``."""
    return day + timedelta(days=concerns.due_days())


def watch(answer: Answer, language: str) -> bool:
    """Hold an answer back if its words, new or changed, may disclose abuse or danger.

    A text that changed after it was read is read again, whatever it says now. Returns whether it
    is held back.
    """
    signs = concerns.find(answer.text, language)
    before = Concern.objects.filter(answer=answer).first()
    if not signs and (before is None or before.state == states.OPEN):
        if before is not None:
            before.delete()
        return False
    concern = before or Concern(answer=answer)
    concern.state = states.OPEN
    concern.due_on = due(today())
    concern.signs = _stored(signs)
    concern.read_by = concern.read_at = None
    concern.save()
    return True


def watch_all(texts: Iterable[tuple[UUID, str]], language: str) -> int:
    """Hold back every new answer that may disclose abuse or danger; return how many.

    For many at once, such as those of a file: ``texts`` are each answer's identifier and words.
    The answers are stored and have no concern yet.
    """
    found = [
        Concern(answer_id=pk, due_on=due(today()), signs=_stored(signs))
        for pk, text in texts
        if (signs := concerns.find(text, language))
    ]
    Concern.objects.bulk_create(found, batch_size=500)
    return len(found)


def _stored(signs: Iterable[concerns.Sign]) -> list[list[object]]:
    return [[sign.start, sign.end, sign.why] for sign in signs]
