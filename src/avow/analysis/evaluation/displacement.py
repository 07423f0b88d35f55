"""Did it move next door? Pilot, buffer around it and a control, before and after.

The weighted displacement quotient sets what changed in the buffer against what changed in the
pilot, both against the control (Bowers and Johnson 2003, Journal of Quantitative Criminology
19:275). The weighted displacement difference adds both changes up in numbers of offences, with a
standard error from Poisson counts (Wheeler and Ratcliffe 2018, Crime Science 7:11); counts that
vary more than Poisson widen it by the root of their over-dispersion.
"""

from dataclasses import dataclass
from math import inf
from typing import Any

import pyarrow as pa

from avow.analysis.evaluation import threats
from avow.analysis.evaluation.effects import POWER, SEEN, UNTOLD, Threat, level_of
from avow.analysis.evaluation.panel import Panel, Split
from avow.analysis.evaluation.parts import differences, reach
from avow.analysis.evaluation.pilot import EvaluationError, Pilot
from avow.analysis.evaluation.quotient import DRAWS, Area, quotient_of, reading_of
from avow.analysis.evaluation.result import Result
from avow.analysis.evaluation.spread import spread_of

SMALL, LIKE_SIZE = 20, 1.5
ONLY_CHANCE = (
    "Nothing here shows how far counts vary beyond chance, so they are taken as Poisson. Most "
    "crime counts vary more: in trials such intervals left out the truth in one of eight, not of "
    "twenty. Give the over-dispersion, or figures by period."
)
METHOD = (
    "Weighted displacement difference: the changes in pilot and buffer, each less the change in "
    "its control, {scaled}; standard error from Poisson counts{wide}. Weighted displacement "
    "quotient: change of the buffer's share over change of the pilot's share, both of the "
    "control; its interval from {draws:,} draws of the counts."
)


@dataclass(frozen=True, kw_only=True)
class Displacement(Result):
    """A weighted displacement difference and quotient.

    ``table`` has a row per part (pilot, buffer, both): part, difference, error, low, high, z.
    ``counts`` has a row per area: area, before, after. ``quotient`` is None where the pilot did
    not fall against its control, and its interval where the draws are too unsure to give one.
    ``reading`` says it in words. ``dispersion`` widens the errors (1: Poisson); ``smallest`` is
    the total fall, in offences, told from nothing in 8 of 10 cases.
    """

    counts: pa.Table
    quotient: float | None
    quotient_low: float | None
    quotient_high: float | None
    reading: str
    dispersion: float
    smallest: float
    level: float


def displaced(  # noqa: PLR0913 - the four areas of the method, and how sure
    *,
    pilot: Area,
    control: Area,
    buffer: Area | None = None,
    buffer_control: Area | None = None,
    periods: tuple[float, float] = (1, 1),
    scaled: bool = False,
    dispersion: float = 1.0,
    df: float = inf,
    level: float = 0.95,
    about: Pilot | None = None,
    seed: int = 0,
) -> Displacement:
    """Return what changed in pilot and buffer against their controls.

    ``periods`` are the numbers of periods before and after; figures before are brought to the
    length of after. As published, changes are compared in numbers, so that controls should be of
    the size of what they are compared with; without ``buffer_control`` the buffer's change stands
    by itself. With ``scaled``, controls are brought to that size by their counts before, and
    ``control`` serves the buffer too if it has none of its own. The quotient always uses
    ``control``. ``df`` are the degrees of freedom of ``dispersion``, where it was learned.

    Raises:
        EvaluationError: a count is negative, or there is no period on a side.
    """
    areas = {"pilot": pilot, "control": control, "buffer": buffer, "buffer control": buffer_control}
    given = {name: area for name, area in areas.items() if area is not None}
    _check(given, periods, dispersion)
    scale = periods[1] / periods[0]
    table = differences(given, scale, dispersion, level, scaled=scaled, df=df)
    far = reach(level, df)
    wider = (far / reach(level)) ** 2  # draws of the counts are of the normal's reach
    quotient, low, high = quotient_of(given, dispersion * wider, level, seed)
    reading = reading_of("buffer" in given, quotient, low, high)
    whole = table.to_pylist()[-1]
    smallest = (far + reach(2 * POWER - 1, df)) * whole["error"]
    about = about or Pilot(areas=("pilot",), start="after", outcome="offences")
    listed = _threats(given, scaled, known=dispersion > 1 or df < inf)
    controlled = scaled or "buffer control" in given
    return Displacement(
        pilot=about,
        table=table,
        sentences=_sentences(table, reading, smallest, level, about, controlled),
        summary=_summary(whole, level, about, reading),
        method=METHOD.format(
            scaled=_brought(scale, scaled),
            wide=_widened(dispersion, df),
            draws=DRAWS,
        ),
        threats=listed,
        cautions=tuple(t.sentence for t in listed if t.state == SEEN),
        counts=pa.table(
            {
                "area": list(given),
                "before": [float(a.before) for a in given.values()],
                "after": [float(a.after) for a in given.values()],
            }
        ),
        quotient=quotient,
        quotient_low=low,
        quotient_high=high,
        reading=reading,
        dispersion=dispersion,
        smallest=smallest,
        level=level,
    )


def displacement(
    panel: Panel,
    pilot: Pilot,
    *,
    buffer: tuple[str, ...],
    buffer_control: tuple[str, ...] = (),
    level: float = 0.95,
    seed: int = 0,
) -> Displacement:
    """Return the displacement of a pilot whose places stand in a panel of counts.

    ``pilot.comparison`` is the control, brought to the size of pilot and of buffer; ``buffer`` are
    the places around the pilot. Over-dispersion (never below 1) is learned from how
    places of one part changed apart from each other, or, with one place in each, from how the
    areas varied against each other before the start: see ``spread``.

    Raises:
        EvaluationError: the panel holds no counts, an area is unknown or stands in two parts.
    """
    _apart(pilot, buffer, buffer_control)
    split = Split.of(panel, Pilot(**{**pilot.__dict__, "neighbours": buffer + buffer_control}))
    panel = split.panel
    panel.kind("count")
    parts = {
        "pilot": split.treated,
        "control": split.compared,
        "buffer": panel.rows(buffer),
        "buffer control": panel.rows(buffer_control),
    }
    if not split.compared:
        raise EvaluationError("Name a control: places like the pilot, not next to it.")
    sums = {n: panel.values[list(rows)].sum(axis=0) for n, rows in parts.items() if rows}
    first = split.first
    spread = spread_of(panel.values, parts, first)
    areas = {
        n: Area(before=float(s[:first].sum()), after=float(s[first:].sum()))
        for n, s in sums.items()
    }
    found = displaced(
        pilot=areas["pilot"],
        control=areas["control"],
        buffer=areas.get("buffer"),
        buffer_control=areas.get("buffer control"),
        periods=(split.before, split.after),
        scaled=True,
        dispersion=spread.dispersion,
        df=spread.df,
        level=level,
        about=pilot,
        seed=seed,
    )
    season = threats.seasonal_mismatch(panel.periods, first, adjusted=False)
    few = threats.few_periods(split.before, split.after)
    listed = (season, few, spread.lasting, *found.threats)
    cautions = tuple(t.sentence for t in listed if t.state == SEEN)
    return Displacement(**{**found.__dict__, "threats": listed, "cautions": cautions})


def _apart(pilot: Pilot, buffer: tuple[str, ...], buffer_control: tuple[str, ...]) -> None:
    """Refuse an area that stands in two parts."""
    named = (*pilot.areas, *pilot.comparison, *buffer, *buffer_control)
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise EvaluationError(f"{', '.join(twice)} stands in two parts; an area has one.")


def _check(given: dict[str, Area], periods: tuple[float, float], dispersion: float) -> None:
    for name, area in given.items():
        if area.before < 0 or area.after < 0:
            raise EvaluationError(f"The {name} has a count below zero; counts are 0 or more.")
    if min(periods) <= 0:
        raise EvaluationError("There must be at least one period before and one after.")
    if dispersion < 1:
        raise EvaluationError("An over-dispersion below 1 would narrow the errors; give 1 or more.")


def _widened(dispersion: float, df: float) -> str:
    wide = "" if dispersion == 1 else f", widened for an over-dispersion of {dispersion:.1f}"
    return wide if df == inf else f"{wide}, with Student's t of {df:.0f} degrees of freedom"


def _brought(scale: float, scaled: bool) -> str:
    same = [
        *(["controls brought to the size of pilot and buffer"] if scaled else []),
        *(["periods brought to the same length"] if scale != 1 else []),
    ]
    return " and ".join(same) or "as counted"


def _summary(whole: dict[str, Any], level: float, about: Pilot, reading: str) -> str:
    span = f"{level_of(level)} interval: {whole['low']:+.0f} to {whole['high']:+.0f}"
    where = "pilot and buffer together" if whole["part"] == "both" else "the pilot"
    if whole["low"] <= 0 <= whole["high"]:
        return (
            f"For {where}, the figures do not tell whether anything changed: "
            f"{whole['difference']:+.0f} {about.outcome} against the control, but the {span}. "
            f"{reading}"
        )
    return (
        f"For {where}: {whole['difference']:+.0f} {about.outcome} against the control "
        f"({span}). {reading}"
    )


def _sentences(
    table: pa.Table, reading: str, smallest: float, level: float, about: Pilot, controlled: bool
) -> tuple[str, ...]:
    def bare(row: dict[str, Any]) -> bool:
        return row["part"] == "buffer" and not controlled

    lines = [
        f"{row['part'].capitalize()}: {row['difference']:+.0f} {about.outcome} "
        f"{'as counted, with no control of its own' if bare(row) else 'against control'} "
        f"({level_of(level)} interval: {row['low']:+.0f} to {row['high']:+.0f})."
        for row in table.to_pylist()
    ]
    return (
        *lines,
        reading,
        f"A total fall of {smallest:.0f} {about.outcome} is about the smallest that these counts "
        "would have told from none in 8 of 10 cases.",
    )


def _threats(given: dict[str, Area], scaled: bool, *, known: bool) -> tuple[Threat, ...]:
    listed = list(threats.beyond_figures())
    if not known:
        listed.insert(0, Threat("counts that vary by more than chance", SEEN, ONLY_CHANCE))
    listed.insert(
        0,
        Threat(
            "return to the usual after a peak",
            UNTOLD,
            "Two figures per area show no course: if the pilot was put where figures had just "
            "peaked, they would have come back by themselves. Ask how the place was chosen.",
        ),
    )
    one, other = given["pilot"].before, given["control"].before
    if not scaled and max(one, other) > LIKE_SIZE * min(one, other):
        listed.insert(
            0,
            Threat(
                "a control of another size",
                SEEN,
                "Before the start, pilot and control differed in size by more than half: changes "
                "in numbers are compared, and a larger place changes by more. Choose a control of "
                "like size.",
            ),
        )
    small = [name for name, area in given.items() if min(area.before, area.after) < SMALL]
    if small:
        listed.insert(
            0,
            Threat(
                "small counts",
                SEEN,
                f"Fewer than {SMALL} in {', '.join(small)}: a handful of offences more or less "
                "would change the reading.",
            ),
        )
    if not scaled and "buffer" in given and "buffer control" not in given:
        listed.insert(
            0,
            Threat(
                "the buffer has no control of its own",
                SEEN,
                "The buffer's difference is its plain change; what changed everywhere is in it.",
            ),
        )
    return tuple(listed)
