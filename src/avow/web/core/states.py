"""State tables: which state may follow which, as data from which policies and diagrams are made."""

from collections.abc import Iterable, Mapping


class IllegalMoveError(Exception):
    """The record is in a state from which this step is not possible. The text says why."""


Transitions = Mapping[str, Iterable[str]]


def check_move(transitions: Transitions, now: str, then: str, what: str) -> None:
    """Raise IllegalMoveError unless ``transitions`` lets ``what`` go from ``now`` to ``then``."""
    if then not in transitions.get(now, ()):
        raise IllegalMoveError(f"{what} is “{now}” and cannot become “{then}”.")


def diagram(transitions: Transitions) -> str:
    """Return the table as a Mermaid state diagram, for the docs."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {now} --> {then}" for now, after in transitions.items() for then in after]
    return "\n".join([*lines, "```", ""])
