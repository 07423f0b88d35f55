"""A question that people answered, and a machine that works at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from avow.analysis.text.themes import Proposal
from avow.analysis.text.themes import Theme as Proposed
from avow.web.themes import actions
from avow.web.themes.models import Frame, Theme
from tests.web.themes.asked import ask_publicly, say
from tests.web.themes.voices import CAMPAIGN, THINGS


def propose_groups(monkeypatch, *groups):
    """Have the machine propose a theme for each word, of the texts that hold it."""

    def propose(texts, *, seed, question="", count=None):
        found = []
        for word in groups:
            inside = [i for i, text in enumerate(texts) if word in text.lower()]
            members = tuple((i, 0.8) for i in inside)
            found.append(Proposed(word, (word,), tuple((inside * 3)[:3]), members))
        held = {i for theme in found for i, _ in theme.members}
        return Proposal(tuple(found), {}, tuple(i for i in range(len(texts)) if i not in held))

    monkeypatch.setattr("avow.web.themes.proposing.themes.propose", propose)


@pytest.fixture
def lead(person):
    return person("plan-lead")


@pytest.fixture
def analyst(person):
    return person("analyst")


@pytest.fixture
def other(person):
    return person("analyst", 2)


@pytest.fixture
def desk(analyst, signed_in):
    return signed_in(analyst)


@pytest.fixture
def at_once(django_capture_on_commit_callbacks) -> Callable[..., object]:
    """Return a context in which work that is asked for is done when it ends."""

    @contextmanager
    def done() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return done


TEXTS = [
    *THINGS["lighting"],
    *THINGS["buses"],
    *THINGS["schools"],
    "No comment",
    CAMPAIGN,
    CAMPAIGN,
    f"{CAMPAIGN.upper()}!",
]


@pytest.fixture
def question(lead):
    """Return a question that thirteen people answered: three sent the same, one nothing."""
    asked = ask_publicly(lead)
    say(asked, TEXTS)
    return asked


@pytest.fixture
def frame(question, analyst, at_once, monkeypatch):
    """Return the frame of the question, looked at by the machine, which proposed nothing."""
    propose_groups(monkeypatch)
    with at_once():
        actions.ask_for_themes(by=analyst, question=question)
    return Frame.objects.get(question=question)


@pytest.fixture
def themes(frame, analyst) -> dict[str, Theme]:
    """Return three themes that a person made."""
    return {
        label: actions.add_theme(by=analyst, frame=frame, label=label)
        for label in ("Lighting", "Transport", "Schools")
    }
