"""An example of every address of surveys; runs inside the site, see ``addresses``."""

from datetime import timedelta

from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.plan.models import Version
from avow.web.surveys import actions as surveys
from avow.web.surveys.given import Given
from avow.web.surveys.models import Concern, Survey


def of_surveys(people: dict[str, Person]) -> dict[str, dict]:
    """Return an example of every address of surveys, for staff and for the public."""
    lead = people["lead"]
    asked = _open_survey(lead)
    return {
        **_surveys(lead),
        **_intake(asked),
        **_responses(people["data entry"], asked),
        **_files(lead),
    }


def _open_survey(lead: Person) -> Survey:
    survey = surveys.create_survey(by=lead, version=Version.objects.get(state="published"))
    now = timezone.now()
    surveys.set_dates(by=lead, survey=survey, opens_at=now, closes_at=now + timedelta(days=14))
    return surveys.make_ready(by=lead, survey=survey)


def _responses(typist: Person, asked: Survey) -> dict[str, dict]:
    """Have two papers typed in; what one of them says waits for a trained reader."""
    question = asked.questions.filter(kind="text").first()
    assert question
    for words in ("More advisers near me.", "The plan is fine. He hits me."):
        typed = surveys.enter_paper_response(
            by=typist,
            survey=asked,
            language="en",
            given={question.key: Given(text=words)},
            comments={},
        )
    return {
        "surveys:responses": {"pk": asked.pk},
        "surveys:answers": {"pk": question.pk},
        "surveys:concerns": {},
        "surveys:concern": {"pk": Concern.objects.get(answer__response=typed).pk},
        "surveys:paper-surveys": {},
        "surveys:paper": {"pk": asked.pk},
        "surveys:paper-again": {"pk": typed.pk},
    }


def _surveys(lead: Person) -> dict[str, dict]:
    published = Version.objects.get(state="published")
    draft = surveys.create_survey(by=lead, version=published)
    draft = surveys.set_languages(by=lead, survey=draft, languages=["ar"])
    section = draft.sections.first()
    question = draft.questions.filter(section=section).first()
    assert question
    of_survey = (
        "survey edit dates ready take-back close copy discard preview share languages section-add"
    )
    of_part = " -move -remove -condition"
    return {
        "surveys:index": {},
        "surveys:new": {},
        **{f"surveys:{name}": {"pk": draft.pk} for name in of_survey.split()},
        **{f"surveys:section{step}": {"pk": section.pk} for step in of_part.split(" ")},
        **{f"surveys:question{step}": {"pk": question.pk} for step in of_part.split(" ")},
        "surveys:question-add": {"pk": section.pk},
        "surveys:poster": {"pk": draft.pk, "tag": "en"},
        **{
            f"surveys:{name}": {"pk": draft.pk, "tag": "ar"}
            for name in ("translation", "language-remove", "strings", "strings-upload")
        },
    }


def _intake(asked: Survey) -> dict[str, dict]:
    pages = "survey return plan answer"
    return {
        "have-your-say:index": {},
        **{f"have-your-say:{name}": {"slug": asked.slug} for name in pages.split()},
    }


def _files(lead: Person) -> dict[str, dict]:
    published = Version.objects.get(state="published")
    survey = surveys.create_survey(
        by=lead, version=published, title="Asked elsewhere", place="elsewhere", filled=False
    )
    rows = b"Response ID,Which area?,What is missing?\n1,Northside,Light the towpath\n2,,\n"
    done = surveys.hold_file(by=lead, survey=survey, data=rows, name="first.csv")
    surveys.take_in_responses(by=lead, intake=done)
    waiting = surveys.hold_file(by=lead, survey=survey, data=rows, name="second.csv")
    return {
        "surveys:import": {"pk": survey.pk},
        "surveys:file": {"pk": waiting.pk},
        "surveys:take-in": {"pk": waiting.pk},
        "surveys:throw-away": {"pk": waiting.pk},
        "surveys:refused": {"pk": done.pk},
    }
