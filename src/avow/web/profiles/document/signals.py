"""What differs beyond chance in the unit, strongest first, and the questions it raises."""

from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from avow.analysis import variation
from avow.analysis.variation import Compared, Signal
from avow.web.core.components import Table, Value
from avow.web.profiles.document.asked import Making
from avow.web.profiles.document.content import Block, Fact
from avow.web.profiles.document.content import Signal as Stated
from avow.web.profiles.document.parts_figures import Made
from avow.web.profiles.document.parts_variation import Only
from avow.web.profiles.document.services import lacking
from avow.web.profiles.outline import Part, outline
from avow.web.profiles.reading import UNIT, Read, State, read_many, state

_MOST_QUESTIONS = 8
_READS = {"worse": 0, "neither": 1, "better": 2}


def signals_of(making: Making) -> tuple[Signal, ...]:
    """Return the signals of the unit, what to look at first before what is good."""
    return _signals(making, str(settings.DATA_FOLDER), state())


@lru_cache(maxsize=256)
def _signals(making: Making, folder: str, now: State) -> tuple[Signal, ...]:
    names = _names()
    if not making.exact:
        # Only what is a signal can be one in what partners see, from its protected figures.
        exact = replace(making, exact=True)
        names = tuple(dict.fromkeys(each.measure for each in signals_of(exact)))
    by_quarter = read_many(names, making.asked(UNIT, period="quarter")).values()
    series = [_until(read, making) for read in by_quarter if read.result is not None]
    funnels = []
    for read in making.many(names).values():
        row = making.newest(read.of(making.unit))
        funnels.append(_compared(read, row["period_label"]) if row else None)
    found = variation.signals(making.unit, series, funnels)
    return tuple(sorted(found, key=lambda each: _READS[each.reads]))


def _names() -> tuple[str, ...]:
    """Return the measures of all sections that are made by quarter, each once."""
    told = outline()
    names = [name for section in told.sections for part in section.parts for name in part.measures]
    return tuple(n for n in dict.fromkeys(names) if n not in told.counts)


def _until(read: Read, making: Making) -> Only:
    """Return the unit's rows up to the end of the edition's period."""
    assert read.result is not None  # noqa: S101 — whoever calls has asked
    last = making.period.newest_month
    kept = [
        row["unit"] == making.unit and f"{row['period']:%Y-%m}" <= last
        for row in read.result.table.select(["unit", "period"]).to_pylist()
    ]
    return Only(read, read.result.table.filter(kept))


@lru_cache(maxsize=512)
def _compared(read: Read, label: str) -> Compared | None:
    try:
        return Compared(read.definition, label, variation.funnel_of(read.result, label))
    except variation.VariationError:
        return None


def key_of(signal: Signal) -> str:
    """Return what tells a signal from all others of the unit."""
    return f"{signal.measure}|{signal.where}|{signal.since}"


def signals(making: Making, part: Part) -> tuple[list[Block], list[Fact], tuple[Stated, ...]]:
    """Return the signals as a table, and each with its key."""
    found = signals_of(making)
    if not found:
        said = _("Nothing about this unit stands out from chance and the usual spread of units.")
        return [Block(part.heading, said=(said,))], [], ()
    words = {"better": _("Better"), "worse": _("Look at this"), "neither": _("Different")}
    stated = tuple(Stated(key_of(s), s.measure, s.title, s.sentence, s.reads) for s in found)
    rows: list[list[Value]] = [
        [each.title, words[each.reads], _where(each), told.said]
        for each, told in zip(found, stated, strict=True)
    ]
    columns = [_("Measure"), _("What it means"), _("Against"), _("In words")]
    table = Table(caption=part.heading, columns=columns, rows=rows)
    note = _(
        "With so many measures a few signals come by chance alone. A signal is a reason to look, "
        "first at how cases are recorded; it is no verdict."
    )
    return [Block(part.heading, table=table, notes=(note,))], [], stated


def _where(signal: Signal) -> str:
    if signal.where == "between units":
        return _("other units")
    return _("its own past")


def look(making: Making, part: Part) -> Made:
    """Return questions to ask next: from the signals that are not good, then from the services."""
    found = [each for each in signals_of(making) if each.reads != "better"][:_MOST_QUESTIONS]
    asked = [_question(each) for each in found]
    asked += [
        _("Who helps in %(borough)s, where there is no %(kind)s?")
        % {"borough": borough, "kind": kind}
        for borough, kind in lacking(making)
    ]
    said = tuple(dict.fromkeys(asked)) or (
        _("The figures raise no question of their own. Ask the services and the survivors."),
    )
    return [Block(part.heading, said=said)], []


def _question(signal: Signal) -> str:
    told = {"title": signal.title, "since": signal.since}
    if signal.where == "between units":
        if signal.direction == "higher":
            said = _("“%(title)s” (%(since)s): why is it higher than in other units?")
        else:
            said = _("“%(title)s” (%(since)s): why is it lower than in other units?")
    else:
        said = _("“%(title)s”: what has changed since %(since)s?")
    return said % told + " " + _("Is it recorded in the same way?")
