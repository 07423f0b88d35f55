"""What links are: a commitment that would carry a passage, and what stands around a passage."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A commitment that would carry a passage: its number, a score from 0 to 1, and why."""

    commitment: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Context:
    """Texts around a passage, each with the share of its concepts that counts for the passage.

    ``wide`` is for a passage that says too little by itself. ``known`` are the concepts that the
    whole document names in full; ``listed`` says that the passage is an item of a list;
    ``addressed`` that the document speaks to the plan's owner or to the police at large;
    ``section`` is the heading above, which may name commitments of this plan by number, ``around``
    all that stands under it; ``about`` are the concepts that the document opens with, ``police`` is
    the share of its sentences that name the police.
    """

    parts: tuple[tuple[str, float], ...] = ()
    wide: tuple[tuple[str, float], ...] = ()
    known: frozenset[str] = frozenset()
    listed: bool = False
    addressed: bool = True
    section: str = ""
    around: str = ""
    about: frozenset[str] = frozenset()
    police: float = 0.5
