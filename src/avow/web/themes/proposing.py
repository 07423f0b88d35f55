"""Have the machine propose themes and find campaigns. All of it is candidate."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.analysis.text import duplicates, themes
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.models import Work
from avow.web.core.states import IllegalMoveError
from avow.web.core.work import tell
from avow.web.themes import settling, states
from avow.web.themes.bulk import set_each
from avow.web.themes.counting import recount
from avow.web.themes.looking import look
from avow.web.themes.models import Coding, Family, Frame, Standing, Theme
from avow.web.themes.models.frame import PROPOSED
from avow.web.themes.texts import words_of

_PART = 500


def propose(work: Work) -> None:
    """Read the answers that no adopted theme holds and propose themes for them."""
    frame = Frame.objects.get(pk=work.subject)
    by = Person.objects.get(pk=work.asked_by)
    look(frame, partial(tell, work, _("Reading the answers")))
    tell(work, _("Reading the answers"))
    rows = list(Standing.objects.filter(frame=frame).order_by("pk"))
    words = words_of(rows)
    free = set(_free(frame).values_list("pk", flat=True))
    left = [(row, text) for row, text in zip(rows, words, strict=True) if row.pk in free]
    if not left:
        raise IllegalMoveError(
            _("There is nothing to propose themes for: people or adopted themes hold every answer.")
        )
    tell(work, _("Finding themes"), 0, len(left))
    proposal = themes.propose(
        [text for _row, text in left], seed=frame.round + 1, question=str(frame.question)
    )
    tell(work, _("Finding campaigns"), 0, len(rows))
    groups = duplicates.find(words)
    tell(work, _("Keeping what was found"))
    with transaction.atomic():
        frame = Frame.objects.select_for_update().get(pk=frame.pk)
        made = _keep_themes(frame, [row for row, _text in left], proposal)
        keep_families(frame, rows, groups)
        frame.round, frame.method = frame.round + 1, frame.method or PROPOSED
        frame.looked_at = timezone.now()
        frame.save(update_fields=["round", "method", "looked_at"])
        recount(frame)
        record(by=by, verb="themes.proposed", on=frame, answers=len(left), themes=made)


def _free(frame: Frame) -> QuerySet[Standing]:
    """Return where answers stand that no person coded and no adopted theme holds."""
    adopted = [pk for pk, root in settling.roots(frame).items() if root.state == states.ADOPTED]
    held = Coding.objects.filter(standing=OuterRef("pk"), theme__in=adopted, stands=True)
    return Standing.objects.filter(~Exists(held), frame=frame).exclude(by=states.PERSON)


def _keep_themes(frame: Frame, rows: Sequence[Standing], proposal: themes.Proposal) -> int:
    """Put the new candidates in the place of those that nobody decided about."""
    old = Theme.objects.filter(
        frame=frame, state=states.CANDIDATE, revision=1, merged__isnull=True, parts__isnull=True
    )
    gone = list(old.values_list("pk", flat=True))
    Coding.objects.filter(theme__in=gone).delete()
    Theme.objects.filter(pk__in=gone).delete()
    place = Theme.objects.filter(frame=frame).count()
    for found in proposal.themes:
        place += 1
        keep_theme(frame, rows, found, place)
    _free(frame).filter(machine_reason="").update(confidence=None)
    settling.settle_machine(frame)
    return len(proposal.themes)


def keep_theme(
    frame: Frame,
    rows: Sequence[Standing],
    found: themes.Theme,
    place: int,
    part_of: UUID | None = None,
) -> Theme:
    """Keep a proposed theme as a candidate, with the answers in it and their strength."""
    theme = Theme.objects.create(
        frame=frame,
        position=place,
        label=found.label[:120] or _("Theme %(number)s") % {"number": place},
        terms=list(found.terms),
        quotes=[str(rows[index].answer_id) for index in found.quotes],
        part_of_id=part_of,
    )
    codings = [
        Coding(
            standing_id=rows[index].pk,
            theme=theme,
            by=states.MACHINE,
            confidence=min(1.0, max(0.0, strength)),
        )
        for index, strength in found.members
    ]
    Coding.objects.bulk_create(codings, batch_size=_PART)
    return theme


def keep_families(
    frame: Frame, rows: Sequence[Standing], groups: Sequence[duplicates.Group]
) -> None:
    """Keep the groups of copies in the place of those found before."""
    Standing.objects.filter(frame=frame, family__isnull=False).update(
        family=None, sealed_changes=""
    )
    Family.objects.filter(frame=frame).delete()
    for group in groups:
        members = [rows[index] for index in group.members]
        if all(row.machine_reason for row in members):
            continue  # Many people say “no comment”: that is no campaign.
        family = Family(
            frame=frame,
            kind=group.kind,
            people=group.people,
            texts=group.distinct,
        )
        family.template = group.template
        family.save()
        Standing.objects.filter(pk__in=[row.pk for row in members]).update(family=family)
        changed = []
        for row, edits in zip(members, group.changes, strict=True):
            row.changes = [{"at": e.at, "was": e.was, "now": e.now} for e in edits]
            if row.sealed_changes:
                changed.append((row.sealed_changes, row.pk))
        set_each("sealed_changes", changed)
