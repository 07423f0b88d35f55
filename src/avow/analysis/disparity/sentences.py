"""What a comparison found, in words for whoever commands the borough."""

from collections.abc import Mapping, Sequence
from typing import Any

from avow import definitions
from avow.analysis.disparity import adjusting
from avow.analysis.disparity import filling as fate
from avow.analysis.disparity import result as verdicts
from avow.analysis.disparity.steps import StepTable
from avow.analysis.disparity.tally import FROM_START, Tally
from avow.analysis.disparity.variable import NOT_KNOWN

Row = Mapping[str, Any]

CONTACT = (
    "Recorded figures measure contact with the police too: who reports, who is believed, who is "
    "stopped and who is named. They are no measure of who does or suffers more."
)
CASES = (
    "of one group in one case count as one in intervals and tests, since they share what became of "
    "it (design effect, Kish 1965)."
)
NO_CAUSE = (
    "A difference is a reason to look at cases, not proof of why it is there; “no difference "
    "shown” is not the same as none."
)


def said(name: str) -> str:
    """Return the name of a step as words: reviewed ones, else the name itself."""
    known: Mapping[str, str] = definitions.read("disparity", "default")["steps"]
    return known.get(name, name.replace("-", " ").replace("_", " "))


def percent(share: float) -> str:
    """Return a share as a percentage: one digit, two below one per cent."""
    return f"{share * 100:.{2 if 0 < share < 0.01 else 1}f}%"


def figure(value: float | None) -> str:
    """Return a ratio with two digits."""
    if value is None:
        return "no figure"
    return "no upper limit" if value == float("inf") else f"{value:.2f}"


def _span(low: float | None, high: float | None) -> str:
    if high == float("inf"):
        return f"{figure(low)} or more"
    return f"{figure(low)} to {figure(high)}"


def summary(rows: Sequence[Row], steps: StepTable, reference: str) -> str:
    """Return what stands out, in two or three sentences."""
    made = [row for row in rows if row["p"] is not None]
    if not made:
        return f"There are too few {steps.counted} to compare any group with {reference}."
    apart = [row for row in made if row["verdict"] in (verdicts.LESS, verdicts.MORE)]
    said_of = (
        f"{len(made)} comparisons with {reference} at {len(steps.steps)} "
        f"step{'s' if len(steps.steps) > 1 else ''}: {len(apart) or 'none'} differ"
        f"{'s' if len(apart) == 1 else ''} by more than chance explains."
    )
    if not apart:
        return f"{said_of} That does not show that there is no difference."
    known = [row for row in apart if row["group"] != NOT_KNOWN] or apart
    furthest = max(known, key=_strength)
    return f"{said_of} The clearest is {_compared(furthest, _base(rows, furthest), reference)}"


def _strength(row: Row) -> float:
    """Order comparisons by how unlikely chance is to have made them."""
    return -float(row["p"])


def _base(rows: Sequence[Row], row: Row) -> Row:
    """Return the reference group's row at the same stage."""
    return next(
        other
        for other in rows
        if other["verdict"] == verdicts.REFERENCE
        and (other["step"], other["since"]) == (row["step"], row["since"])
    )


def _compared(row: Row, base: Row, reference: str) -> str:
    told = f"{row['group']}: {percent(row['rate'])} {_way(row)}; {reference}: "
    ratio = f"{figure(row['ratio'])}, {_span(row['ratio_low'], row['ratio_high'])}"
    return f"{told}{percent(base['rate'])} (ratio {ratio})."


def _way(row: Row) -> str:
    if row["since"] == FROM_START:
        return f"of all reached {said(row['step'])}"
    return f"of those who reached {said(row['out_of'])} went on to {said(row['step'])}"


def sentences(
    rows: Sequence[Row], adjusted: Sequence[Row], steps: StepTable, reference: str
) -> tuple[str, ...]:
    """Return a sentence for every finding, the clearest first, then what else there is to say.

    Each says what those not known could change, and what is left when like is compared with like.
    """
    within = {(r["step"], r["since"], r["group"]): r for r in adjusted}
    found = []
    for row in sorted(rows, key=_rank):
        if row["verdict"] in (verdicts.LESS, verdicts.MORE, verdicts.EDGE):
            like = within.get((row["step"], row["since"], row["group"]))
            parts = (
                _compared(row, _base(rows, row), reference),
                _judged(row),
                _fate(row, _missing(rows, row)),
                _like(like, steps, row["verdict"]),
            )
            found.append(" ".join(part for part in parts if part))
    found += _appearing(rows, within, steps, reference)
    return (*found, *_quiet(rows, reference), *_few(rows))


def _rank(row: Row) -> tuple[bool, float]:
    """Order findings: those about a known group first, the clearest on top."""
    return row["group"] == NOT_KNOWN, 1.0 if row["p"] is None else row["p"]


def _judged(row: Row) -> str:
    if row["verdict"] == verdicts.EDGE:
        return "With so many comparisons chance could have made this one: watch it."
    return f"That is {row['verdict']} than chance alone explains."


def _missing(rows: Sequence[Row], row: Row) -> int:
    same = (row["step"], row["since"], NOT_KNOWN)
    return sum(r["of"] for r in rows if (r["step"], r["since"], r["group"]) == same)


def _fate(row: Row, missing: int) -> str:
    if not missing or not row["survives"]:
        return ""
    whoever = f"Whoever the {missing:,} are whose group is not known, the ratio is"
    if row["bound_high"] in (None, float("inf")):
        whoever = f"{whoever} {figure(row['bound_low'])} or more"
    else:
        whoever = f"{whoever} from {figure(row['bound_low'])} to {figure(row['bound_high'])}"
    ends = {
        fate.SURVIVES: "the finding survives.",
        fate.CHANCE: "its side survives, though not beyond chance.",
        fate.FAILS: "the finding does not survive the worst case, so find out who they are first.",
    }
    return f"{whoever}: {ends[row['survives']]}"


def _like(row: Row | None, steps: StepTable, verdict: str) -> str:
    """Return what is left of a difference when like is compared with like."""
    if row is None:
        return ""
    alike = f"Within the same {' and '.join(said(s) for s in steps.strata)}"
    if row.get("adjusted") is None:
        return _nobody_alike(row, alike)
    ratio = f"{figure(row['adjusted'])} ({_span(row['adjusted_low'], row['adjusted_high'])})"
    if row["reversal"] == adjusting.REVERSED:
        told = (
            f"{alike} the ratio is {ratio}: the other way round. The groups' cases differ in kind, "
            "and the raw figure shows that, not how like cases are treated (Simpson's paradox)."
        )
    elif row["reversal"] == adjusting.VANISHES:
        told = f"{alike} the ratio is {ratio}: what is left lies within chance."
    elif verdict == verdicts.EDGE and row["reversal"] != adjusting.APPEARS:
        told = f"{alike} the ratio is {ratio}."
    else:
        told = f"{alike} the ratio is {ratio}: the difference stays."
    return f"{told}{adjusting.left_out(row)}{_uneven(row)}"


def _nobody_alike(row: Row, alike: str) -> str:
    if not row["strata"]:
        return f"{alike} nobody can be compared: no stratum has people of both groups."
    return f"{alike} there is no ratio: too few reached the step.{adjusting.left_out(row)}"


def _uneven(row: Row) -> str:
    p = row["homogeneity_p"]
    if p is None or p >= 0.05:
        return ""
    return " It is not the same everywhere: look at the strata one by one."


def _appearing(
    rows: Sequence[Row], within: Mapping[Any, Row], steps: StepTable, reference: str
) -> list[str]:
    """Return differences that the raw figures hide."""
    found = []
    for row in rows:
        like = within.get((row["step"], row["since"], row["group"]))
        shown = row["verdict"] in (verdicts.LESS, verdicts.MORE, verdicts.EDGE)
        if like is None or shown or like["reversal"] != adjusting.APPEARS:
            continue
        told = _compared(row, _base(rows, row), reference)
        ratio = f"{figure(like['adjusted'])} ({_span(like['adjusted_low'], like['adjusted_high'])})"
        found.append(
            f"{told} Raw, that is within chance; within the same "
            f"{' and '.join(said(s) for s in steps.strata)} the ratio is {ratio}: the mix of cases "
            f"hides a difference.{adjusting.left_out(like)}"
        )
    return found


def _quiet(rows: Sequence[Row], reference: str) -> list[str]:
    """Return one sentence a stage for the groups without a finding."""
    found = []
    for step, since, out_of in dict.fromkeys((r["step"], r["since"], r["out_of"]) for r in rows):
        names = [
            r["group"]
            for r in rows
            if (r["step"], r["since"]) == (step, since) and r["verdict"] == verdicts.NONE_SHOWN
        ]
        if names:
            found.append(
                f"{_upper(said(step))}, counted from {said(out_of)}: no difference from "
                f"{reference} is shown for {_listed(names)}."
            )
    return found


def _few(rows: Sequence[Row]) -> list[str]:
    few: dict[str, list[str]] = {}
    for row in rows:
        if row["verdict"] == verdicts.TOO_FEW:
            stage = f"{said(row['step'])} counted from {said(row['out_of'])}"
            few.setdefault(row["group"], []).append(stage)
    return [f"{group}: too few to say at {_listed(stages)}." for group, stages in few.items()]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{'; '.join(names[:-1])} and {names[-1]}"


def cautions(
    steps: StepTable, counts: Tally, adjusted: Sequence[Row], made: int, level: float
) -> tuple[str, ...]:
    """Return what to beware of, the most important first."""
    missing, everyone = int(counts.of[0][:, -1].sum()), int(counts.of[0].sum())
    found = [CONTACT, NO_CAUSE]
    if missing:
        found.append(
            f"The group of {missing:,} of {everyone:,} {steps.counted} "
            f"({percent(missing / everyone)}) is not known. They stand as a group of their own, "
            "and the bounds say what they could change."
        )
    if made > 1:
        found.append(
            f"{made} comparisons were made. Were there no difference at all, about "
            f"{made * (1 - level):.1f} would still lie outside an interval of {level:.0%}: "
            "verdicts allow for that (Holm), intervals do not."
        )
    found += [
        f"{count:,} reached {said(steps.steps[i])} with no record of {said(steps.steps[i - 1])}: "
        "they count from the start, not from the step before."
        for i, count in enumerate(counts.skipped)
        if count
    ]
    if steps.variable.concept == "ethnicity":
        whose = {"self": "as people defined it themselves", "officer": "as officers saw it"}
        found.append(
            f"Ethnic group is taken {whose.get(steps.variable.defined_by, 'as recorded')}, "
            "and never filled in from the other source."
        )
    return (*found, *adjusting.cautions(adjusted), *steps.cautions)


def method(steps: StepTable, reference: str, level: float, least: int, made: int) -> str:
    """Return how the figures were made, with the sources."""
    adjusted = (
        f" Within strata ({', '.join(steps.strata)}): Mantel-Haenszel ratio, interval by Greenland "
        "and Robins (1985), homogeneity by weighted squares of log ratios."
        if steps.strata
        else ""
    )
    return (
        f"Reference group: {reference}. Intervals of {level:.0%}: shares by Wilson's score; ratios "
        "by Miettinen and Nurminen's score (1985), exact by Clopper and Pearson where a count is "
        "zero; differences by Newcombe's method 10 (1998). Tests: “N − 1” chi-squared, Fisher's "
        f"where expected counts are small (Campbell 2007), {made} comparisons adjusted by Holm "
        "(1979). Bounds: the least and greatest ratio over every way in which those not known "
        "could belong to groups (Manski 1989), with limits of chance around both ends. Fewer "
        f"than {least} people at a stage: too few to say.{_cases(steps)}{adjusted}"
    )


def _cases(steps: StepTable) -> str:
    """Return how people of one case are counted; empty where nobody knows who they are."""
    alone = steps.table["squares"].null_count > 0
    return "" if alone else f" {steps.counted.capitalize()} {CASES}"


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
