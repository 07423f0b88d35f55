"""Tell a story: fill an empty site from beginning to end, step by step."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from subprocess import Popen

from django.conf import settings
from django.db import transaction

from avow.analysis import feeds
from avow.web.accounts.models import Person
from avow.web.measures.actions import attach_evidence
from avow.web.measures.actions.store_runs import begin_runs
from avow.web.plan.models import Action, Plan, Version
from avow.web.stories import evaluating, listening, profiling, progressing, trying, voices
from avow.web.stories.gate import pass_gate
from avow.web.stories.people import cast
from avow.web.stories.plans import publish_final, publish_first
from avow.web.stories.story import Story

Step = tuple[str, Callable[[], object]]


class AlreadyToldError(RuntimeError):
    """The site holds a plan of another story; nothing was changed."""


def is_told(story: Story) -> bool:
    """Return whether the site holds this story already.

    Raises:
        AlreadyToldError: it holds something else.
    """
    plan = Plan.objects.first()
    if plan is None:
        return False
    if plan.force != story.force:
        raise AlreadyToldError(
            f"{settings.DATA_FOLDER} holds the plan of {plan.force or 'another force'}. "
            "Use another folder: set AVOW_DATA."
        )
    return True


def steps(story: Story) -> Iterator[Step]:
    """Yield each step of the story as its name and what does it, in order."""
    people: dict[str, Person] = {}
    versions: list[Version] = []
    making: list[Popen[bytes]] = []

    def _people() -> None:
        people.update(cast())

    def _first_plan() -> None:
        version = publish_first(
            by=people["lead"], text=story.first_plan, name=story.plan_name, force=story.force
        )
        versions.append(version)

    def _final_plan() -> None:
        if story.final_plan:
            versions.append(
                publish_final(by=people["lead"], version=versions[0], text=story.final_plan)
            )

    def _figures() -> None:
        making[0].wait()

    yield "people", _people
    yield "facts", lambda: _load(story)
    yield "figures begun", lambda: making.append(begin_runs())
    yield "plan", _first_plan
    yield "submissions", lambda: voices.take_in(by=people["lead"], story=story, version=versions[0])
    yield "survey", lambda: listening.survey(by=people["lead"], story=story, version=versions[0])
    yield "themes", lambda: listening.code(cast=people, story=story)
    yield "engagement", lambda: listening.meet(cast=people, story=story)
    yield "final plan", _final_plan
    yield "answers", lambda: voices.answer(cast=people, story=story, versions=versions)
    yield "response", lambda: voices.respond(by=people["lead"], story=story)
    yield "progress", lambda: progressing.report(people, _actions(versions[-1]), story)
    yield "evidence", lambda: _attach(people, versions[-1], story)
    yield "figures", _figures
    yield "initiatives", lambda: trying.try_out(people, versions[-1], story)
    yield "evaluation", lambda: evaluating.evaluate(cast=people, story=story)
    yield "profile", lambda: profiling.profile(people)
    yield (
        "next survey",
        lambda: listening.ask_again(by=people["lead"], story=story, version=versions[-1]),
    )
    yield "releases", lambda: pass_gate(cast=people, told=story.releases)


def tell(story: Story, *, said: Callable[[str], None] = lambda _: None) -> None:
    """Tell the whole story in one transaction: told whole, or not at all."""
    with transaction.atomic():
        for name, act in steps(story):
            said(name)
            act()


def _load(story: Story) -> None:
    at = datetime.combine(story.today, time(9), tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        for name, files in story.loads(Path(folder)):
            feeds.load(settings.DATA_FOLDER, name, list(files), at=at)
    if story.records:
        story.records(settings.DATA_FOLDER)


def _actions(version: Version) -> dict[str, Action]:
    found = Action.objects.filter(commitment__pillar__version=version)
    return {action.number: action for action in found.select_related("commitment__pillar__version")}


def _attach(people: dict[str, Person], version: Version, story: Story) -> None:
    actions = _actions(version)
    for number, measures in story.evidence.items():
        for measure in measures:
            attach_evidence(
                by=people["analyst"],
                lineage=actions[number].lineage,
                measure=measure,
                area="force",
                period="year",
                note="",
            )
