from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.initiatives.actions.write_assessment import wrote_in
from avow.web.initiatives.freezing import Asked, freeze
from avow.web.initiatives.models import Assessment, Figure
from avow.web.initiatives.permissions import check_write_assessments
from avow.web.initiatives.policies import check_draft


@transaction.atomic
def take_figure(*, by: Person, assessment: Assessment, asked: Asked) -> Figure:
    """Freeze a figure of a measure into a draft, as it stands today.

    Raises:
        IllegalMoveError: the draft was handed in, or holds this figure already.
        MeasureError, NoFactsError: the figure cannot be made, or there is none.
    """
    check_write_assessments(by)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    check_draft(assessment)
    same = asked.as_fields()
    if assessment.figures.filter(**same).exists():
        raise IllegalMoveError(_("This figure stands in the assessment already."))
    frozen, safe = freeze(asked)
    figure = Figure.objects.create(
        assessment=assessment, taken_on=timezone.localdate(), frozen=frozen, safe=safe, **same
    )
    wrote_in(by, assessment)
    record(by=by, verb="assessment.figure-taken", on=assessment, measure=asked.measure)
    return figure


@transaction.atomic
def take_out_figure(*, by: Person, figure: Figure) -> None:
    """Take a figure out of a draft.

    Raises:
        IllegalMoveError: the draft was handed in.
    """
    check_write_assessments(by)
    assessment = Assessment.objects.select_for_update().get(pk=figure.assessment_id)
    check_draft(assessment)
    figure.delete()
    wrote_in(by, assessment)
    record(by=by, verb="assessment.figure-taken-out", on=assessment, measure=figure.measure)
