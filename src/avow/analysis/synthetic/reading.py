"""What people wrote: the invented plan, the submissions about it, the answers and the progress."""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

VERSIONS = ("draft", "final")
DECISIONS = ("accepted", "partly", "not-accepted", "already-doing")
STATUSES = ("not-started", "under-way", "done")


@dataclass(frozen=True)
class Submission:
    """An invented organisation's response to the draft plan, in full."""

    file: str
    organisation: str
    kind: str
    received: date
    title: str
    text: str


@dataclass(frozen=True)
class Answer:
    """The invented force's answer to one recommendation.

    ``quote`` stands word for word in the submission ``submission`` (a file name);
    ``commitments`` are numbers in the plan, none where the recommendation is a gap; ``change`` is
    what differs in the final plan, or empty.
    """

    submission: str
    quote: str
    commitments: tuple[int, ...]
    decision: str
    reason: str
    change: str


@dataclass(frozen=True)
class Progress:
    """How far an action has come. ``due`` is a quarter such as ``2026-Q2``; ``owner`` is a post."""

    number: str
    owner: str
    status: str
    due: str
    note: str
    measures: tuple[str, ...]


def plan_text(version: str) -> str:
    """Return the invented plan as text: the ``draft`` consulted on, or the ``final`` one.

    Raises:
        ValueError: there is no such version.
    """
    if version not in VERSIONS:
        raise ValueError(f"There is no plan version {version!r}, only {' and '.join(VERSIONS)}.")
    return _text(f"plan-{version}.txt")


def submissions() -> tuple[Submission, ...]:
    """Return the submissions in the order in which they came."""
    return tuple(
        Submission(**row, text=_text(f"submissions/{row['file']}"))
        for row in _table("submissions/index.toml")["submission"]
    )


def answers() -> tuple[Answer, ...]:
    """Return the answers that the invented force has given so far."""
    return tuple(
        Answer(**{**row, "commitments": tuple(row["commitments"])})
        for row in _table("answers.toml")["answer"]
    )


def progress() -> tuple[Progress, ...]:
    """Return how far each action of the final plan has come, in the plan's order."""
    return tuple(
        Progress(**{**row, "measures": tuple(row["measures"])})
        for row in _table("progress.toml")["action"]
    )


def _text(name: str) -> str:
    return (files(__package__) / "texts").joinpath(name).read_text(encoding="utf-8")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))
