"""How far coders agree: two people who did not see each other's codes, and machine with people."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from avow.analysis.responses import Agreement, Kappa, agreement
from avow.web.core.components import Cell, Column, Table, Value
from avow.web.themes import settling, states
from avow.web.themes.models import Decision, Frame, Theme

APART = "apart"
Pair = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class Compared:
    """Two coders compared: ``answers`` are those coded differently, one for each text."""

    result: Agreement
    differing: list[UUID]


def between_people(frame: Frame) -> Compared | None:
    """Compare the newest second codes with the codes that somebody else gave before them."""
    known = settling.roots(frame)
    first: dict[str, Decision] = {}
    pairs: dict[str, tuple[Decision, Decision]] = {}
    rows = Decision.objects.filter(frame=frame).exclude(kind=states.TAKEN_BACK)
    for row in rows.order_by("created_at", "id"):
        if row.kind == states.CHECKED:
            before = first.get(row.text_key)
            if before is not None and before.by_id != row.by_id:
                pairs[row.text_key] = (before, row)
        elif row.text_key not in pairs:
            # What was coded after the second coder had looked is no independent judgement.
            first[row.text_key] = row
    return _compared(
        (one.answer, (_labels(one, known), _labels(two, known))) for one, two in pairs.values()
    )


def machine_and_people(frame: Frame) -> Compared | None:
    """Compare what the machine said with what the first person said who had not seen it.

    Later codes of a text do not count: the machine has learnt from the first one by then.
    """
    known = settling.roots(frame)
    first: dict[str, Decision] = {}
    for row in Decision.objects.filter(frame=frame).order_by("created_at", "id"):
        first.setdefault(row.text_key, row)
    return _compared(
        (row.answer, (_names(row.machine, known), _labels(row, known)))
        for row in first.values()
        if row.blind and row.machine is not None
    )


def _labels(decision: Decision, known: dict[UUID, Theme]) -> frozenset[str]:
    if decision.reason:
        return frozenset({APART})
    return _names(decision.themes, known)


def _names(themes: Iterable[str], known: dict[UUID, Theme]) -> frozenset[str]:
    return frozenset(str(pk) for pk in settling.effective(themes, known))


def _compared(found: Iterable[tuple[UUID, Pair]]) -> Compared | None:
    pairs = list(found)
    if not pairs:
        return None
    firsts, seconds = [one for _, (one, _two) in pairs], [two for _, (_one, two) in pairs]
    differing = [answer for answer, (one, two) in pairs if one != two]
    return Compared(agreement(firsts, seconds), differing)


def table(frame: Frame, compared: Compared, caption: str, first: str, second: str) -> Table:
    """Return the agreement as the page shows it: a row a theme, and one over all."""
    labels = {str(t.pk): t.label for t in Theme.objects.filter(frame=frame)}
    labels[APART] = _("Set apart")
    rows = [
        _row(labels.get(kappa.label, kappa.label), kappa)
        for kappa in sorted(compared.result.labels, key=lambda k: -(k.both + k.first + k.second))
    ]
    rows.append(_row(_("All themes together"), compared.result.overall))
    columns: list[Column | str] = [
        _("Theme"),
        Column(label=_("Kappa"), numeric=True, decimals=2),
        _("95% interval"),
        Column(label=_("Both"), numeric=True),
        Column(label=_("Only %(who)s") % {"who": first}, numeric=True),
        Column(label=_("Only %(who)s") % {"who": second}, numeric=True),
    ]
    return Table(caption=caption, columns=columns, rows=rows)


def _row(label: str, kappa: Kappa) -> list[Value]:
    if kappa.value is None:
        unknown = Cell(text=_("not defined"), gap=True)
        return [label, unknown, None, kappa.both, kappa.first, kappa.second]
    interval = _("%(low)s to %(high)s") % {
        "low": f"{kappa.low:.2f}",
        "high": f"{kappa.high:.2f}",
    }
    return [label, kappa.value, interval, kappa.both, kappa.first, kappa.second]
