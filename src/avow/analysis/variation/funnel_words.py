"""What a funnel says in words: each unit, the whole, its method and what to beware of."""

from avow.analysis.variation.limits import FEW, Kind, Spread

SIGNAL_HIGH, SIGNAL_LOW, CHANCE, NOT_COMPARED = (
    "signal high",
    "signal low",
    "chance",
    "not compared",
)
RECORDING = "how cases are recorded there first"

_EXACT = {
    "proportion": "exact binomial limits",
    "rate": "exact Poisson limits",
    "ratio": "exact Poisson limits of observed over expected",
}
_ALLOWED = {
    "none": "The limits are those of chance alone.",
    "additive": (
        "The limits are stretched for usual differences between units by a variance between them "
        "(additive: DerSimonian and Laird, scores winsorised at 10%, half a standard error added "
        "for knowing it from few units, Student's t)."
    ),
    "multiplicative": (
        "The limits are stretched for usual differences between units by one factor for all "
        "(multiplicative: scores winsorised at 10%, Student's t)."
    ),
}


def explains(found: Spread) -> str:
    """Return what explains a unit within the limits, as the end of a sentence."""
    if found.used == "none":
        return "chance explains"
    return "chance and the usual differences between units explain"


def sentence(unit: str, verdict: str, narrow: str, found: Spread, look_at: str) -> str:
    """Return the verdict on one unit; ``narrow`` is the verdict by the narrowest limits."""
    told = explains(found)
    if verdict == NOT_COMPARED:
        return f"{unit} has no figure here, so it is not compared."
    if at_edge(verdict, narrow):
        return f"{unit} lies at the edge of what {told}: watch it, do not act on it yet."
    if verdict == CHANCE:
        return f"{unit} lies within what {told}: this is no reason to act on it alone."
    side = "higher" if verdict == SIGNAL_HIGH else "lower"
    return f"{unit} is {side} than {told}; look at {look_at}."


def at_edge(verdict: str, narrow: str) -> bool:
    """Return whether a unit lies within the widest limits and outside the narrowest."""
    return verdict == CHANCE and narrow != CHANCE


def summary(verdicts: list[str], narrow: list[str], found: Spread) -> str:
    """Return how many units are signals, and how many lie at the edge."""
    compared = sum(verdict != NOT_COMPARED for verdict in verdicts)
    signals = sum(verdict in (SIGNAL_HIGH, SIGNAL_LOW) for verdict in verdicts)
    edge = sum(at_edge(*both) for both in zip(verdicts, narrow, strict=True))
    watched = f"{edge} {'lies' if edge == 1 else 'lie'} at its edge: watch, do not act yet."
    if signals:
        lie = "lies" if signals == 1 else "lie"
        said = f"{signals} of {compared} units {lie} outside what {explains(found)}."
        return f"{said} {watched}" if edge else said
    if edge:
        return f"None of {compared} units lies outside what {explains(found)}; {watched}"
    return f"All {compared} units lie within what {explains(found)}."


def method(kind: Kind, levels: tuple[float, ...], found: Spread) -> str:
    """Return how the limits were made, and the test of over-dispersion."""
    named = " and ".join(f"{level * 100:g}%" for level in levels)
    chance = "does not explain" if found.p < 0.05 else "could explain"
    apart = ""
    if found.left_out:
        one = "unit lies" if found.left_out == 1 else "units lie"
        apart = (
            f"{found.left_out} {one} so far outside (Bonferroni at 1%) that the others are "
            "compared without. "
        )
    return (
        f"Funnel at {named} around {found.target:.4g}: {_EXACT[kind]} (Spiegelhalter 2005). "
        f"{apart}Test of over-dispersion: Cochran's Q = {found.q:.1f} on {found.freedom} degrees "
        f"of freedom, p = {found.p:.3g}; chance alone {chance} the differences between units "
        f"(phi = {found.phi:.2f}). {_ALLOWED[found.used]}"
    )


def cautions(units: int, level: float, found: Spread, fdr: float | None) -> tuple[str, ...]:
    """Return the assumptions, and how many false signals so many comparisons give."""
    expected = units * (1 - level)
    said = [
        f"Of {units} units with nothing special about them, about {expected:.2g} would lie "
        f"outside the {level * 100:g}% limits by chance: so many comparisons give false signals.",
        "Cases are taken to be independent of each other. Where one person or incident gives "
        "many cases, the limits are too narrow.",
        "A signal is a question, not a finding: recording, the mix of cases and the work itself "
        "are all possible answers.",
    ]
    if found.used == "multiplicative" and found.units < FEW:
        said.append(
            f"With fewer than {FEW} units one factor for all cannot be told from a variance "
            "between units: the limits are nowhere narrower than additive ones."
        )
    if found.used != "none":
        said.append(
            "Usual differences between units are taken as given here; they may themselves be "
            "worth asking about."
        )
    if fdr is not None:
        said.append(
            f"Discoveries are those of Benjamini and Hochberg (1995): among them at most "
            f"{fdr * 100:g}% are expected to be false."
        )
    return tuple(said)
