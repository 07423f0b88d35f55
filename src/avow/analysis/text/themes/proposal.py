"""What a machine proposes: themes, and what is in none of them. All of it is candidate."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Theme:
    """A candidate theme of one question.

    ``quotes`` are the indexes of three real, distinct, typical answers; ``members`` holds an
    answer's index and its strength, from 0 to 1, strongest first.
    """

    label: str
    terms: tuple[str, ...]
    quotes: tuple[int, int, int]
    members: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Proposal:
    """Themes for a question; every answer is in a theme, set apart, or unassigned.

    ``set_apart`` gives the reason for an index: "no comment", "not an answer", "too short" or
    "not in words".
    """

    themes: tuple[Theme, ...]
    set_apart: dict[int, str] = field(default_factory=dict)
    unassigned: tuple[int, ...] = ()

    @property
    def in_themes(self) -> frozenset[int]:
        """The answers that are in at least one theme."""
        return frozenset(index for theme in self.themes for index, _ in theme.members)
