"""The list of measures: by commitment of the plan, each with its newest figure where it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from avow.analysis import measures
from avow.charts.series import latest, written
from avow.web.measures import runs
from avow.web.measures.keeping import kept
from avow.web.plan.queries import commitments_of, published_version


@dataclass(frozen=True)
class Entry:
    """A measure with its newest figure in words; empty where no run of it is kept.

    ``also`` are the further commitments that it is evidence for.
    """

    definition: measures.Definition
    newest: str = ""
    also: Sequence[int] = ()


@dataclass(frozen=True)
class Part:
    """The measures of one commitment, or those of none."""

    id: str
    number: str
    title: str
    entries: Sequence[Entry]


def by_commitment(wanted: str = "", *, exact: bool) -> list[Part]:
    """Return the measures under the commitments of the published plan, in its order.

    Each stands under the first commitment that it is evidence for; those of none come last.
    ``wanted`` leaves only measures whose words hold it.
    """
    newest = kept(f"newest {exact}", lambda: _newest_of_all(exact=exact))
    held: dict[int, list[Entry]] = {}
    for each in sorted(measures.definitions(), key=lambda one: one.title):
        if wanted.lower() in f"{each.title} {each.what} {each.id}".lower():
            first, *others = each.commitments or (0,)
            entry = Entry(each, newest.get(each.id, ""), others)
            held.setdefault(first, []).append(entry)
    titles = _titles()
    return [
        Part(f"c{n}", str(n), titles.get(str(n), ""), held[n])
        if n
        else Part("rest", "", _("No one commitment"), held[n])
        for n in sorted(held, key=lambda n: (n == 0, n))
    ]


def _titles() -> dict[str, str]:
    version = published_version()
    return {c.number: c.title for c in commitments_of(version)} if version else {}


def _newest_of_all(*, exact: bool) -> dict[str, str]:
    return {each.id: _newest(each, exact=exact) for each in measures.definitions()}


def _newest(definition: measures.Definition, *, exact: bool) -> str:
    run = runs.kept(definition, "force", definition.periods[-1], exact=exact)
    if run is None or not run.rows:
        return ""
    at = latest(run.rows)
    row = next((r for r in run.rows if r["period_label"] == at and r["value"] is not None), None)
    if row is None:
        return ""
    unit = definition.unit
    space = "" if unit.startswith("%") else " "
    return f"{at}: {written(row['value'], unit)}{space}{unit}"
