"""A comparison as plain lists and dictionaries, ready for JSON."""

from typing import Any

from avow.analysis.revisions.comparing import Change, Comparison
from avow.analysis.revisions.units import Kind, Unit
from avow.analysis.revisions.wording import count


def as_dict(comparison: Comparison) -> dict[str, Any]:
    """Return every change with its words, and the totals of each level."""
    return {
        "totals": {
            kind.value: {
                status.value: {
                    "changes": total.changes,
                    "before": total.before,
                    "after": total.after,
                }
                for status, total in comparison.totals(kind).items()
            }
            for kind in Kind
        },
        "changes": [_change(change) for change in comparison.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    row = change.spans
    words = count(row)
    return {
        "kind": change.kind.value,
        "status": change.status.value,
        "moved": change.moved,
        "renumbered": change.renumbered,
        "known_by": change.origin.value if change.origin else None,
        "before": [_unit(unit) for unit in change.before],
        "after": [_unit(unit) for unit in change.after],
        "words": {"kept": words.kept, "dropped": words.dropped, "added": words.added},
        "spans": [{"same": s.same, "before": s.before, "after": s.after} for s in row],
    }


def _unit(unit: Unit) -> dict[str, str]:
    return {"number": unit.number, "title": unit.title, "text": unit.text}
