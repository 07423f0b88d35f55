from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from avow.analysis.responses.exports import Asked, Column
from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import importing
from avow.web.surveys.models import Intake
from avow.web.surveys.models import Mapping as Saved
from avow.web.surveys.permissions import check_import_responses
from avow.web.surveys.policies import check_file_waits


@transaction.atomic
def map_columns(
    *,
    by: Person,
    intake: Intake,
    columns: Mapping[str, Column],
    new: tuple[Asked, ...] = (),
    save_as: str = "",
) -> Intake:
    """Say what each column of a file is, and save that under a name for the next file like it.

    Raises:
        IllegalMoveError: the file is taken in already, two columns are its key, or none answers a
            question.
    """
    check_import_responses(by)
    intake = Intake.objects.select_for_update().select_related("survey").get(pk=intake.pk)
    check_file_waits(intake)
    uses = [column.use for column in columns.values()]
    if uses.count("key") > 1:
        raise IllegalMoveError(_("Only one column can be the number of the response."))
    if "answer" not in uses:
        raise IllegalMoveError(_("Say of at least one column which question it answers."))
    intake.columns = {header: column.as_data() for header, column in columns.items()}
    intake.new_questions = importing.as_data(new)
    if save_as:
        intake.mapping = Saved.objects.update_or_create(
            survey=intake.survey,
            name=save_as,
            defaults={
                "header_rows": intake.header_rows,
                "headers": list(columns),
                "columns": intake.columns,
            },
        )[0]
    intake.save(update_fields=["columns", "new_questions", "mapping"])
    record(by=by, verb="answers-file.mapped", on=intake, saved=bool(save_as))
    return intake
