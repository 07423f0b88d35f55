import random

from django.db import transaction
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.themes import settling
from avow.web.themes.models import Frame, Sample
from avow.web.themes.permissions import check_code


@transaction.atomic
def draw_sample(*, by: Person, frame: Frame, size: int, seed: int) -> Sample:
    """Draw coded texts at random for a second person to code without seeing the first.

    Raises:
        IllegalMoveError: fewer than two texts are coded.
    """
    check_code(by)
    coded = sorted(str(d.answer) for d in settling.standing_decisions(frame).values())
    if len(coded) < 2:
        raise IllegalMoveError(
            _("Code at least two answers first: a sample is drawn from coded ones.")
        )
    answers = random.Random(seed).sample(coded, min(size, len(coded)))  # noqa: S311
    sample = Sample.objects.create(frame=frame, answers=answers, seed=seed, drawn_by=by)
    record(by=by, verb="sample.drawn", on=sample, size=len(answers), seed=seed)
    return sample
