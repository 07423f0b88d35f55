from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from avow.analysis.responses.exports import Applied, Refused, Row
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core import bulk
from avow.web.core.sealing import context_of, seal
from avow.web.core.spreadsheets import as_csv
from avow.web.core.words import seen
from avow.web.surveys import importing, states
from avow.web.surveys.actions.add_asked import add_asked, add_options
from avow.web.surveys.disclosing import watch_all
from avow.web.surveys.models import Answer, Intake, Question, RefusedRow, Response
from avow.web.surveys.models.response import IMPORTED
from avow.web.surveys.permissions import check_import_responses
from avow.web.surveys.policies import check_file_waits

_AT_ONCE = 2000
CHANGED = (
    "This response is here already, with other answers. Take it out of the file, or withdraw the "
    "one that is here."
)


@transaction.atomic
def take_in_responses(*, by: Person, intake: Intake) -> Intake:
    """Take in the responses of a file, as its columns were mapped, and delete the file.

    A response that is here already is not added again; a row that cannot be taken is kept with the
    reason. All of it happens, or nothing.

    Raises:
        IllegalMoveError: it is taken in already.
        ExportError: the file cannot be read.
    """
    check_import_responses(by)
    intake = Intake.objects.select_for_update().select_related("survey").get(pk=intake.pk)
    check_file_waits(intake)
    export = importing.export_of(intake)
    found = importing.applied(intake, export)
    add_asked(intake.survey, importing.new_questions(intake))
    add_options(intake.survey, found.new_options)
    fresh, repeated, changed = _sorted(intake, found)
    _add(intake, fresh)
    cells = dict(zip(export.numbers, export.rows, strict=True))
    refused = [*found.refused, *(Refused(r.number, "", CHANGED, cells[r.number]) for r in changed)]
    _keep(intake, export.headers, refused)
    intake.rows = len(export.rows)
    intake.added, intake.repeated, intake.refused = len(fresh), repeated, len(refused)
    intake.state, intake.data = states.FILE_TAKEN_IN, b""
    intake.save()
    record(
        by=by,
        verb="answers-file.taken-in",
        on=intake,
        survey=str(intake.survey_id),
        added=intake.added,
        repeated=intake.repeated,
        refused=intake.refused,
    )
    return intake


def _sorted(intake: Intake, found: Applied) -> tuple[list[Row], int, list[Row]]:
    """Return the rows that are new, how many are here already, and those changed since."""
    here = dict(
        Response.objects.filter(survey=intake.survey_id)
        .exclude(source_key="")
        .values_list("source_key", "source_digest")
    )
    fresh, changed, repeated = [], [], 0
    for row in found.rows:
        if row.key not in here:
            fresh.append(row)
        elif here[row.key] == row.digest:
            repeated += 1
        else:
            changed.append(row)
    return fresh, repeated, changed


def _add(intake: Intake, rows: Sequence[Row]) -> None:
    questions = dict(Question.objects.filter(survey=intake.survey_id).values_list("key", "pk"))
    ids = bulk.identifiers(len(rows))
    bulk.insert(Response, _responses(intake, rows, ids))
    written: list[tuple[UUID, str]] = []
    keys = {key: pk.hex for key, pk in questions.items()}
    bulk.insert(Answer, _answers(rows, ids, keys, written))
    watch_all(written, intake.language)


def _responses(
    intake: Intake, rows: Sequence[Row], ids: Sequence[str]
) -> Iterator[dict[str, object]]:
    today = timezone.localdate().isoformat()
    same = {
        "created_at": today,
        "survey": intake.survey_id.hex,
        "way": IMPORTED,
        "language": intake.language,
        "state": states.SENT,
        "code_digest": "",
        "turn": 0,
        "intake": intake.pk.hex,
    }
    for pk, row in zip(ids, rows, strict=True):
        day = row.day.isoformat() if row.day else today
        key = {"source_key": row.key, "source_digest": row.digest}
        yield {"id": pk, **same, "sent_on": day, **key}


def _answers(
    rows: Sequence[Row],
    ids: Sequence[str],
    questions: Mapping[str, str],
    written: list[tuple[UUID, str]],
) -> Iterator[dict[str, object]]:
    """Yield the answers as rows; note each free text in ``written``, with its identifier."""
    today = timezone.localdate().isoformat()
    own = iter(bulk.identifiers(sum(len(row.choices) + len(row.texts) for row in rows)))
    as_json = cache(bulk.as_json)
    for response, row in zip(ids, rows, strict=True):
        same = {"created_at": today, "response": response, "quote": ""}
        for key, chosen in row.choices.items():
            said = {"choices": as_json(chosen), "sealed": ""}
            yield {"id": next(own), **same, "question": questions[key], **said}
        for key, words in row.texts.items():
            pk, text = UUID(next(own)), seen(words)
            written.append((pk, text))
            said = {"choices": "[]", "sealed": seal(text, context=context_of(Answer, "sealed", pk))}
            yield {"id": pk.hex, **same, "question": questions[key], **said}


def _keep(intake: Intake, headers: Sequence[str], refused: Sequence[Refused]) -> None:
    rows = [
        RefusedRow(intake=intake, row=one.number, column=one.column[:200], reason=one.reason[:400])
        for one in refused
    ]
    for row, one in zip(rows, refused, strict=True):
        row.sealed = seal(as_csv(headers, [one.cells]), context=row.context)
    RefusedRow.objects.bulk_create(rows, batch_size=_AT_ONCE)
