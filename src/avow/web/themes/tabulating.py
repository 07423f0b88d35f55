"""Themes by who answered: exact for those who may see it, protected for everybody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from avow.analysis.responses import (
    MarginError,
    Weights,
    crosstab,
    in_words,
    protect_crosstab,
    rake,
)
from avow.web.core.components import Cell, Column, Table, Value
from avow.web.core.states import IllegalMoveError
from avow.web.surveys.models import Answer, Question, Response, Survey
from avow.web.surveys.models.question import AGREEMENT, AREA, EQUALITY, SINGLE
from avow.web.surveys.states import SENT
from avow.web.themes import counting, settling, states
from avow.web.themes.models import Coding, Frame, Margin, Standing

# Kinds of question whose answer puts a person into one group.
GROUPING = (AGREEMENT, SINGLE, AREA, EQUALITY)
UNSAID = ""
_COLUMNS = ("numerator", "denominator", "share", "low", "high")


def groupings(survey: Survey) -> list[Question]:
    """Return the questions whose answers tell groups of people apart."""
    return list(
        survey.questions.filter(kind__in=GROUPING).order_by("section__position", "position")
    )


def chosen(question: Question) -> dict[UUID, str]:
    """Return, for each response, the value it gives to a closed question."""
    rows = Answer.objects.filter(question=question, response__state=SENT)
    return {
        response: choices[0]
        for response, choices in rows.values_list("response", "choices")
        if choices
    }


def weights(survey: Survey) -> tuple[list[UUID], Weights] | None:
    """Return the responses and their weights by all margins set; None where there is none.

    Raises:
        IllegalMoveError: a margin cannot be used; the text says which.
    """
    margins = list(Margin.objects.filter(question__survey=survey).select_related("question"))
    responses = list(
        Response.objects.filter(survey=survey, state=SENT)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if not margins or not responses:
        return None
    rows = {}
    for margin in margins:
        said = chosen(margin.question)
        rows[margin.question.key] = [said.get(pk, UNSAID) for pk in responses]
    try:
        return responses, rake(rows, {m.question.key: m.shares for m in margins})
    except MarginError as error:
        raise IllegalMoveError(str(error)) from error


@dataclass(frozen=True)
class Crosstab:
    """A cross-tab of a question's themes by the groups of another question.

    ``exact`` holds it as counted; what may go out is ``protected``. ``labels`` and ``groups`` map
    the identifiers in the table to words, in the order in which they are shown.
    """

    frame: Frame
    by: Question
    exact: pa.Table
    labels: dict[str, str]
    groups: dict[str, str]
    effective: float | None = None
    notes: list[str] = field(default_factory=list)

    @cached_property
    def protected(self) -> pa.Table:
        """The table after disclosure control: small counts are gone, the rest is rounded."""
        return protect_crosstab(self.exact).table if self.exact.num_rows else self.exact

    def rows(self, *, exact: bool) -> list[dict[str, Any]]:
        """Return the rows in the order shown, with the labels and groups in words."""
        table = self.exact if exact else self.protected
        order = list(self.labels), list(self.groups)
        rows = sorted(
            table.to_pylist(),
            key=lambda row: (order[0].index(row["label"]), order[1].index(row["group"])),
        )
        return [
            row
            | {
                "theme": row["label"],
                "value": row["group"],
                "label": self.labels[row["label"]],
                "group": self.groups[row["group"]],
            }
            for row in rows
        ]


def tabulate(
    frame: Frame, by: Question, *, texts_only: bool, weighted: bool, people_only: bool
) -> Crosstab:
    """Count a question's themes by the groups of ``by``.

    ``people_only`` counts only what people coded; ``weighted`` weights shares to the margins.

    Raises:
        IllegalMoveError: a margin cannot be used; the text says which.
    """
    said, names = _coded(frame, texts_only, people_only)
    value_of = chosen(by)
    labels = [found for _response, found in said]
    groups = [value_of.get(response, UNSAID) for response, _found in said]
    values, effective = _weights(frame, said) if weighted else (None, None)
    wording = {option["value"]: worded(by, option["value"]) for option in by.options}
    here = set(groups)
    known = {value: wording[value] for value in wording if value in here}
    known |= {value: value for value in sorted(here - set(known) - {UNSAID})}
    return Crosstab(
        frame=frame,
        by=by,
        exact=crosstab(labels, groups, values),
        labels=names,
        groups=known | ({UNSAID: _("Did not say")} if UNSAID in here else {}),
        effective=effective,
    )


_Said = Sequence[tuple[UUID, frozenset[str]]]


def _coded(frame: Frame, texts_only: bool, people_only: bool) -> tuple[_Said, dict[str, str]]:
    """Return (response, themes) of each answer that holds something, and the themes in words."""
    known = {pk: root for pk, root in settling.roots(frame).items() if root.state == states.ADOPTED}
    codings = Coding.objects.filter(standing__frame=frame, stands=True, theme__in=list(known))
    if people_only:
        codings = codings.filter(by=states.PERSON)
    themes: dict[int, set[str]] = {}
    for standing, theme in codings.values_list("standing", "theme"):
        themes.setdefault(standing, set()).add(str(known[theme].pk))
    rows = Standing.objects.filter(frame=frame).exclude(place=states.APART)
    if texts_only:
        rows = rows.filter(first=True)
    if people_only:
        rows = rows.filter(by=states.PERSON)
    said = [
        (response, frozenset(themes.get(pk, ())))
        for pk, response in rows.order_by("pk").values_list("pk", "answer__response")
    ]
    used = set().union(*(found for _response, found in said)) if said else set()
    order = sorted(
        {root.pk: root for root in known.values()}.values(),
        key=lambda t: (-counting.of_theme(t, counting.PEOPLE), t.position),
    )
    return said, {str(theme.pk): theme.label for theme in order if str(theme.pk) in used}


def _weights(frame: Frame, said: _Said) -> tuple[npt.NDArray[np.float64] | None, float | None]:
    found = weights(frame.question.survey)
    if found is None or not said:
        return None, None
    responses, made = found
    of = dict(zip(responses, made.values.tolist(), strict=True))
    values = np.array([of.get(response, 1.0) for response, _found in said])
    return values, float(values.sum() ** 2 / np.sum(values**2))


def worded(question: Question, value: str) -> str:
    """Return the wording of an answer to a closed question; the value where it has none."""
    found: dict[str, str] = next(
        (o["wording"] for o in question.options if o["value"] == value), {}
    )
    return question.survey.in_language(found) or value


def as_table(tab: Crosstab, caption: str, *, exact: bool) -> Table:
    """Return the cross-tab as the page shows it: a row a theme, a column a group.

    By how far people agree, an exact cell leads to what they say.
    """
    cells: dict[str, list[Cell]] = {}
    linked = exact and tab.by.kind == AGREEMENT
    for row in tab.rows(exact=exact):
        href = _to_words(tab.by, row) if linked and row["numerator"] else ""
        cells.setdefault(row["label"], []).append(_cell(row, href))
    columns: list[Column | str] = [
        _("Theme"),
        *(Column(label=group) for group in tab.groups.values()),
    ]
    rows: list[list[Value]] = [[label, *found] for label, found in cells.items()]
    notes = [] if exact else [_("Small counts are withheld and the others rounded.")]
    return Table(caption=caption, columns=columns, rows=rows, notes=notes)


def _to_words(by: Question, row: Mapping[str, Any]) -> str:
    if row["value"] == UNSAID:
        return ""
    asked = urlencode({"on": by.key, "said": row["value"]})
    return f"{reverse('themes:theme', args=[row['theme']])}?{asked}"


def _cell(row: Mapping[str, Any], href: str) -> Cell:
    above, below, share = row["numerator"], row["denominator"], row["share"]
    if above is None or below is None or share is None:
        return Cell(text=_("withheld"), gap=True)
    if not below:
        return Cell(text=_("nobody"), gap=True)
    said = in_words(above, below)
    interval = _("%(low)s to %(high)s") % {
        "low": f"{row['low']:.0%}",
        "high": f"{row['high']:.0%}",
    }
    return Cell(
        text=f"{share:.0%}",
        href=href,
        note=_("%(count)s of %(all)s: %(words)s; %(interval)s")
        % {"count": above, "all": below, "words": said.split(" (")[0], "interval": interval},
    )


def as_rows(tab: Crosstab) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return head and rows of the file: always protected."""
    head = ("theme", "group", *_COLUMNS)
    rows = [
        [row["label"], row["group"], *(_written(row[name]) for name in _COLUMNS)]
        for row in tab.rows(exact=False)
    ]
    return head, rows


def _written(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.4f}" if isinstance(value, float) else str(value)
