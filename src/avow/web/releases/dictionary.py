"""The data dictionary that goes out with every release: what each column means."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

_STATUS = {
    "published": "zero, shown as it is",
    "rounded": "above zero, shown to the nearest multiple of the base",
    "suppressed": "hidden: small, or it would give a small one away; the cell is empty",
    "missing": "there is no figure; the note says why; the cell is empty",
}

_MEANING = {
    "unit_kind": "What kind of area the row is about.",
    "unit": "Name of the area; wards carry their borough, since wards share names.",
    "force": "Police force.",
    "bcu": "Command unit; empty where the row is about something larger, or it is not known.",
    "borough": "Borough; empty where the row is about something larger, or it is not known.",
    "ward": "Ward; empty where the row is about something larger, or it is not known.",
    "period": "First day of the period, by the month in which the police recorded the offence.",
    "period_label": "The period as it is written: 2024, 2024-Q2 or 2024-05.",
    "complete": "Whether every month of the period is covered.",
    "numerator": "What is counted: {numerator}",
    "denominator": "What it is counted against: {denominator}",
    "value": "The measure, worked out from the protected counts: {what}",
    "low": "Lower end of the interval within which chance alone would keep the value. {method}",
    "high": "Upper end of the same interval.",
    "note": "What to know about this row, in words.",
    "group": "Group of people or cases that the row is about; empty where it is about all.",
}
_MEASURED = ("value", "low", "high")


def dictionary(table: pa.Table, definition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return one entry per column: name, type, meaning, unit, allowed values, rounding."""
    asked = definition["definition"]
    words = {
        "numerator": asked["numerator"],
        "denominator": asked["denominator"] or "nothing; this measure is a count.",
        "what": asked["what"],
        "method": definition["method"],
    }
    return [_entry(field, table, definition, words, asked["unit"]) for field in table.schema]


def _entry(
    field: pa.Field,
    table: pa.Table,
    definition: Mapping[str, Any],
    words: Mapping[str, str],
    unit: str,
) -> dict[str, Any]:
    name = field.name
    if name.endswith("_status"):
        meaning = f"What has become of the count in “{name.removesuffix('_status')}”."
    else:
        meaning = _MEANING[name].format(**words)
    rules = definition["disclosure"]
    allowed: Any = ""
    if name.endswith("_status"):
        allowed = _STATUS
    elif name == "unit_kind":
        allowed = [definition["by"]]
    rounding = ""
    if f"{name}_status" in table.column_names:
        rounding = (
            f"Counts from 1 to {rules['threshold'] - 1} are suppressed, "
            f"others rounded to the nearest {rules['base']}."
        )
    return {
        "name": name,
        "type": str(field.type),
        "meaning": meaning,
        "unit": unit if name in _MEASURED else "",
        "allowed": allowed,
        "rounding": rounding,
    }


def as_markdown(title: str, entries: list[dict[str, Any]]) -> str:
    """Return the dictionary as a page of text."""
    lines = [f"# {title}: what each column means", ""]
    for entry in entries:
        lines += [f"## {entry['name']}", "", entry["meaning"], "", f"- Type: {entry['type']}"]
        if entry["unit"]:
            lines.append(f"- Unit: {entry['unit']}")
        if entry["rounding"]:
            lines.append(f"- Protection: {entry['rounding']}")
        allowed = entry["allowed"]
        if isinstance(allowed, dict):
            lines += [f"- `{value}`: {meaning}" for value, meaning in allowed.items()]
        elif allowed:
            lines.append(f"- Values: {', '.join(allowed)}")
        lines.append("")
    return "\n".join(lines)
