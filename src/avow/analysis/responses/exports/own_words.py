"""Which cells are somebody's own words, where a choice or a short mark is looked for.

Own words are read first by a trained reader where they may disclose abuse. They never become an
answer to choose from, and no message quotes them.
"""

from avow.analysis.text import concerns

LONGEST_QUOTED = 40
# What so many gave is a choice of the survey tool, whatever it speaks of.
CHOSEN_BY = 3


def may_disclose(cell: str) -> bool:
    """Return whether a cell may disclose abuse or danger, as far as it can be read."""
    return any(sign.why != concerns.LANGUAGE for sign in concerns.find(cell))


def discloses_as_choice(said: str, given_by: int) -> bool:
    """Return whether ``said`` may disclose something and fewer gave it than give a choice."""
    return given_by < CHOSEN_BY and may_disclose(said)


def quoted(cell: str) -> str:
    """Return a short cell in quotes; of any other only that it stands there."""
    plain = len(cell) <= LONGEST_QUOTED and not concerns.find(cell)
    return f"“{cell}”" if plain else "What stands here"
