"""What changed between two editions: each figure then and now, and whether chance explains it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from avow.web.core.components import Column, Table, Value
from avow.web.profiles.document.content import Content, Fact


@dataclass(frozen=True)
class Compared:
    """The figures of two editions: those that differ beyond chance, and all of them."""

    beyond: Table
    every: Table


def compared(before: Content, now: Content) -> Compared:
    """Return the figures of ``now`` beside those of ``before``."""
    then = before.facts
    rows: list[tuple[bool, list[Value]]] = []
    for key, fact in now.facts.items():
        old = then.get(key)
        verdict, beyond = _verdict(old, fact)
        rows.append(
            (
                beyond,
                [fact.label, _written(old), _written(fact), verdict],
            )
        )
    gone = [fact for key, fact in then.items() if key not in now.facts]
    rows += [(False, [f.label, _written(f), _("no figure"), _("not compared")]) for f in gone]
    columns: list[Column | str] = [
        _("Figure"),
        Column(label=_("Edition %(n)s") % {"n": before.number}, numeric=True),
        Column(label=_("Edition %(n)s") % {"n": now.number}, numeric=True),
        _("Change"),
    ]
    changed = [row for beyond, row in rows if beyond]
    return Compared(
        Table(caption=_("Changed beyond chance"), columns=columns, rows=changed),
        Table(caption=_("Every figure"), columns=columns, rows=[row for _beyond, row in rows]),
    )


def _written(fact: Fact | None) -> str:
    return f"{fact.text} ({fact.period})" if fact else _("no figure")


def _verdict(old: Fact | None, new: Fact) -> tuple[str, bool]:
    """Return the change in words, and whether its interval leaves out none.

    The interval of the difference joins those of both figures, squared and added: Newcombe (1998),
    method 10; Zou and Donner (2008).
    """
    if old is None:
        return _("new"), False
    if old.period == new.period and old.text == new.text:
        return _("the same figure"), False
    parts = (old.value, old.low, old.high, new.value, new.low, new.high)
    if any(part is None for part in parts):
        return _("not compared"), False
    value, low, high, other, other_low, other_high = (float(part or 0) for part in parts)
    difference = other - value
    down = ((other - other_low) ** 2 + (high - value) ** 2) ** 0.5
    up = ((other_high - other) ** 2 + (value - low) ** 2) ** 0.5
    least, most = difference - down, difference + up
    if least > 0:
        return _("higher, by more than chance explains"), True
    if most < 0:
        return _("lower, by more than chance explains"), True
    return _("may be chance"), False
