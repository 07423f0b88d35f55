"""Bring where answers stand in line with the answers that may be read now."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr

from avow.analysis.text.duplicates import normal_form
from avow.analysis.text.themes import reason_to_set_apart
from avow.web.surveys.models import Answer
from avow.web.surveys.models.answer import Answers
from avow.web.themes import settling, states
from avow.web.themes.counting import recount
from avow.web.themes.models import Coding, Frame, Standing

CHUNK = 2000
MARK = 64


def chunks(items: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Yield ``items`` in parts that a query can name."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def look(frame: Frame, tell: Callable[[int, int], None]) -> int:
    """Take in answers that came or changed, let go of those that went; return how many are new.

    ``tell`` is called with how many are taken in, of how many.

    A text that people coded before, or one that stands already, stands alike at once.
    """
    held = dict(Standing.objects.filter(frame=frame).values_list("answer_id", "mark"))
    marked = readable(frame).annotate(now=Substr("sealed", 1, MARK))
    now = dict(marked.order_by("created_at", "pk").values_list("pk", "now"))
    _let_go(frame, [pk for pk, mark in held.items() if now.get(pk) != mark])
    new = [pk for pk, mark in now.items() if held.get(pk) != mark]
    keys: set[str] = set()
    for number, part in enumerate(chunks(new)):
        tell(number * CHUNK, len(new))
        keys |= _take_in(frame, part)
    with transaction.atomic():
        mark_first(frame)
        _follow_twins(frame, new)
        settling.settle(frame, settling.standing_decisions(frame, keys))
        settling.settle_machine(frame)
        recount(frame)
    return len(new)


def readable(frame: Frame) -> Answers:
    """Return the answers to the frame's question that staff may read."""
    return Answer.objects.filter(question=frame.question_id).readable()


def fingerprint(key: bytes, form: str) -> str:
    """Return what identical texts share, and nobody without the key can work out."""
    return hmac.new(key, form.encode(), hashlib.sha256).hexdigest()[:32]


def _take_in(frame: Frame, part: Sequence[UUID]) -> set[str]:
    key, asked = frame.key, str(frame.question)
    made = []
    for answer in Answer.objects.filter(pk__in=part).order_by("created_at", "pk"):
        words = answer.text
        reason = reason_to_set_apart(words, asked) or ""
        made.append(
            Standing(
                frame=frame,
                answer=answer,
                mark=answer.sealed[:MARK],
                text_key=fingerprint(key, normal_form(words)),
                machine_reason=reason,
                reason=reason,
                place=states.APART if reason else states.UNASSIGNED,
                by=states.MACHINE if reason else "",
                confidence=1.0 if reason else None,
            )
        )
    Standing.objects.bulk_create(made, batch_size=500)
    return {row.text_key for row in made}


def _let_go(frame: Frame, gone: Sequence[UUID]) -> None:
    for part in chunks(gone):
        Standing.objects.filter(frame=frame, answer__in=part).delete()


def mark_first(frame: Frame) -> None:
    """Have one answer of each distinct text marked as its first."""
    rows = Standing.objects.filter(frame=frame)
    before = rows.filter(text_key=OuterRef("text_key"), pk__lt=OuterRef("pk"))
    rows.filter(Exists(before), first=True).update(first=False)
    rows.filter(~Exists(before), first=False).update(first=True)


def _follow_twins(frame: Frame, new: Iterable[UUID]) -> None:
    """Give a new copy of a text what the machine said of the first one."""
    fresh = set(new)
    rows = Standing.objects.filter(frame=frame, first=False).values_list(
        "pk", "answer_id", "text_key"
    )
    copies = [(pk, key) for pk, answer, key in rows if answer in fresh]
    if not copies:
        return
    said: dict[str, list[tuple[UUID, float | None]]] = {}
    machine = Coding.objects.filter(
        standing__frame=frame, standing__first=True, by=states.MACHINE
    ).values_list("standing__text_key", "theme_id", "confidence")
    for key, theme, confidence in machine:
        said.setdefault(key, []).append((theme, confidence))
    Coding.objects.bulk_create(
        [
            Coding(standing_id=pk, theme_id=theme, by=states.MACHINE, confidence=confidence)
            for pk, key in copies
            for theme, confidence in said.get(key, [])
        ],
        batch_size=500,
    )
