"""Which part of one version goes on as which part of another.

First what is known (lineage), then parts with the same words, then the rest by likeness. Levels go
one after another: commitments, then actions (which may lean on their commitments), then pillars
(which are where their commitments are).
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from avow.analysis.revisions.level import Level
from avow.analysis.revisions.likely import link_likely
from avow.analysis.revisions.links import Links, Origin
from avow.analysis.revisions.units import Kind, Unit
from avow.analysis.revisions.wording import folded, plain

Sign = Callable[[Unit, dict[str, Unit]], Hashable]


def match(before: Sequence[Unit], after: Sequence[Unit]) -> Links:
    """Link the units of two versions.

    Which version is called older makes no difference: ``match(b, a)`` is ``match(a, b)`` turned.
    """
    if _content(before) > _content(after):
        return match(after, before).turned()
    links = Links()
    for kind in (Kind.COMMITMENT, Kind.ACTION, Kind.PILLAR):
        level = Level(kind, before, after, links)
        link_known(level)
        link_same_words(level)
        if level.is_open():
            link_likely(level)
    return links


def _content(units: Iterable[Unit]) -> list[tuple[str, ...]]:
    return [(u.kind, u.number, u.title, u.text, u.key, u.lineage, *u.earlier) for u in units]


def link_known(level: Level) -> None:
    """Link units by lineage: the same one, or one that is known to have gone into the other."""
    by_lineage: dict[str, list[Unit]] = defaultdict(list)
    for unit in level.old:
        for lineage in {unit.lineage, *unit.earlier} - {""}:
            by_lineage[lineage].append(unit)
    for unit in level.new:
        for lineage in sorted({unit.lineage, *unit.earlier} - {""}):
            for other in by_lineage[lineage]:
                # Two parts that came of the same third one do not go on from each other.
                if lineage in (unit.lineage, other.lineage):
                    level.links.add(other.key, unit.key, Origin.LINEAGE)


def link_same_words(level: Level) -> None:
    """Link units of the same words in order, those that stand in the same place first."""
    for sign in (_in_place, _under_same, _words):
        if not level.is_open():
            return
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for at in level.free_old():
            waiting[sign(level.old[at], level.before)].append(at)
        for at in level.free_new():
            queue = waiting[sign(level.new[at], level.after)]
            if queue and level.may(queue[0], at):
                level.link(queue.pop(0), at)


def _words(unit: Unit, _units: dict[str, Unit]) -> Hashable:
    # Parts without a word (a plan without pillars has one such) are told apart by number.
    words = folded(plain(unit.wording, unit.number))
    return words or unit.number


def _under_same(unit: Unit, units: dict[str, Unit]) -> Hashable:
    above = units.get(unit.parent)
    return _words(unit, units), above and _words(above, units)


def _in_place(unit: Unit, units: dict[str, Unit]) -> Hashable:
    above = units.get(unit.parent)
    return unit.number, above and above.number, _under_same(unit, units)
