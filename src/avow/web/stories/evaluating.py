"""The invented pilot: its evaluation is planned, registered, run, and put into words."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from avow.analysis.synthetic.records import read_truths
from avow.web.accounts.models import Person
from avow.web.core import work
from avow.web.core.models import Work
from avow.web.evaluations import actions, figures, kinds
from avow.web.evaluations.actions import Planned
from avow.web.stories.story import Story

_WORDS = (
    "Recorded offences in the street fell in the three boroughs, by more than chance explains; all "
    "ways of looking agree on that. None tells how much of it was the lamps and how much the "
    "patrols, and the plan was registered when figures were in. Before we say more, the borough "
    "teams are to tell us what else began in spring, and we look again in a year."
)


def evaluate(*, cast: Mapping[str, Person], story: Story) -> None:
    """Evaluate the pilot that the invented records hold; nothing where they are not invented."""
    if not story.records:
        return
    by = cast["analyst"]
    planned = actions.plan_evaluation(by=by, planned=_planned(Path(settings.DATA_FOLDER)))
    made = actions.register_plan(by=by, evaluation=planned, revision=planned.revision)
    work.run(Work.objects.create(kind=kinds.EVALUATE, subject=made.pk, asked_by=by.pk))
    actions.write_reading(by=by, evaluation=made, text=_WORDS)


def _planned(data: Path) -> Planned:
    truths = read_truths(data)
    apart = {*truths.pilot_boroughs, *truths.pilot_neighbours}
    return Planned(
        title="Lamps and named patrols in three boroughs",
        tried="Broken street lamps were mended within a week, and named officers walked the same "
        "streets on foot each evening.",
        expected="Fewer recorded offences in the street, by a tenth or more, without more next "
        "door. The boroughs belong to one command unit, which asked to go first; they were not "
        "chosen for a peak. Trust could also raise reports, which would hide a fall.",
        by=kinds.BOROUGH,
        areas=truths.pilot_boroughs,
        neighbours=truths.pilot_neighbours,
        comparison=[name for name in figures.places(kinds.BOROUGH) if name not in apart],
        place_kind="street",
        methods=tuple(name for name, _words in kinds.METHODS),
        starts_on=truths.pilot_from,
    )
