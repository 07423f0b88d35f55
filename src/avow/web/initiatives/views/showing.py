"""What a page shows of an assessment."""

from typing import Any

from django.utils.translation import gettext as _

from avow.analysis import disclosure
from avow.web.accounts.models import Person
from avow.web.core.components import Figure as Shown
from avow.web.initiatives.forms import split_words
from avow.web.initiatives.models import Assessment, Figure
from avow.web.initiatives.questions import questions
from avow.web.releases.permissions import sees_exact


def answered(assessment: Assessment) -> list[dict[str, str]]:
    """Return the questions with their answers."""
    return [
        {"question": q.question, "hint": q.hint, "answer": assessment.answers.get(q.key, "")}
        for q in questions(assessment.definition)
    ]


def figures(assessment: Assessment, person: Person) -> list[dict[str, Any]]:
    """Return the figures of an assessment, protected for those from outside the force."""
    exact = sees_exact(person)
    return [
        {"figure": figure, "shown": _shown(figure, exact)} for figure in assessment.figures.all()
    ]


def _shown(figure: Figure, exact: bool) -> Shown:
    frozen = figure.frozen
    row = frozen if exact else figure.safe
    place = figure.unit + (f", {split_words(figure.split)}: {figure.group}" if figure.split else "")
    unit = frozen["unit_of_measure"]
    return Shown(
        label=f"{frozen['title']} ({place})",
        value=_number(row["value"]) if row else _("not shown"),
        unit=unit if row else "",
        period=figure.period_label,
        definition=frozen["definition"]["what"],
        uncertainty=_interval(row, unit),
        faults=[*filter(None, [frozen["caution"]]), *_faults(frozen, exact)],
        source=_("Taken on %(day)s. %(method)s")
        % {"day": f"{figure.taken_on:%-d %B %Y}", "method": frozen["method"]},
    )


def _faults(frozen: dict[str, Any], exact: bool) -> list[str]:
    """Return what is wrong with the data; unless ``exact``, what loads counted is told rounded."""
    own = frozen["definition"]["caveats"]
    if exact:
        return list(frozen["faults"])
    rules = disclosure.policy()
    return [f if f in own else disclosure.protect_sentence(f, rules) for f in frozen["faults"]]


def _interval(row: dict[str, Any] | None, unit: str) -> str:
    if row is None:
        return _("It counts too few people to be shown outside the force.")
    if row["value"] is None:
        return row["note"] or _("There is no figure.")
    if row["low"] is None:
        return _("No interval is made for it.")
    return _("95%% interval: %(low)s to %(high)s %(unit)s") % {
        "low": _number(row["low"]),
        "high": _number(row["high"]),
        "unit": unit,
    }


def _number(value: float | None) -> str:
    if value is None:
        return _("no figure")
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:,.1f}"
