"""What could be wrong with a result: the same list for every method, each looked for.

After the threats to validity of Shadish, Cook and Campbell (2002). Some the figures can show,
some only people who know the place can rule out; those are listed all the same.
"""

from avow.analysis.evaluation.effects import NOT_SEEN, SEEN, UNTOLD, Threat, chance
from avow.analysis.evaluation.periods import season_of

FEW_BEFORE, FEW_AFTER = 12, 6
FEW_PLACES, FEW_TREATED = 10, 3
LIKELY = 0.1


def few_periods(before: int, after: int) -> Threat:
    """Return whether there are few periods to learn the usual course from."""
    few = before < FEW_BEFORE or after < FEW_AFTER
    return Threat(
        "few periods",
        SEEN if few else NOT_SEEN,
        f"{before} periods before the start and {after} after it"
        + (
            f": fewer than {FEW_BEFORE} and {FEW_AFTER}, so that one odd period weighs much."
            if few
            else " are enough for one odd period not to decide."
        ),
    )


def few_places(treated: int, compared: int) -> Threat:
    """Return whether there are few places to tell the usual differences from."""
    few = treated < FEW_TREATED or compared < FEW_PLACES
    state = SEEN if few else NOT_SEEN
    said = f"{treated} in the pilot and {compared} to compare with"
    end = ": with so few, what is peculiar to one place may pass for an effect." if few else "."
    return Threat("few places", state, said + end)


def seasonal_mismatch(periods: tuple[str, ...], first: int, *, adjusted: bool) -> Threat:
    """Return whether before and after hold different parts of the year, unadjusted."""
    season = season_of(periods)
    name = "seasonal mismatch"
    if not season:
        return Threat(name, UNTOLD, "The periods have no season that could be read from them.")
    counts = [[part.count(s) for s in set(season)] for part in (season[:first], season[first:])]
    even = all(max(part) == min(part) for part in counts)
    if even:
        return Threat(name, NOT_SEEN, "Before and after hold every part of the year alike.")
    if adjusted:
        return Threat(
            name,
            NOT_SEEN,
            "Before and after hold different parts of the year; the method allows "
            "for the season, as far as it is the same each year or in all places.",
        )
    return Threat(
        name,
        SEEN,
        "Before and after hold different parts of the year: the season may "
        "pass for an effect. Compare the same months.",
    )


def regression_to_the_mean(p: float | None, rose: bool) -> Threat:
    """Return whether the pilot stood unusually high (or low) just before it began.

    ``p`` is the chance of so large a step just before the start, ``rose`` whether it was up.
    """
    name = "return to the usual after a peak"
    if p is None:
        return Threat(
            name,
            UNTOLD,
            "There are too few periods before the start to see whether the "
            "pilot was put where figures had just peaked; ask how the place was chosen.",
        )
    if p < LIKELY:
        way = "above" if rose else "below"
        return Threat(
            name,
            SEEN,
            f"Just before the start the pilot's figures stood {way} their "
            f"usual course ({chance(p)}). If it was chosen for that, they would have "
            "come back by themselves.",
        )
    return Threat(
        name,
        NOT_SEEN,
        f"Just before the start the pilot's figures stood where they usually do ({chance(p)}).",
    )


def pre_trend(p: float | None, drift: str = "") -> Threat:
    """Return whether pilot and comparison already drifted apart before; ``p`` of the joint test."""
    name = "courses apart before the start"
    if p is None:
        return Threat(
            name,
            UNTOLD,
            "There are too few periods or places to test whether pilot and "
            "comparison ran alike before the start; the result rests on the belief that "
            "they did.",
        )
    if p < LIKELY:
        return Threat(
            name,
            SEEN,
            f"Pilot and comparison did not run alike before the start (joint "
            f"test, {chance(p)}). {drift}".strip(),
        )
    return Threat(
        name,
        NOT_SEEN,
        f"No sign that pilot and comparison ran apart before the start "
        f"(joint test, {chance(p)}); this does not prove that they ran alike. {drift}".strip(),
    )


def bent_course(p: float | None) -> Threat:
    """Return whether the course before the start was no straight line; ``p`` of a bend."""
    name = "the course before was not straight"
    if p is None:
        return Threat(
            name,
            UNTOLD,
            "There are too few periods before the start to see whether "
            "its course was straight; the result carries it on as if it were.",
        )
    if p < LIKELY:
        return Threat(
            name,
            SEEN,
            f"The course before the start bends ({chance(p)}); carried on as "
            "a straight line it is a poor guide to what would have come.",
        )
    return Threat(
        name, NOT_SEEN, f"No sign of a bend in the course before the start ({chance(p)})."
    )


def beyond_figures() -> tuple[Threat, ...]:
    """Return the threats that no figure shows."""
    return (
        Threat(
            "something else changed at the same time",
            UNTOLD,
            "Another operation, law, campaign or event that began in the pilot at the same time "
            "would look the same. Ask the unit.",
        ),
        Threat(
            "recording changed",
            UNTOLD,
            "A new form, system, definition or training on recording moves counts without "
            "anything changing for victims. A pilot that earns trust can raise reports: more is "
            "not worse by itself.",
        ),
        Threat(
            "the comparison was touched too",
            UNTOLD,
            "If the comparison began something similar, or what was tried spread to it, the "
            "result is too small; if trouble moved there, too large.",
        ),
    )
