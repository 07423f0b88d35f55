"""Learn from what people coded, and assign the other answers to the adopted themes."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.analysis.text.coding import Coder, Suggestion
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.models import Work
from avow.web.core.states import IllegalMoveError
from avow.web.core.work import tell
from avow.web.themes import settling, states
from avow.web.themes.bulk import set_each
from avow.web.themes.counting import recount
from avow.web.themes.looking import look
from avow.web.themes.models import Coding, Frame, Standing, Theme
from avow.web.themes.models.frame import LEARNT, PROPOSED
from avow.web.themes.texts import words_of

# People's decisions after which the machine learns again by itself.
LEARN_AFTER = 25
# A theme that people gave fewer texts than this is also learnt from what was proposed for it.
FEW = 5
_PROPOSED_AT_MOST = 50
# The machine says a theme of an answer only if it gives it at least this chance.
_LEAST_CHANCE = 0.3
_PART = 500
Labels = frozenset[UUID]


def learn(work: Work) -> None:
    """Take in new answers, learn from the coded ones, and assign the rest to adopted themes."""
    frame = Frame.objects.get(pk=work.subject)
    by = Person.objects.get(pk=work.asked_by)
    look(frame, partial(tell, work, _("Reading the answers")))
    rows = list(Standing.objects.filter(frame=frame, machine_reason="").order_by("pk"))
    words = words_of(rows)
    decided = settling.standing_decisions(frame)
    known = _adopted(frame)
    coded = {
        key: settling.effective(decision.themes, known)
        for key, decision in decided.items()
        if not decision.reason
    }
    taught = coded | _from_proposal(known, coded, decided)
    tell(work, _("Learning from what people coded"), 0, len(coded))
    suggestions = _suggest(rows, words, taught, seed=frame.round + 1)
    tell(work, _("Keeping what was found"))
    with transaction.atomic():
        frame = Frame.objects.select_for_update().get(pk=frame.pk)
        _keep(frame, rows, suggestions, known)
        frame.round += 1
        frame.method = LEARNT if coded else PROPOSED
        frame.learnt_from, frame.decided_since = len(coded), 0
        frame.looked_at = timezone.now()
        frame.save(update_fields=["round", "method", "learnt_from", "decided_since", "looked_at"])
        recount(frame)
        record(by=by, verb="themes.learnt", on=frame, coded=len(coded), answers=len(rows))


def _adopted(frame: Frame) -> dict[UUID, Theme]:
    known = {pk: root for pk, root in settling.roots(frame).items() if root.state == states.ADOPTED}
    if not known:
        raise IllegalMoveError(_("Adopt a theme first: answers are assigned to adopted themes."))
    return known


def _from_proposal(
    known: Mapping[UUID, Theme], coded: Mapping[str, Labels], decided: Mapping[str, object]
) -> dict[str, Labels]:
    """Return texts that were proposed for themes which people have hardly coded yet."""
    given = [theme for labels in coded.values() for theme in labels]
    few = {root.pk for root in known.values() if given.count(root.pk) < FEW}
    found: dict[str, set[UUID]] = {}
    for theme in sorted(few):
        group = [pk for pk, root in known.items() if root.pk == theme]
        strongest = Coding.objects.filter(
            theme__in=group, by=states.MACHINE, standing__first=True
        ).order_by("-confidence", "pk")
        keys = strongest.values_list("standing__text_key", flat=True)[:_PROPOSED_AT_MOST]
        for key in keys:
            if key not in decided:
                found.setdefault(key, set()).add(theme)
    return {key: frozenset(themes) for key, themes in found.items()}


def _suggest(
    rows: Sequence[Standing], words: Sequence[str], taught: Mapping[str, Labels], *, seed: int
) -> dict[str, Suggestion]:
    """Return a suggestion for each distinct text."""
    text_of = {row.text_key: text for row, text in zip(rows, words, strict=True)}
    lessons = [(text_of[key], labels) for key, labels in taught.items() if key in text_of]
    if not any(labels for _text, labels in lessons):
        raise IllegalMoveError(_("Code some answers first: there is nothing to learn from yet."))
    coder = Coder.learn(
        [text for text, _labels in lessons],
        [frozenset(map(str, labels)) for _text, labels in lessons],
        seed=seed,
        unlabelled=[text for key, text in text_of.items() if key not in taught],
    )
    return dict(zip(text_of, coder.suggest(list(text_of.values())), strict=True))


def _keep(
    frame: Frame,
    rows: Sequence[Standing],
    suggestions: Mapping[str, Suggestion],
    known: Mapping[UUID, Theme],
) -> None:
    """Put the new suggestions in the place of the machine's earlier ones for adopted themes."""
    codings = []
    for row in rows:
        said = suggestions[row.text_key]
        row.confidence = said.confidence
        codings += [
            _coding(row, UUID(label), said)
            for label in said.labels
            if said.per_label.get(label, said.confidence) >= _LEAST_CHANCE
        ]
    # What was only a candidate, or a part, may keep its proposal; an adopted theme is learnt anew.
    Coding.objects.filter(by=states.MACHINE, theme__in=list(known)).delete()
    Coding.objects.bulk_create(codings, batch_size=_PART)
    set_each("confidence", [(row.confidence, row.pk) for row in rows])
    settling.settle_machine(frame)


def _coding(row: Standing, theme: UUID, said: Suggestion) -> Coding:
    chance = said.per_label.get(str(theme), said.confidence)
    return Coding(
        standing_id=row.pk,
        theme_id=theme,
        by=states.MACHINE,
        confidence=min(1.0, max(0.0, chance)),
        stands=row.by != states.PERSON,
    )


def machine_says(frame: Frame, key: str) -> list[str] | None:
    """Return the themes that the machine gives a text; None where it has not looked at it."""
    row = Standing.objects.filter(frame=frame, text_key=key, first=True).first()
    if row is None or not frame.round:
        return None
    themes = Coding.objects.filter(standing=row, by=states.MACHINE).filter(
        Q(theme__state=states.ADOPTED) | Q(theme__into__isnull=False)
    )
    return sorted(str(pk) for pk in themes.values_list("theme_id", flat=True))
