import hashlib

from django.db import transaction

from avow.analysis.responses.exports import Manifest, read_export
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.words import one_line
from avow.web.surveys import importing
from avow.web.surveys.models import Intake, Survey
from avow.web.surveys.models.taken_in import GIVEN_ONLINE
from avow.web.surveys.permissions import check_import_responses


@transaction.atomic
def hold_file(
    *,
    by: Person,
    survey: Survey,
    data: bytes,
    name: str,
    given: str = GIVEN_ONLINE,
    language: str = "en",
    header_rows: int | None = None,
    manifest: Manifest | None = None,
) -> Intake:
    """Keep a file of answers, encrypted, until somebody has said what its columns are.

    Raises:
        ExportError: it cannot be read, or holds no answers.
        ManifestError: the manifest is of another survey.
    """
    check_import_responses(by)
    export = read_export(data, name, header_rows=header_rows)
    proposal = importing.propose(survey, export, manifest)
    if manifest is not None and manifest.is_easy(export):
        language = "en-x-easyread"
    intake = Intake(
        survey=survey,
        file_name=one_line(name)[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        header_rows=export.header_rows,
        given=given,
        language=language,
        columns={header: column.as_data() for header, column in proposal.columns.items()},
        new_questions=importing.as_data(proposal.new),
        assumed=proposal.assumed,
        imported_by=by,
    )
    intake.data = data
    intake.save()
    record(by=by, verb="answers-file.held", on=intake, survey=str(survey.pk), rows=len(export.rows))
    return intake
