"""Make the sections of a profile from the facts; words and replies are joined to them later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from avow.web.profiles.document import beside, parts_figures, parts_variation, services, signals
from avow.web.profiles.document.asked import Making
from avow.web.profiles.document.content import Content, Fact, Part, Told
from avow.web.profiles.document.parts_figures import Made
from avow.web.profiles.outline import Part as Planned
from avow.web.profiles.outline import Section, outline
from avow.web.profiles.reading import State, state
from avow.web.releases.sources import loaded_from

# Rates whose denominator is everybody who lives in the unit.
_PER_RESIDENT = ("recorded-offences-per-1000", "people-heard-per-10000")
_SHOWN: dict[str, Callable[[Making, Planned], Made]] = {
    "figures": parts_figures.figures,
    "months": parts_variation.months,
    "groups": parts_figures.groups,
    "wards": beside.wards,
    "weekdays": parts_figures.weekdays,
    "services": services.services,
    "sources": services.sources,
    "funnel": parts_variation.funnel,
    "adjusted": parts_variation.adjusted,
    "faults": beside.faults,
    "look": signals.look,
}


def content(making: Making, *, day: date) -> Content:
    """Return the whole profile without words and replies."""
    told = outline()
    prepare(making)
    tables = dict.fromkeys(
        name
        for section in told.sections
        for asked in told.measures_of(section)
        for name in asked.tables
    )
    population, force = _population(making)
    return Content(
        unit=making.unit,
        force=force,
        period=making.period.label,
        day=day.isoformat(),
        introduction=told.introduction,
        caution=told.caution,
        partners="" if making.exact else told.partners,
        population=population,
        loaded=tuple(loaded_from(list(tables))),
        sections=tuple(section(making, each.id) for each in told.sections),
    )


def prepare(making: Making) -> None:
    """Read what most sections need at once: few scans, where no runs are stored."""
    parts = [part for each in outline().sections for part in each.parts]
    names = tuple(dict.fromkeys(name for part in parts for name in part.measures))
    exact = replace(making, exact=True)
    exact.many(names)
    exact.many(names, "force")


def section(making: Making, id: str) -> Part:  # noqa: A002 — the word of the file
    """Return one section without words and replies. Raises LookupError."""
    return _section(making, id, str(settings.DATA_FOLDER), state())


@lru_cache(maxsize=256)
def _section(making: Making, id: str, folder: str, now: State) -> Part:  # noqa: A002
    planned = outline().section(id)
    blocks: list[Any] = []
    facts: list[Fact] = []
    stated: tuple[Any, ...] = ()
    for part in planned.parts:
        if part.show == "signals":
            made, more, stated = signals.signals(making, part)
        else:
            made, more = _SHOWN[part.show](making, part)
        blocks += made
        facts += more
    return Part(
        id=planned.id,
        heading=planned.heading,
        question=planned.question,
        blocks=tuple(blocks),
        facts=tuple(facts),
        told=_told(making, planned),
        signals=stated,
    )


def _told(making: Making, planned: Section) -> tuple[Told, ...]:
    """Return the definitions behind a section, with what they say against themselves.

    What is wrong with the data of all of them stands in the section on the data.
    """
    found = []
    for asked in outline().measures_of(planned):
        made = making.of_unit(asked.id).result
        found.append(
            Told(
                title=asked.title,
                what=asked.what,
                numerator=asked.numerator,
                denominator=asked.denominator,
                faults=asked.caveats,
                source=asked.source,
                method=made.method if made else "",
            )
        )
    return tuple(found)


def _population(making: Making) -> tuple[str, str]:
    """Return who the rates are per, in words, and the force."""
    for name in _PER_RESIDENT:
        row = making.newest(making.of_unit(name).of(making.unit))
        if row is not None and row["denominator"] is not None:
            said = _(
                "Rates are per resident: %(n)s people live in the unit’s boroughs. People also "
                "work, travel and go out where they do not live."
            )
            return said % {"n": f"{row['denominator']:,}"}, row["force"] or ""
    return _("How many people live in the unit is not loaded, so there are no rates."), ""
