"""What the theming journey needs inside its site before it starts."""

from avow.web.accounts.demo import add_demo_person
from avow.web.stories.people import cast
from tests.web.themes.asked import ask_publicly, fill

ANSWERS = 1400


def prepare_answers() -> str:
    """Have 1,400 people answer a survey; return the identifier of its free-text question."""
    people = cast()
    add_demo_person("analyst2@demo.example", "Second analyst", "analyst")
    question = ask_publicly(people["lead"])
    fill(question, ANSWERS)
    return str(question.pk)
