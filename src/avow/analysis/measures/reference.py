"""All measures as one Markdown page, by commitment, for the reference part of the docs."""

from collections.abc import Mapping, Sequence
from typing import Any

from avow.analysis.measures import people
from avow.analysis.measures.definition import CAUTIONS, Definition, definitions
from avow.analysis.measures.intervals import METHODS
from avow.analysis.measures.targets import targets

# What each of the ten commitments is about, in a few words.
COMMITMENTS: Mapping[int, str] = {
    1: "Abuse by the police’s own people",
    2: "Listening, and being open to scrutiny",
    3: "Enough people with the right skills",
    4: "Sexism and misogyny inside the force",
    5: "Data, evidence and new approaches",
    6: "Pursuing those who cause the harm",
    7: "Using powers and orders",
    8: "Care for victims and survivors",
    9: "Places where women and girls are safe",
    10: "Prevention",
}
_BETTER = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "neither": "Neither higher nor lower is better in itself.",
}
_EMPTY = "–"

Spec = Mapping[str, Any]


def reference(specs: Mapping[str, Spec] | None = None) -> str:
    """Return the page of all measures, with the worked examples ``specs`` by measure."""
    every = definitions()
    parts = [
        "# Measures",
        "Each measure is one reviewed file in `src/avow/definitions/measures/`, with a worked "
        "example in `tests/spec/` that is run on every engine. This page is made from them; change "
        "the files, not the page.",
        "Figures come from facts that have been loaded. Months that no load covers are gaps, "
        "never zeros; a period with missing months, or too recent for its cases, says so in its "
        "note. Places and groups that are not known stay in the table as “Not known”, so that the "
        "parts add up to the whole.",
        "A measure stands under the first commitment it is evidence for; the contents name it "
        "under each.",
        _contents(every),
    ]
    for number, words in COMMITMENTS.items():
        parts.append(f"## {number}. {words}")
        here = [m for m in every if m.commitments[:1] == (number,)]
        parts += [one(m, (specs or {}).get(m.id), heading="###") for m in here]
    return "\n\n".join(parts) + "\n"


def one(measure: Definition, spec: Spec | None = None, heading: str = "##") -> str:
    """Return one measure as Markdown, perhaps with its worked example."""
    lines = [
        f"{heading} {measure.title}",
        f"`{measure.id}` · {measure.unit} · {_BETTER[measure.better]}",
        measure.what,
        f"**Why it matters.** {measure.why}",
        f"**Counted.** {measure.numerator}",
    ]
    if measure.denominator:
        lines.append(f"**Out of.** {measure.denominator}")
    lines += [_made(measure), f"**Uncertainty.** {_interval(measure)}"]
    if measure.caution:
        lines.append(f"**Caution.** {CAUTIONS[measure.caution]}")
    lines.append("\n".join(f"- {caveat}" for caveat in measure.caveats))
    if target := targets().get(measure.id):
        lines.append(
            f"**Target.** {target.value:g} {measure.unit} in {target.by}, compared with "
            f"{target.baseline}. {target.reason} (Set for the invented force of the demo.)"
        )
    lines.append(_source(measure))
    if spec:
        lines.append(_example(measure, spec))
    return "\n\n".join(lines)


def _contents(every: Sequence[Definition]) -> str:
    lines = []
    for number, words in COMMITMENTS.items():
        lines.append(f"- [{number}. {words}](#{_slug(f'{number}. {words}')})")
        lines += [f"  - [{m.title}](#{_slug(m.title)})" for m in every if number in m.commitments]
    return "\n".join(lines)


def _slug(heading: str) -> str:
    """Return the anchor that Markdown gives a heading."""
    kept = (c for c in heading.lower() if c.isalnum() or c in " -")
    return "".join(kept).replace(" ", "-")


def _made(measure: Definition) -> str:
    made = (
        f"**Made by** {', '.join(measure.by)}; **for each** {', '.join(measure.periods)}; "
        f"**from** {', '.join(f'`{name}`' for name in measure.tables)}."
    )
    if measure.groups:
        made += f" **Split by** {', '.join(f'`{name}`' for name in measure.groups)}."
    if measure.mature_days:
        made += (
            f" **Shown when** {_days(measure.mature_days)} have passed since the period’s last "
            "day, so that its cases had the time."
        )
    return made


def _interval(measure: Definition) -> str:
    said = (METHODS[measure.plan.interval], people.words(measure.plan))
    return " ".join(text for text in said if text)


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"


def _source(measure: Definition) -> str:
    state = "verified" if measure.verified else "not yet verified"
    return (
        f"Source: {measure.source} Valid from {measure.valid_from.isoformat()}, {state}; "
        f"owner: {measure.owner}; checked by: {measure.checked_by}; "
        f"next review {measure.next_review.isoformat()}."
    )


def _example(measure: Definition, spec: Spec) -> str:
    lines = ["<details><summary>Worked example</summary>", spec["words"]]
    for table, given in spec["given"].items():
        lines += [f"From `{table}`:", _table(given["columns"], given["rows"])]
    split = f", split by `{spec['group']}`" if spec.get("group") else ""
    lines.append(f"`{measure.id}` by {spec['by']} and {spec['period']}{split} is then:")
    lines.append(_table(spec["expect"]["columns"], spec["expect"]["rows"]))
    return "\n\n".join([*lines, "</details>"])


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    cells = [columns, ["---"] * len(columns), *([_cell(v) for v in row] for row in rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _cell(value: Any) -> str:
    if value == "":
        return _EMPTY
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, float) else str(value)
