"""Which facts the sources cross with which, and why a request that needs more is refused."""

from avow.analysis.measures.definition import Definition
from avow.analysis.measures.errors import MeasureError, NotCarriedError
from avow.analysis.measures.periods import plain
from avow.analysis.tables import AREA_KINDS, TABLES

# The columns that tell one area of a kind from another.
AREA_COLUMNS: dict[str, tuple[str, ...]] = {
    "force": ("force",),
    "bcu": ("force", "bcu"),
    "borough": ("force", "borough"),
    "ward": ("force", "borough", "ward"),
}

_REASONS = {
    "offences_by_class": (
        "The source counts offences by class for the whole force only: "
        "it never crosses class with place."
    ),
    "offences_by_place": (
        "The source counts offences by place without their class: "
        "it never crosses place with class."
    ),
    "victims_by_place": (
        "The source counts victims by place without their age or ethnic group: "
        "it never crosses place with either."
    ),
    "victims_by_age": (
        "The source counts victims by age group for the whole force only: "
        "it never crosses age with place, nor with ethnic group."
    ),
    "victims_by_ethnic_group": (
        "The source counts victims by ethnic group for the whole force only: "
        "it never crosses ethnic group with place, nor with age."
    ),
    **dict.fromkeys(
        ("population", "population_by_group"),
        "Residents are counted by borough and year; the source has none by ward.",
    ),
}


def require_area(by: str) -> None:
    """Let the name of a kind of area pass.

    Raises:
        MeasureError: there is no such kind.
    """
    if by not in AREA_KINDS:
        raise MeasureError(f"No kind of area is called {by!r}: use {', '.join(AREA_KINDS)}.")


def require_carried(definition: Definition, by: str, period: str) -> None:
    """Let the request pass if every table of the measure carries what it needs.

    Raises:
        NotCarriedError: a source does not cross what the measure needs; says which and why.
        MeasureError: ``by`` or ``period`` is no such kind, or the measure is not made by it.
    """
    require_area(by)
    for name in definition.tables:
        needed = {*AREA_COLUMNS[by], *(definition.needs if name == definition.tables[0] else ())}
        if lacking := sorted(needed - set(TABLES[name].columns())):
            reason = _REASONS.get(name, f"The table {name!r} has no {' or '.join(lacking)}.")
            raise NotCarriedError(
                f"“{definition.title}” cannot be made by {by}. {reason} "
                f"It is made by {', '.join(definition.by) or 'nothing that is loaded'}."
            )
    _require_made(definition, "by", by, definition.by)
    _require_made(definition, "period", plain(period), definition.periods)


def _require_made(definition: Definition, word: str, asked: str, made: tuple[str, ...]) -> None:
    if asked not in made:
        raise MeasureError(
            f"“{definition.title}” is not made with {word} {asked!r}: use {', '.join(made)}."
        )
