"""Say which themes a text is in, or why it is set apart. Every answer with its words follows."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.themes import settling, states
from avow.web.themes.counting import recount
from avow.web.themes.learning import machine_says
from avow.web.themes.models import Decision, Frame, Standing, Theme
from avow.web.themes.permissions import check_code
from avow.web.themes.policies import check_decision


@transaction.atomic
def code_text(
    *,
    by: Person,
    standing: Standing,
    themes: Collection[UUID] = (),
    reason: str = "",
    blind: bool = False,
    whole_family: bool = False,
) -> Decision:
    """Code the text of an answer; with ``whole_family``, those of its campaign as well.

    ``blind`` says that the person had not seen what the machine said.

    Raises:
        IllegalMoveError: a theme that is not adopted, or themes and a reason at once.
    """
    frame, row = _open(by, standing)
    check_decision(frame, themes, reason)
    rows = [row, *_family(row)] if whole_family else [row]
    decisions = _decide(by, frame, rows, states.CODED, themes, reason, blind)
    _settle(frame, decisions, themes)
    return decisions[0]


@transaction.atomic
def check_text(
    *, by: Person, standing: Standing, themes: Collection[UUID] = (), reason: str = ""
) -> Decision:
    """Code a text a second time, blind, to measure agreement; where it stands does not change.

    Raises:
        IllegalMoveError: as for ``code_text``; or the same person coded it first, or nobody did.
    """
    frame, row = _open(by, standing)
    check_decision(frame, themes, reason)
    first = settling.standing_decisions(frame, [row.text_key]).get(row.text_key)
    if first is None or first.by_id == by.pk:
        raise IllegalMoveError(_("Somebody else must have coded this answer before you."))
    return _decide(by, frame, [row], states.CHECKED, themes, reason, blind=True)[0]


@transaction.atomic
def take_back(*, by: Person, standing: Standing) -> Decision:
    """Take back how people coded a text: the machine's word counts again. History stays.

    Raises:
        IllegalMoveError: no person coded it.
    """
    frame, row = _open(by, standing)
    before = settling.standing_decisions(frame, [row.text_key]).get(row.text_key)
    if before is None:
        raise IllegalMoveError(_("Nobody has coded this answer."))
    decisions = _decide(by, frame, [row], states.TAKEN_BACK, (), "", blind=False)
    _settle(frame, decisions, [UUID(theme) for theme in before.themes])
    return decisions[0]


def _open(by: Person, standing: Standing) -> tuple[Frame, Standing]:
    check_code(by)
    frame = Frame.objects.select_for_update().get(pk=standing.frame_id)
    return frame, Standing.objects.get(pk=standing.pk)


def _family(row: Standing) -> list[Standing]:
    """Return one answer of each other text of the same campaign."""
    if not row.family_id:
        return []
    others = Standing.objects.filter(family=row.family_id).exclude(text_key=row.text_key)
    return list({other.text_key: other for other in others.order_by("-pk")}.values())


def _decide(
    by: Person,
    frame: Frame,
    rows: Sequence[Standing],
    kind: str,
    themes: Collection[UUID],
    reason: str,
    blind: bool,
) -> list[Decision]:
    made = [
        Decision(
            frame=frame,
            answer=row.answer_id,
            text_key=row.text_key,
            kind=kind,
            by=by,
            themes=sorted(map(str, themes)),
            reason=reason,
            blind=blind and place == 0,
            machine=machine_says(frame, row.text_key),
        )
        for place, row in enumerate(rows)
    ]
    for decision in made:
        decision.act = made[0].pk
    Decision.objects.bulk_create(made, batch_size=500)
    record(
        by=by, verb="text.coded", on=made[0], kind=kind, texts=len(made), sha256=fingerprint(made)
    )
    return made


def _settle(frame: Frame, decisions: Sequence[Decision], themes: Collection[UUID]) -> None:
    keys = [decision.text_key for decision in decisions]
    known = settling.roots(frame)
    touched = {known[pk].pk for pk in themes if pk in known}
    for said in (d.machine or [] for d in decisions):
        touched |= {known[UUID(theme)].pk for theme in said if UUID(theme) in known}
    touched |= _stood_in(frame, keys, known)
    settling.settle(frame, keys)
    Frame.objects.filter(pk=frame.pk).update(decided_since=F("decided_since") + len(keys))
    recount(frame, touched)


def _stood_in(frame: Frame, keys: Sequence[str], known: Mapping[UUID, Theme]) -> set[UUID]:
    rows = Standing.objects.filter(frame=frame, text_key__in=keys, codings__theme__in=list(known))
    return {
        known[pk].pk
        for pk in rows.values_list("codings__theme", flat=True).distinct()
        if pk in known
    }


def fingerprint(decisions: Sequence[Decision]) -> str:
    """Return a hash of what was decided in one act."""
    told = [
        [str(d.pk), str(d.answer), d.text_key, d.kind, d.themes, d.reason, d.blind, d.machine]
        for d in sorted(decisions, key=lambda d: str(d.pk))
    ]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()
