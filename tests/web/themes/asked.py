"""A survey that takes answers, and responses to it: for tests, the browser and benchmarks."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from avow.web.accounts.actions import add_person
from avow.web.accounts.models import Person
from avow.web.core import work
from avow.web.core.models import Work
from avow.web.plan.actions import import_plan, publish_version
from avow.web.plan.models import Version
from avow.web.surveys import actions as surveys
from avow.web.surveys.models import Answer, Question, Response, Survey
from avow.web.surveys.states import SENT
from avow.web.themes import kinds
from avow.web.themes.models import Frame
from tests.web.plan.texts import PLAN
from tests.web.themes.voices import answers

AREAS = ["Northbank", "Old Harbour", "Southgate"]
DAY = date(2026, 3, 2)


def cast() -> dict[str, Person]:
    """Add a plan lead and an analyst."""
    return {
        part: add_person(
            by=None, email=f"{role}@bench.example", name=part, password="", roles=[role]
        )
        for part, role in {"lead": "plan-lead", "analyst": "analyst"}.items()
    }


def ask_publicly(lead: Person) -> Question:
    """Publish a plan and a survey about it; return its first free-text question."""
    draft = import_plan(by=lead, text=PLAN, source_name="plan.txt", force="Thornhaven Police")
    return ask_about(lead, publish_version(by=lead, version=draft))


def ask_about(lead: Person, version: Version) -> Question:
    """Put a survey about a published version before the public; return a free-text question."""
    survey = surveys.create_survey(by=lead, version=version, areas=AREAS)
    now = timezone.now()
    surveys.set_dates(
        by=lead,
        survey=survey,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=14),
    )
    return free_text(surveys.make_ready(by=lead, survey=survey))


def free_text(survey: Survey) -> Question:
    """Return the first question of a survey that people answer in their own words."""
    return survey.questions.filter(kind="text").first()


def propose_now(by: Person, question: Question) -> Frame:
    """Have themes proposed here and now, in this process."""
    frame, _made = Frame.objects.get_or_create(question=question)
    work.run(Work.objects.create(kind=kinds.PROPOSE, subject=frame.pk, asked_by=by.pk))
    frame.refresh_from_db()
    return frame


def fill(question: Question, count: int, *, seed: int = 1) -> list[Answer]:
    """Have ``count`` people answer, with the area and how far they agree."""
    return say(question, answers(count, seed), seed=seed)


def say(question: Question, texts: Sequence[str], *, seed: int = 1) -> list[Answer]:
    """Have one person say each of ``texts``, and answer a scale and the area by chance."""
    chance = random.Random(seed)
    survey = question.survey
    others = list(survey.questions.filter(kind__in=["agreement", "area"]))
    scale = next((q for q in others if q.kind == "agreement"), None)
    area = next((q for q in others if q.kind == "area"), None)
    responses = [Response(survey=survey, state=SENT, sent_on=DAY, created_at=DAY) for _ in texts]
    Response.objects.bulk_create(responses, batch_size=2000)
    said = [
        Answer(response=response, question=question, text=text, created_at=DAY)
        for response, text in zip(responses, texts, strict=True)
    ]
    closed = [
        Answer(
            response=response,
            question=asked,
            choices=[chance.choice(asked.options)["value"]],
            created_at=DAY,
        )
        for response in responses
        for asked in (scale, area)
        if asked
    ]
    Answer.objects.bulk_create([*said, *closed], batch_size=2000)
    return said
