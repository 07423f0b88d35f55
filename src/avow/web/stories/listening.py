"""What a story's public says: a survey on the plan that was consulted on, and occasions held."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from avow.analysis.synthetic import response_themes
from avow.web.accounts.models import Person
from avow.web.core import work
from avow.web.core.models import Work
from avow.web.engagement import actions as engagement
from avow.web.plan.models import Version
from avow.web.stories.story import Story, ToldOccasion
from avow.web.surveys import actions as surveys
from avow.web.surveys.asking import Asking
from avow.web.surveys.models import Answer, Question, Survey
from avow.web.surveys.models.question import AREA, TEXT
from avow.web.surveys.places import boroughs
from avow.web.themes import actions as themes
from avow.web.themes import kinds
from avow.web.themes.models import Frame, Theme

LAST_WORD = "Is there anything else the plan should say or do?"
_ADOPTED = 9


def survey(*, by: Person, story: Story, version: Version) -> None:
    """Ask the public about a version, take in what they answered, and close the survey."""
    if not story.responses:
        return
    asked = surveys.create_survey(by=by, version=version)
    surveys.add_question(
        by=by,
        section=asked.sections.get(questions__kind="passage"),
        kind=TEXT,
        asking=Asking(wording=LAST_WORD),
        key="anything-else",
    )
    now = timezone.now()
    begun = datetime.combine(story.asked_from, datetime.min.time(), tzinfo=now.tzinfo)
    surveys.set_dates(by=by, survey=asked, opens_at=begun, closes_at=now + timedelta(days=1))
    asked = surveys.make_ready(by=by, survey=asked)
    intake = surveys.hold_file(by=by, survey=asked, data=_file(story, asked), name="responses.csv")
    surveys.take_in_responses(by=by, intake=intake)
    surveys.close_survey(by=by, survey=asked)


def _file(story: Story, asked: Survey) -> bytes:
    """Return the responses as a survey tool exports them, a column a question's key."""
    assert story.responses is not None  # noqa: S101 — only a story with responses comes here
    agrees = list(asked.questions.filter(kind="agreement").values_list("key", flat=True))
    areas = boroughs() if asked.questions.filter(kind=AREA).exists() else ["-"]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Response ID", "Date", "area", "sex", "age-band", *agrees, "anything-else"])
    for one in story.responses(areas):
        # Most people answer in the first days, and again when it is nearly over.
        part = one.number / story.responses_told
        day = story.asked_from + timedelta(days=round(27 * (part**3 + part) / 2))
        said = [one.agreement.get(n, "") for n in range(1, len(agrees) + 1)]
        area = "" if areas == ["-"] else one.area
        writer.writerow([one.number, day, area, one.sex, one.age, *said, one.text])
    return out.getvalue().encode()


def code(*, cast: Mapping[str, Person], story: Story) -> None:
    """Have themes proposed, adopted and named for the last question, and publish what was said."""
    if not story.responses:
        return
    by = cast["analyst"]
    question = Question.objects.get(key="anything-else")
    frame, _made = Frame.objects.get_or_create(question=question)
    _run(kinds.PROPOSE, frame, by)
    named = _names(story, frame)
    for theme in Theme.objects.filter(frame=frame, pk__in=named):
        themes.adopt_theme(by=by, theme=theme)
        themes.describe_theme(by=by, theme=theme, label=named[theme.pk])
    _run(kinds.LEARN, frame, by)
    chosen = {
        theme.pk: [UUID(pk) for pk in theme.quotes[:1]]
        for theme in Theme.objects.filter(frame=frame, pk__in=named)
    }
    themes.publish_summary(by=cast["lead"], frame=frame, quotes=chosen)


def _names(story: Story, frame: Frame) -> dict[UUID, str]:
    """Return the themes to adopt with their names: what most of their answers were made to say."""
    assert story.responses is not None  # noqa: S101 — only a story with responses comes here
    labels = response_themes()
    meant = {one.text: one.themes for one in story.responses(boroughs() or ["-"])}
    found: dict[str, UUID] = {}
    for theme in Theme.objects.filter(frame=frame):
        held = Answer.objects.filter(pk__in=theme.quotes)
        said = Counter(key for answer in held for key in meant.get(answer.text, ()))
        if said:
            found.setdefault(labels[said.most_common(1)[0][0]], theme.pk)
    return {pk: label for label, pk in list(found.items())[:_ADOPTED]}


def _run(kind: str, frame: Frame, by: Person) -> None:
    """Do a piece of the machine's work here and now."""
    work.run(Work.objects.create(kind=kind, subject=frame.pk, asked_by=by.pk))


def ask_again(*, by: Person, story: Story, version: Version) -> None:
    """Open a survey about the newest version, for whoever visits the story's site."""
    asked = surveys.create_survey(by=by, version=version, title=f"Have your say: {story.name}")
    now = timezone.now()
    opens = now.replace(hour=0, minute=0, second=0, microsecond=0)
    surveys.set_dates(by=by, survey=asked, opens_at=opens, closes_at=opens + timedelta(days=60))
    surveys.make_ready(by=by, survey=asked)


def meet(*, cast: Mapping[str, Person], story: Story) -> None:
    """Plan the occasions of the story, and record the ones that were held."""
    by = cast["engagement officer"]
    for told in story.occasions:
        made = engagement.plan_occasion(by=by, kind=told.kind, planned=_planned(told))
        if told.reason:
            engagement.cancel_occasion(by=by, occasion=made, reason=told.reason)
        elif told.people:
            held = engagement.hold_occasion(
                by=by, occasion=made, revision=1, people=told.people, notes=told.notes
            )
            for community, words in told.asked:
                engagement.note_point(by=by, occasion=held, text=words, community=community)


def _planned(told: ToldOccasion) -> engagement.Planned:
    known = boroughs()
    day = told.day or timezone.localdate() + timedelta(days=21)
    borough = known[told.borough % len(known)] if known and told.borough is not None else ""
    return engagement.Planned(
        title=told.title, day=day, borough=borough, host=told.host, wanted=told.wanted
    )
