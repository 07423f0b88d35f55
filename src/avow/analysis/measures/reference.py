"""All measures as one Markdown page, for the reference part of the docs."""

from avow.analysis.measures.definition import CAUTIONS, Definition, definitions
from avow.analysis.measures.intervals import METHODS

_BETTER = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "neither": "Neither higher nor lower is better in itself.",
}


def reference() -> str:
    """Return the page ``docs/reference/measures.md``; a check compares the two."""
    parts = [
        "# Measures",
        "Each measure is one reviewed file in `src/avow/definitions/measures/`. "
        "This page is made from them with `avow measure reference`; change the files, not the "
        "page.",
        "Figures come from facts that have been loaded. Months that no load covers are gaps, "
        "never zeros; a period with missing months says so in its note. Places that are not "
        "known stay in the table as “Not known”, so that the parts add up to the whole.",
    ]
    parts += [one(measure) for measure in definitions()]
    return "\n\n".join(parts) + "\n"


def one(measure: Definition) -> str:
    """Return one measure as Markdown."""
    lines = [
        f"## {measure.title}",
        f"`{measure.id}` · {measure.unit} · {_BETTER[measure.better]}",
        measure.what,
        f"**Why it matters.** {measure.why}",
        f"**Counted.** {measure.numerator}",
    ]
    if measure.denominator:
        lines.append(f"**Out of.** {measure.denominator}")
    lines += [
        f"**Made by** {', '.join(measure.by)}; **for each** {', '.join(measure.periods)}; "
        f"**from** {', '.join(f'`{name}`' for name in measure.tables)}.",
        f"**Uncertainty.** {METHODS[measure.kind]}",
    ]
    if measure.caution:
        lines.append(f"**Caution.** {CAUTIONS[measure.caution]}")
    lines.append("\n".join(f"- {caveat}" for caveat in measure.caveats))
    state = "verified" if measure.verified else "not yet verified"
    lines.append(
        f"Source: {measure.source} Valid from {measure.valid_from.isoformat()}, {state}; "
        f"owner: {measure.owner}; checked by: {measure.checked_by}; "
        f"next review {measure.next_review.isoformat()}."
    )
    return "\n\n".join(lines)
