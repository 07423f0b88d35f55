"""Work out where answers stand from what people decided and what the machine said.

People's decisions come before the machine's; both are kept. Themes that were merged count as the
one they went into; those that were dropped count no more.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Case, Exists, Max, OuterRef, QuerySet, Subquery, Value, When

from avow.web.themes import states
from avow.web.themes.models import Coding, Decision, Frame, Standing, Theme

_PART = 500


def roots(frame: Frame) -> dict[UUID, Theme]:
    """Return, for every theme that counts, the one it counts as: itself, or what it went into."""
    themes = {theme.pk: theme for theme in Theme.objects.filter(frame=frame)}
    found = {}
    for pk, theme in themes.items():
        root = theme
        while root.into_id:
            root = themes[root.into_id]
        if root.state != states.DROPPED and not is_mere_part(root):
            found[pk] = root
    return found


def is_mere_part(theme: Theme) -> bool:
    """Return whether it is a part that the machine saw in another theme, not adopted yet."""
    return theme.state == states.CANDIDATE and theme.part_of_id is not None


def effective(themes: Iterable[str], known: Mapping[UUID, Theme]) -> frozenset[UUID]:
    """Return the themes that a decision's themes count as today."""
    return frozenset(known[pk].pk for pk in map(UUID, themes) if pk in known)


def standing_decisions(frame: Frame, keys: Iterable[str] | None = None) -> dict[str, Decision]:
    """Return the decision that holds for each text that people coded (of ``keys``, if given)."""
    rows = Decision.objects.filter(frame=frame, kind__in=[states.CODED, states.TAKEN_BACK])
    wanted = None if keys is None else set(keys)
    if wanted is not None and len(wanted) <= _PART:
        rows = rows.filter(text_key__in=wanted)
    newest: dict[str, Decision] = {}
    for row in rows.order_by("created_at", "id"):
        if wanted is None or row.text_key in wanted:
            newest[row.text_key] = row
    return {key: row for key, row in newest.items() if row.kind == states.CODED}


def settle(frame: Frame, keys: Iterable[str]) -> None:
    """Work out anew where the answers with these texts stand."""
    keys = list(keys)
    decided = standing_decisions(frame, keys)
    alike: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for key, decision in decided.items():
        alike.setdefault((tuple(decision.themes), decision.reason), []).append(key)
    alive = list(roots(frame))
    for (themes, reason), texts in alike.items():
        for part in _parts(texts):
            rows = Standing.objects.filter(frame=frame, text_key__in=part)
            _by_people(rows, themes, reason, alive)
    for part in _parts([key for key in keys if key not in decided]):
        _by_machine(Standing.objects.filter(frame=frame, text_key__in=part), alive)


def settle_machine(frame: Frame) -> None:
    """Work out anew where all answers stand that no person coded; and how sure the machine is."""
    rows = Standing.objects.filter(frame=frame).exclude(by=states.PERSON)
    _by_machine(rows, list(roots(frame)))
    best = (
        Coding.objects.filter(standing=OuterRef("pk"), by=states.MACHINE)
        .values("standing")
        .annotate(best=Max("confidence"))
        .values("best")
    )
    rows.filter(machine_reason="", confidence__isnull=True).update(confidence=Subquery(best))


def replace(frame: Frame, themes: Iterable[UUID]) -> None:
    """Work out anew whether answers with these themes still are in one: a theme came or went."""
    coded = Coding.objects.filter(standing=OuterRef("pk"), theme__in=list(themes))
    rows = Standing.objects.filter(Exists(coded), frame=frame, reason="")
    _in_a_theme_or_not(rows, list(roots(frame)))


def _parts(keys: list[str]) -> Iterable[list[str]]:
    return (keys[start : start + _PART] for start in range(0, len(keys), _PART))


def _by_people(
    rows: QuerySet[Standing], themes: tuple[str, ...], reason: str, alive: list[UUID]
) -> None:
    ids = list(rows.values_list("pk", flat=True))
    Coding.objects.filter(standing__in=rows, by=states.PERSON).delete()
    Coding.objects.filter(standing__in=rows, by=states.MACHINE).update(stands=False)
    Coding.objects.bulk_create(
        [
            Coding(standing_id=pk, theme_id=UUID(theme), by=states.PERSON)
            for pk in ids
            for theme in themes
        ],
        batch_size=_PART,
    )
    inside = any(UUID(theme) in alive for theme in themes)
    place = states.APART if reason else states.IN_THEME if inside else states.UNASSIGNED
    rows.update(by=states.PERSON, reason=reason, place=place)


def _by_machine(rows: QuerySet[Standing], alive: list[UUID]) -> None:
    Coding.objects.filter(standing__in=rows, by=states.PERSON).delete()
    Coding.objects.filter(standing__in=rows, by=states.MACHINE).update(stands=True)
    apart = rows.exclude(machine_reason="")
    for reason in set(apart.values_list("machine_reason", flat=True)):
        apart.filter(machine_reason=reason).update(
            reason=reason, place=states.APART, by=states.MACHINE
        )
    rest = rows.filter(machine_reason="")
    rest.update(by="", reason="", place=states.UNASSIGNED)
    _in_a_theme_or_not(rest, alive)


def _in_a_theme_or_not(rows: QuerySet[Standing], alive: list[UUID]) -> None:
    """Place answers that are not set apart. People's stay theirs, even when no theme is left."""
    stands = Exists(Coding.objects.filter(standing=OuterRef("pk"), stands=True, theme__in=alive))
    rows.filter(by=states.PERSON).update(
        place=Case(When(stands, then=Value(states.IN_THEME)), default=Value(states.UNASSIGNED))
    )
    rows.exclude(by=states.PERSON).update(
        place=Case(When(stands, then=Value(states.IN_THEME)), default=Value(states.UNASSIGNED)),
        by=Case(When(stands, then=Value(states.MACHINE)), default=Value("")),
    )
