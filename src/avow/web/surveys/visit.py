"""Somebody's way through a survey: what they have answered, which pages there are for them."""

from dataclasses import dataclass, field
from datetime import datetime

from avow.web.surveys import given, showing
from avow.web.surveys.answering import asked_of
from avow.web.surveys.given import Given
from avow.web.surveys.models import Question, Response, Section, Survey


@dataclass(slots=True)
class Visit:
    """A response while its author answers. ``care`` says that help is shown first on the page."""

    response: Response
    now: datetime
    care: bool = False
    answers: dict[str, Given] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.look()

    def look(self) -> None:
        """Read again what is stored."""
        self.answers = given.stored(self.response)
        self.asked = asked_of(self.survey, self.answers)

    @property
    def survey(self) -> Survey:
        """The survey that is answered."""
        return self.response.survey

    @property
    def language(self) -> str:
        """The language it is answered in."""
        return self.response.language

    @property
    def words(self) -> dict[str, str]:
        """The words of the pages."""
        return showing.words(self.survey, self.language)

    @property
    def pages(self) -> list[Section]:
        """The sections that ask something of this author."""
        return showing.sections(self.asked)

    def section(self, wanted: str) -> Section | None:
        """Return the section that a form names, if the survey has it."""
        return next((page for page in self.survey.sections.all() if str(page.pk) == wanted), None)

    def asked_on(self, section: Section) -> list[Question]:
        """Return the questions asked on a section."""
        return [question for question in self.asked if question.section_id == section.pk]

    def beside(self, section: Section, step: int) -> Section | None:
        """Return the page after (1) or before (-1) a section, if there is one."""
        after = [page for page in self.pages if _place(page) > _place(section)]
        before = [page for page in self.pages if _place(page) < _place(section)]
        return next(iter(after if step > 0 else before[::-1]), None)


def _place(section: Section) -> tuple[int, datetime]:
    return section.position, section.created_at
