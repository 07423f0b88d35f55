"""The mapping page: what each column of a file is, offered as choices and read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.analysis.responses.exports import Asked, Column, Export
from avow.analysis.responses.exports.columns import free_key
from avow.analysis.responses.exports.own_words import may_disclose
from avow.web.surveys import importing
from avow.web.surveys.models import Intake
from avow.web.surveys.models.question import KINDS
from avow.web.surveys.models.survey import ELSEWHERE

_EXAMPLES, _UNMATCHED, _LONGEST = 3, 40, 120
LEFT_OUT = "-"


@dataclass(frozen=True)
class Unmatched:
    """A value of the file that is no option of the question, and what it was said to be."""

    name: str
    said: str
    chosen: str


@dataclass(frozen=True)
class Line:
    """A column on the page. ``shows`` says what stands in it, and never quotes free text."""

    number: int
    header: str
    shows: str
    chosen: str
    split: str
    options: Sequence[tuple[str, str]]
    values: Sequence[Unmatched] = ()
    value_options: Sequence[tuple[str, str]] = field(default=())


def lines(intake: Intake, export: Export) -> list[Line]:
    """Return a line per column, filled in as it stands."""
    columns = importing.columns_of(intake)
    asked = _every(intake)
    choices = _choices(intake)
    return [
        _line(number, header, export, columns.get(header, Column()), asked, choices)
        for number, header in enumerate(export.headers)
    ]


def read(
    intake: Intake, export: Export, posted: Mapping[str, str]
) -> tuple[dict[str, Column], tuple[Asked, ...]]:
    """Return what the page says of each column, and the questions that are new."""
    asked = _every(intake)
    columns: dict[str, Column] = {}
    new: dict[str, Asked] = {}
    for line in lines(intake, export):
        column = importing.columns_of(intake).get(line.header, Column())
        use, _colon, of = posted.get(f"use-{line.number}", line.chosen).partition(":")
        if use == "new":
            of = _new_key(column, of, line.header, asked, new)
            use = "answer"
        elif use == "answer" and of in asked and of not in {a.key for a in _known(intake)}:
            new[of] = asked[of]
        columns[line.header] = Column(
            use=use,
            question=of if use == "answer" else "",
            option=column.option if of == column.question else "",
            split=posted.get(f"split-{line.number}", column.split).strip()[:3],
            values=_values(line, column, posted),
        )
    return columns, tuple(new.values())


def _new_key(
    column: Column, kind: str, header: str, asked: Mapping[str, Asked], new: dict[str, Asked]
) -> str:
    """Note a new question of ``kind`` for a column, and return its key."""
    before = asked.get(column.question)
    if before and before.kind == kind and before.wording == header:
        new[before.key] = before
        return before.key
    key = free_key(header, set(asked) | set(new))
    new[key] = Asked(key, kind, header, is_open=kind != "text")
    return key


def _values(line: Line, column: Column, posted: Mapping[str, str]) -> dict[str, str]:
    said = dict(column.values)
    for value in line.values:
        chosen = posted.get(value.name, "")
        if chosen:
            said[value.said] = "" if chosen == LEFT_OUT else chosen
        else:
            said.pop(value.said, None)
    return said


def _known(intake: Intake) -> tuple[Asked, ...]:
    return importing.asked_of(intake.survey)


def _every(intake: Intake) -> dict[str, Asked]:
    return {asked.key: asked for asked in (*importing.new_questions(intake), *_known(intake))}


def _choices(intake: Intake) -> list[tuple[str, str]]:
    offered = [
        ("skip", _("Leave it out")),
        ("key", _("The number of the response")),
        ("day", _("The day it was sent (never the time)")),
        ("status", _("Whether it was completed")),
    ]
    offered += [
        (f"answer:{asked.key}", _("Answers “%(question)s”") % {"question": asked.wording[:90]})
        for asked in _every(intake).values()
    ]
    if intake.survey.place == ELSEWHERE:
        named = dict(KINDS)
        offered += [
            (f"new:{kind}", _("A new question: %(kind)s") % {"kind": named[kind].lower()})
            for kind in importing.NEW_KINDS
        ]
    return offered


def _line(
    number: int,
    header: str,
    export: Export,
    column: Column,
    asked: Mapping[str, Asked],
    choices: Sequence[tuple[str, str]],
) -> Line:
    said = [row[number] for row in export.rows if row[number]]
    of = asked.get(column.question)
    chosen = f"answer:{column.question}" if column.use == "answer" else column.use
    unmatched, options = (
        _unmatched(number, said, column, of) if of and not of.is_open and of.options else ([], [])
    )
    return Line(
        number=number,
        header=header,
        shows=_shows(said, of),
        chosen=chosen,
        split=column.split,
        options=choices,
        values=unmatched,
        value_options=options,
    )


def _shows(said: Sequence[str], of: Asked | None) -> str:
    """Say what stands in a column; only choices are quoted, never people's own words."""
    filled = ngettext("%(n)s cell is filled in", "%(n)s cells are filled in", len(said)) % {
        "n": f"{len(said):,}"
    }
    if of is None or of.kind == "text":
        return filled
    values = list(dict.fromkeys(said))
    shown = [value for value in values[:_UNMATCHED] if _is_mark(value)][:_EXAMPLES]
    if not shown or len(values) > _UNMATCHED:
        return filled
    said_so = ", ".join(f"“{value}”" for value in shown)
    return f"{filled}: {said_so}" + ("…" if len(values) > len(shown) else "")


def _is_mark(value: str) -> bool:
    """Return whether a value may be a choice: short, and nothing that a trained reader reads."""
    return len(value) <= _LONGEST and not may_disclose(value)


def _unmatched(
    number: int, said: Sequence[str], column: Column, of: Asked
) -> tuple[list[Unmatched], list[tuple[str, str]]]:
    known = {words.casefold() for value, wordings in of.options for words in (value, *wordings)}
    parts = dict.fromkeys(
        part.strip()
        for value in said
        for part in (value.split(column.split) if column.split else [value])
    )
    odd = (part for part in parts if part and part.casefold() not in known and _is_mark(part))
    found = [
        Unmatched(
            f"value-{number}-{place}",
            part,
            (column.values[part] or LEFT_OUT) if part in column.values else "",
        )
        for place, part in enumerate(islice(odd, _UNMATCHED))
    ]
    options = [("", _("Refuse the row")), (LEFT_OUT, _("Leave this answer out"))]
    return found, [*options, *((value, wordings[0]) for value, wordings in of.options)]
