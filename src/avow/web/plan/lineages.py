"""Which line each part of a draft goes on from, written as lineages and the steps between them.

A part that goes on from one line alone keeps it. Where several were merged, the part keeps one of
their lines and a step tells of each other; of the parts that one was split into, the first keeps
its line and the others have their own, with a step from it.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from avow.analysis.revisions import match
from avow.web.plan.models import Action, Commitment, LineageStep, Version
from avow.web.plan.revisions import units_of, units_of_rows

Part = Commitment | Action
Origins = Mapping[UUID, Sequence[UUID]]
Step = tuple[UUID, UUID]


def given(
    origins: Origins, own: Mapping[UUID, UUID], older: Collection[UUID]
) -> tuple[dict[UUID, UUID], set[Step]]:
    """Return the lineage of each part by its key, and the steps (predecessor, successor).

    ``origins`` holds the lines each part goes on from, the closest first; ``own`` what lineage it
    has so far; ``older`` every line of the version before. Nobody takes a line twice, and a part
    that is new never has an older one's.
    """
    kept: dict[UUID, UUID] = {}
    for key, lines in origins.items():
        if own[key] in lines and own[key] not in kept.values():
            kept[key] = own[key]
    taken = set(kept.values())
    for key in sorted(origins.keys() - kept.keys(), key=lambda key: _rank(key, origins)):
        free = [line for line in origins[key] if line not in taken]
        fresh = own[key] if own[key] not in older else uuid.uuid4()
        kept[key] = free[0] if free else fresh
        taken.add(kept[key])
    steps = {
        (line, kept[key]) for key, lines in origins.items() for line in lines if line != kept[key]
    }
    return kept, steps


def _rank(key: UUID, origins: Origins) -> tuple[int, int]:
    # Who goes on from one line alone has the first claim on it.
    return len(origins[key]), list(origins).index(key)


def continue_by_words(
    older: Version, version: Version, commitments: Sequence[Commitment], actions: Sequence[Action]
) -> list[LineageStep]:
    """Give new rows, not saved yet, the lineages of ``older`` that they go on from by their words.

    Returns the steps to save with them. A person checks both before the version is published.
    """
    before = units_of(older)
    line_of = {unit.key: unit.lineage for unit in before}
    links = match(before, units_of_rows(version, commitments, actions))
    steps: set[Step] = set()
    for rows in (commitments, actions):
        origins = {row.pk: [UUID(line_of[k]) for k in links.before(str(row.pk))] for row in rows}
        lines, found = given(origins, {row.pk: row.lineage for row in rows}, set())
        for row in rows:
            row.lineage = lines[row.pk]
        steps |= found
    return rows_of(version, steps)


def rows_of(version: Version, steps: Iterable[Step]) -> list[LineageStep]:
    """Return steps as rows, in an order that is always the same."""
    return [LineageStep(version=version, predecessor=a, successor=b) for a, b in sorted(steps)]


def origins_of(part: Part, version: Version) -> list[UUID]:
    """Return the lines that a part of ``version`` goes on from, its own first.

    Its own counts even where it is new; no older part has it then.
    """
    steps = version.steps.filter(successor=part.lineage).order_by("predecessor")
    return [part.lineage, *steps.values_list("predecessor", flat=True)]
