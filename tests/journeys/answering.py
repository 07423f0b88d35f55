"""A site on which a survey takes answers; runs inside the site (``Site.call``)."""

from datetime import timedelta

from django.utils import timezone

from avow.web.plan.models import Version
from avow.web.stories.people import cast
from avow.web.surveys import actions, texts
from tests.journeys.inside import publish_a_plan


def open_a_survey() -> str:
    """Publish the plan and open a survey about it, in English and Arabic; return its slug."""
    publish_a_plan()
    lead = cast()["lead"]
    version = Version.objects.get(state="published")
    areas = ["Northbank", "Old Harbour"]
    survey = actions.create_survey(by=lead, version=version, title="Your say", areas=areas)
    section = actions.add_section(by=lead, survey=survey, title="What matters most")
    first = actions.Asking(wording="What should come first?", options=["Officers", "Refuges"])
    actions.add_question(by=lead, section=section, kind="ranking", asking=first)
    actions.set_languages(by=lead, survey=survey, languages=["ar"])
    survey.refresh_from_db()
    said = {text.key: f"ع {text.source}" for text in texts.texts(survey)}
    actions.set_translation(by=lead, survey=survey, language="ar", said=said)
    now = timezone.now()
    actions.set_dates(by=lead, survey=survey, opens_at=now, closes_at=now + timedelta(days=9))
    return actions.make_ready(by=lead, survey=survey).slug


def answered() -> list[dict]:
    """Return what was sent, with texts opened."""
    from avow.web.surveys.models import Answer

    answers = Answer.objects.filter(response__state="sent").select_related("response", "question")
    return [
        {
            "way": a.response.way,
            "key": a.question.key,
            "choices": a.choices,
            "text": a.text,
            "quote": a.quote,
            "at": [a.start, a.end],
        }
        for a in answers.order_by("question__position", "start")
    ]
