"""What is evaluated: where something was tried, from when, on which outcome, against what."""

from dataclasses import dataclass


class EvaluationError(ValueError):
    """The figures given cannot answer the question; the message says which, why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Pilot:
    """Something tried in some places from a day on.

    ``areas`` are the places where it was tried, ``start`` the first period in which it ran (its
    label, or the beginning of it: "2024-06" also finds "2024-06-01") and ``end`` the last one;
    without an end it still runs. ``outcome`` says in words what is counted ("offences").
    ``comparison`` are the places it is compared with; without any, all others. ``neighbours`` of
    the pilot are left out of the comparison: what moves next door would pass for an effect.
    """

    areas: tuple[str, ...]
    start: str
    outcome: str
    comparison: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    end: str | None = None

    def __post_init__(self) -> None:
        """Refuse a pilot without a place, and a place on both sides.

        Raises:
            EvaluationError: no area, one that is compared with itself, or a text instead of a
                tuple of names.
        """
        for name in ("areas", "comparison", "neighbours"):
            if isinstance(given := getattr(self, name), str):
                raise EvaluationError(
                    f"{name} is {given!r}: give names in a tuple, as in ({given!r},)."
                )
        if not self.areas:
            raise EvaluationError("Name at least one area in which the pilot ran.")
        both = sorted(set(self.areas) & {*self.comparison, *self.neighbours})
        if both:
            raise EvaluationError(
                f"{', '.join(both)}: an area of the pilot cannot stand in the comparison or among "
                "its neighbours."
            )

    @property
    def place(self) -> str:
        """Return the areas in words."""
        if len(self.areas) > 3:
            return f"{self.areas[0]} and {len(self.areas) - 1} other areas"
        return " and ".join(
            [", ".join(self.areas[:-1]), self.areas[-1]] if self.areas[1:] else self.areas
        )
