"""Files of answers beside the questions of a survey: what a person decides column by column."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from avow.analysis.responses.exports import (
    Applied,
    Asked,
    Column,
    Export,
    Manifest,
    apply,
    guess,
    read_export,
)
from avow.web.surveys.models import Intake, Question, Survey
from avow.web.surveys.models.question import AGREEMENT, MULTIPLE, SINGLE, TEXT
from avow.web.surveys.models.survey import ELSEWHERE

# How a question of a survey is answered in a file.
_KIND = {TEXT: "text", MULTIPLE: "multiple", AGREEMENT: "agreement"}
NEW_KINDS = (TEXT, SINGLE, MULTIPLE, AGREEMENT)


@dataclass(frozen=True)
class Proposal:
    """What the columns of a file seem to be, and the questions that the survey lacks for them."""

    columns: dict[str, Column]
    new: tuple[Asked, ...]
    assumed: dict[str, str]


def asked_of(survey: Survey) -> tuple[Asked, ...]:
    """Return the questions of a survey that a file may answer."""
    questions = survey.questions.exclude(kind="passage").order_by("section__position", "position")
    return tuple(_asked(question, survey) for question in questions)


def _asked(question: Question, survey: Survey) -> Asked:
    return Asked(
        question.key,
        _KIND.get(question.kind, "single") if question.kind != "ranking" else "multiple",
        survey.in_language(question.wording),
        tuple((option["value"], tuple(option["wording"].values())) for option in question.options),
        is_open=survey.place == ELSEWHERE and question.kind != TEXT,
    )


def propose(survey: Survey, export: Export, manifest: Manifest | None = None) -> Proposal:
    """Return what the columns seem to be: by a saved mapping, by the manifest, or by guessing.

    A survey asked on this site gets no new questions: columns that answer none are left out.
    """
    known = asked_of(survey)
    if manifest is not None:
        new = tuple(a for a in manifest.questions if a.key not in {k.key for k in known})
        return Proposal(manifest.columns(export), new, manifest.assumed(export))
    for saved in survey.mappings.all():
        if saved.headers == list(export.headers) and saved.header_rows == export.header_rows:
            return Proposal({h: Column.of(c) for h, c in saved.columns.items()}, (), {})
    columns, new = guess(export, known)
    if survey.place == ELSEWHERE:
        return Proposal(columns, new, {})
    added = {asked.key for asked in new}
    kept = {h: Column() if c.question in added else c for h, c in columns.items()}
    return Proposal(kept, (), {})


def export_of(intake: Intake) -> Export:
    """Return what the file holds."""
    return read_export(intake.data, intake.file_name, header_rows=intake.header_rows)


def columns_of(intake: Intake) -> dict[str, Column]:
    """Return what each column of the file was said to be."""
    return {header: Column.of(column) for header, column in intake.columns.items()}


def new_questions(intake: Intake) -> tuple[Asked, ...]:
    """Return the questions that the survey gets from the file."""
    return tuple(map(_asked_of_data, intake.new_questions))


def as_data(asked: Iterable[Asked]) -> list[dict[str, Any]]:
    """Return questions as JSON, for keeping."""
    return [asdict(one) for one in asked]


def _asked_of_data(data: Mapping[str, Any]) -> Asked:
    options = tuple((value, tuple(wordings)) for value, wordings in data["options"])
    return Asked(**{**data, "options": options})


def applied(intake: Intake, export: Export) -> Applied:
    """Return what each row of the file comes to, as its columns stand."""
    known = asked_of(intake.survey)
    taken = {asked.key for asked in known}
    questions = (*known, *(asked for asked in new_questions(intake) if asked.key not in taken))
    return apply(
        export,
        columns_of(intake),
        questions,
        source=f"{intake.given}-{intake.language}",
        assumed=intake.assumed,
    )
