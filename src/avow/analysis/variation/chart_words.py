"""What a control chart says in words: each point, the whole, its method and what to beware of."""

from functools import cache
from typing import TYPE_CHECKING

from avow.analysis.variation.rules import RULES
from avow.analysis.variation.settings import Settings

if TYPE_CHECKING:
    from avow.analysis.variation.chart import Shift

SIGNAL, CHANCE, NO_FIGURE, NOT_JUDGED = "signal", "chance", "no figure", "not judged"
FEWEST, WANTED = 6, 12

_HIGH = frozenset({"above", "run high", "near high", "leaning high"})
_LOW = frozenset({"below", "run low", "near low", "leaning low"})
_KINDS = {
    "xmr": "XmR chart: the mean plus and minus 2.66 times the mean moving range (Wheeler 2000)",
    "p": "P chart of counts out of a size (Montgomery 2013, 7.2)",
    "p-laney": "P' chart: P limits stretched by how much neighbouring points vary (Laney 2002)",
    "c": "C chart of counts (Montgomery 2013, 7.3)",
    "u": "U chart of counts over a size (Montgomery 2013, 7.3)",
    "u-laney": "U' chart: U limits stretched by how much neighbouring points vary (Laney 2002)",
    "t": "T chart of times between events, to the power 1/3.6 (Nelson 1994)",
    "g": "G chart of cases between events (Benneyan 2001)",
}
_LIMITS = {
    "sigma": "three standard deviations",
    "exact": "exact limits, beyond which 0.27% of points lie by chance",
}


def sentence(label: str, verdict: str, rules: str, kind: str, look_at: str) -> str:
    """Return what one point says."""
    if verdict == NO_FIGURE:
        return f"{label}: there is no figure."
    if verdict == NOT_JUDGED:
        return f"{label}: too few figures to tell signal from chance."
    if verdict == CHANCE:
        return f"{label}: within the usual variation; it needs no explanation of its own."
    then = f"look at {look_at}" if look_at else "ask what changed"
    return f"{label}: a signal: {in_words(rules, kind)}; {then}."


def in_words(rules: str, kind: str) -> str:
    """Return the rules a point meets, in words."""
    named = rules.split(", ")
    said = " and ".join(_words()[name] for name in named)
    if kind not in ("t", "g"):
        return said
    if _HIGH & set(named):
        return f"{said} (events further apart)"
    return f"{said} (events closer together)" if _LOW & set(named) else said


def summary(verdicts: list[str], shift: "Shift | None") -> str:
    """Return what the chart says as a whole."""
    figures = len(verdicts) - verdicts.count(NO_FIGURE)
    if figures < FEWEST:
        return f"{figures} figures are too few to tell signal from chance; {FEWEST} are the least."
    signals, judged = verdicts.count(SIGNAL), figures - verdicts.count(NOT_JUDGED)
    if not judged:
        return (
            f"None of the {figures} points was judged: no phase has {FEWEST} figures, the least "
            "that tell signal from chance."
        )
    those = f"{figures}" if judged == figures else f"{judged} judged"
    said = (
        f"{signals} of {those} points {'is a signal' if signals == 1 else 'are signals'}."
        if signals
        else f"All {those} points lie within the usual variation."
    )
    if judged < figures:
        said += f" {figures - judged} more were not judged: their phase has too few figures."
    if signals > judged / 2:
        said += " The level has moved: one mean does not describe it; chart the time since apart."
    if shift is not None:
        said += (
            f" It seems to have moved at {shift.period}, from about {shift.before:,.4g} to about "
            f"{shift.after:,.4g}: if something changed then, begin a new phase there."
        )
    few = f" With fewer than {WANTED} points the limits are rough." if judged < WANTED else ""
    return said + few


def method(settings: Settings, exact: bool, season_kept: float | None) -> str:
    """Return how the chart was made."""
    said = _KINDS[settings.kind]
    if settings.kind in ("p", "c", "u", "g", "t"):
        said += f"; {_LIMITS['exact' if exact else 'sigma']}"
        if settings.kind == "t" and exact:
            said = "T chart of times between events; exact limits of the exponential distribution"
    said += f". Rules: {settings.rules} ({', '.join(r.name for r in RULES[settings.rules])})."
    if settings.phases:
        said += f" New phases begin at {', '.join(str(phase) for phase in settings.phases)}."
    if settings.days:
        said += " Figures are set against the length of each month."
    if season_kept is not None:
        said += (
            " Figures are set against the time of the year: classical indices from ratios to a "
            f"moving average of a year, of which {season_kept:.0%} was kept and the rest taken as "
            "noise. The raw figures stand beside them."
        )
    return said


def cautions(settings: Settings, verdicts: list[str], likeness: float | None) -> tuple[str, ...]:
    """Return the assumptions, and where this series strains them."""
    said = [
        "Beyond a limit lie about 3 in 1,000 points of a steady series; each further rule adds "
        "false signals of its own.",
        "A signal says that something changed, not what: recording, reporting and the work itself "
        "are all possible answers.",
    ]
    if settings.kind in ("p", "c", "u"):
        said.append(
            "Chance alone sets these limits. Where counts are large, small lasting differences "
            "also fall outside them; P' and U' allow for those."
        )
    if settings.kind in ("t", "g"):
        said.append(
            "Events are taken to come independently of each other. A point appears only when an "
            "event does: a long time without one is not on the chart yet."
        )
    if likeness is not None:
        said.append(
            f"Neighbouring points resemble each other (r = {likeness:.2f}): the level drifts or "
            "has moved, and limits that take points as independent are too narrow."
        )
    if len(verdicts) - verdicts.count(NO_FIGURE) < WANTED:
        said.append(f"Fewer than {WANTED} figures: the limits are rough.")
    return tuple(said)


@cache
def _words() -> dict[str, str]:
    found = {rule.name: rule.words for rules in RULES.values() for rule in rules}
    return found | {rule.name: rule.words for rule in RULES["wheeler"]}
