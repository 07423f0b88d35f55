"""Versions of a plan as the library compares them, with what is known of their lineages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from avow.analysis.revisions import Comparison, Kind, Unit, compare
from avow.web.plan import states
from avow.web.plan.models import Action, Commitment, LineageStep, Plan, Version
from avow.web.plan.queries import commitments_of

Lines = Mapping[UUID, Collection[UUID]]


def version_before(version: Version) -> Version | None:
    """Return the version that one follows: the newest published before it, or None."""
    return (
        Version.objects.filter(plan=version.plan_id, number__lt=version.number)
        .exclude(state=states.DRAFT)
        .defer("source_text")
        .order_by("-number")
        .first()
    )


def earlier_lines(plan_id: UUID, after: int, upto: int) -> dict[UUID, set[UUID]]:
    """Return, by lineage, the other lines that went into it since version ``after``.

    Versions to ``upto`` count. A line that came of merged lines has all of theirs, through any
    number of versions.
    """
    steps = LineageStep.objects.filter(
        version__plan=plan_id, version__number__gt=after, version__number__lte=upto
    ).values_list("version__number", "predecessor", "successor")
    by_version: dict[int, list[tuple[UUID, UUID]]] = defaultdict(list)
    for number, predecessor, successor in steps:
        by_version[number].append((predecessor, successor))
    found: dict[UUID, set[UUID]] = {}
    for number in sorted(by_version):
        before = {line: set(lines) for line, lines in found.items()}
        for predecessor, successor in by_version[number]:
            lines = found.setdefault(successor, set())
            lines |= {predecessor, *before.get(predecessor, ())} - {successor}
    return found


def lines_of(version: Version) -> dict[UUID, set[UUID]]:
    """Return, by lineage, that line and every one that went into it, up to ``version``.

    What was asked of a commitment, and what proves an action, is looked for under all of these. A
    line that nothing went into is absent: it stands for itself.
    """
    earlier = earlier_lines(version.plan_id, 0, version.number)
    return {line: {line, *others} for line, others in earlier.items()}


def units_of(version: Version, earlier: Lines | None = None) -> list[Unit]:
    """Return the parts of a version, loaded with them, as the library knows parts."""
    commitments = commitments_of(version)
    actions = [action for commitment in commitments for action in commitment.actions.all()]
    units = units_of_rows(version, commitments, actions, known=True)
    lines = earlier or {}
    return [_with_earlier(unit, lines) for unit in units]


def units_of_rows(
    version: Version,
    commitments: Sequence[Commitment],
    actions: Iterable[Action],
    *,
    known: bool = False,
) -> list[Unit]:
    """Return rows as units, in order; their lineages only if they are ``known``."""
    steps: dict[UUID, list[Unit]] = defaultdict(list)
    for row in actions:
        line = str(row.lineage) if known else ""
        above = str(row.commitment_id)
        steps[row.commitment_id].append(
            Unit(str(row.pk), Kind.ACTION, row.number, "", row.text, above, line)
        )
    parts: dict[UUID, list[Unit]] = defaultdict(list)
    for held in commitments:
        line, above = str(held.lineage) if known else "", str(held.pillar_id)
        parts[held.pillar_id].append(
            Unit(str(held.pk), Kind.COMMITMENT, held.number, held.title, held.text, above, line)
        )
        parts[held.pillar_id] += steps[held.pk]
    found: list[Unit] = []
    for pillar in version.pillars.all():
        found.append(Unit(str(pillar.pk), Kind.PILLAR, pillar.number, pillar.title, ""))
        found += parts[pillar.pk]
    return found


def _with_earlier(unit: Unit, lines: Lines) -> Unit:
    others = lines.get(UUID(unit.lineage), ()) if unit.lineage else ()
    if not others:
        return unit
    earlier = tuple(sorted(str(line) for line in others))
    return Unit(
        unit.key, unit.kind, unit.number, unit.title, unit.text, unit.parent, unit.lineage, earlier
    )


def compared(before: Version, after: Version) -> Comparison:
    """Compare two versions of one plan, loaded with their parts, by their lines."""
    earlier = earlier_lines(after.plan_id, before.number, after.number)
    return compare(units_of(before), units_of(after, earlier))


def versions_of(plan: Plan) -> list[Version]:
    """Return the versions of a plan, oldest first, without their texts."""
    return list(plan.versions.defer("source_text").order_by("number"))
