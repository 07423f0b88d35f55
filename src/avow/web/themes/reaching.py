"""Who answered, beside the population: whom the consultation has heard, and whom not."""

from collections import Counter
from dataclasses import dataclass

import pyarrow as pa
from django.utils.translation import gettext as _

from avow.analysis.disclosure import protect
from avow.analysis.responses import Weights
from avow.web.core.components import Cell, Column, Table, Value
from avow.web.surveys.models import Answer, Question, Response, Survey
from avow.web.surveys.models.question import AREA, EQUALITY
from avow.web.surveys.states import SENT
from avow.web.themes.models import Margin
from avow.web.themes.tabulating import UNSAID, chosen, groupings, worded

# Beyond this ratio of their share of answers to their share of people, a group is named.
_OFTEN, _SELDOM = 1.25, 0.8


@dataclass(frozen=True)
class Reached:
    """Who answered, by one question; ``margin`` is the population's shares where they are set."""

    question: Question
    margin: Margin | None
    table: Table


def reached(survey: Survey, *, exact: bool) -> list[Reached]:
    """Return who answered by each question that tells people apart."""
    # What nobody answered tells nothing, unless the population is known.
    answered = set(
        Answer.objects.filter(question__survey=survey, response__state=SENT)
        .exclude(choices=[])
        .order_by()
        .values_list("question", flat=True)
        .distinct()
    )
    known = {m.question_id: m for m in Margin.objects.filter(question__survey=survey)}
    everybody = Response.objects.filter(survey=survey, state=SENT).count()
    return [
        Reached(asked, known.get(asked.pk), _table(asked, known.get(asked.pk), everybody, exact))
        for asked in groupings(survey)
        if asked.pk in known or (asked.pk in answered and asked.kind in (AREA, EQUALITY))
    ]


def unheard(survey: Survey, weights: Weights) -> list[tuple[str, str]]:
    """Return the categories of the population from which nobody answered, in words."""
    asked = {q.key: q for q in groupings(survey)}
    return [(str(asked[key]), worded(asked[key], value)) for key, value in weights.empty]


def _table(asked: Question, margin: Margin | None, everybody: int, exact: bool) -> Table:
    said = Counter(chosen(asked).values())
    values = [o["value"] for o in asked.options]
    counts = {value: said.get(value, 0) for value in values}
    counts[UNSAID] = everybody - sum(said.values())
    shown = counts if exact else _protected(counts)
    answered = sum(said.get(value, 0) for value in margin.shares) if margin else 0
    rows: list[list[Value]] = []
    for value in counts:
        label = worded(asked, value) if value != UNSAID else _("Did not say")
        row: list[Value] = [label, _shown(shown[value])]
        if margin:
            row += _beside(margin.shares.get(value), shown[value], answered)
        rows.append(row)
    columns: list[Column | str] = [_("Who"), Column(label=_("Responses"), numeric=True)]
    if margin:
        columns += [
            Column(label=_("Share of those who said"), numeric=True),
            Column(label=_("Share of the population"), numeric=True),
            _("Heard"),
        ]
    notes = [] if exact else [_("Small counts are withheld and the others rounded.")]
    if margin:
        notes.append(_("Population: %(source)s") % {"source": margin.source})
    return Table(caption=str(asked), columns=columns, rows=rows, notes=notes, absent="–")


def _shown(count: int | None) -> Value:
    return Cell(text=_("withheld"), gap=True) if count is None else count


def _beside(share: float | None, count: int | None, answered: int) -> list[Value]:
    if share is None:
        return [None, None, None]
    if count is None or not answered:
        return [Cell(text=_("withheld"), gap=True) if count is None else None, f"{share:.0%}", None]
    ratio = count / answered / share if share else 1.0
    word = (
        _("nobody")
        if not count
        else _("more than their share")
        if ratio > _OFTEN
        else _("less than their share")
        if ratio < _SELDOM
        else _("about their share")
    )
    return [f"{count / answered:.0%}", f"{share:.0%}", word]


def _protected(counts: dict[str, int]) -> dict[str, int | None]:
    """Return the counts after disclosure control; what is withheld is None."""
    table = pa.table({"group": list(counts), "numerator": pa.array(counts.values(), pa.int64())})
    done = protect(table, counts=("numerator",), by="force", period="year", groups=[()]).table
    return dict(zip(done["group"].to_pylist(), done["numerator"].to_pylist(), strict=True))
