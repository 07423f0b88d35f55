"""What the database itself refuses: steps of the migrations.

An initiative goes live, or on for longer, only with a signed assessment that is in date, about what
is proposed, and whose signature stands; what was proposed, handed in or signed is fixed; nobody
signs what they wrote.
"""

from collections.abc import Iterator
from typing import Any

from avow.web.core.guards import Guard, changed

_INITIATIVE, _ASSESSMENT = "initiatives_initiative", "initiatives_assessment"
_MITIGATION, _FIGURE = "initiatives_mitigation", "initiatives_figure"

_WITHDRAWAL = "initiatives_withdrawal"
_ASSESSED = """EXISTS (
    SELECT 1 FROM initiatives_assessment a WHERE a.initiative_id = NEW.id
    AND a.state = 'signed' AND a.review_on >= CURRENT_DATE AND a.about = NEW.revision
    AND a.number = (SELECT MAX(b.number) FROM initiatives_assessment b
                    WHERE b.initiative_id = NEW.id AND b.state = 'signed'){still}
)"""
_STILL = "AND NOT EXISTS (SELECT 1 FROM initiatives_withdrawal x WHERE x.assessment_id = a.id)"
_BY_AN_AUTHOR = """EXISTS (
    SELECT 1 FROM initiatives_author w
    WHERE w.assessment_id = NEW.id AND w.person_id = NEW.signed_by_id
)"""
_GOES_ON = "NEW.state = 'live' AND (OLD.state <> 'live' OR NEW.ends_on > OLD.ends_on)"
# What may still change of an initiative that is live, and of an assessment that was handed in.
_AFTERWARDS = ("state", "ends_on", "live_on", "closed_on", "outcome", "owner_id")
_SIGNING = ("state", "returned", "revision", "remark", "signed_by_id", "signed_at")


def guards(connection: Any) -> Iterator[Guard]:
    """Yield every guard, for the tables as they are."""
    yield from _initiatives(connection)
    yield from _assessments(connection)
    yield from _parts(connection)


def _initiatives(connection: Any) -> Iterator[Guard]:
    table = _INITIATIVE
    yield Guard(
        table,
        "INSERT",
        f"{table}_begins_proposed",
        "NEW.state <> 'proposed'",
        "an initiative begins as proposed",
    )
    yield Guard(
        table,
        "UPDATE",
        f"{table}_is_assessed",
        f"{_GOES_ON} AND NOT {_assessed(connection)}",
        "an initiative goes live, or on, only with a signed assessment that is in date",
    )
    yield Guard(
        table,
        "UPDATE",
        f"{table}_is_fixed",
        f"OLD.state <> 'proposed' AND ({changed(connection, table, _AFTERWARDS)})",
        "what was proposed is fixed once an initiative is live",
    )
    yield Guard(
        table,
        "UPDATE",
        f"{table}_stays_closed",
        "OLD.state IN ('ended', 'stopped') OR (OLD.state = 'live' AND NEW.state = 'proposed')",
        "an initiative that was live or closed does not go back",
    )
    yield Guard(
        table,
        "DELETE",
        f"{table}_stays",
        "OLD.state <> 'proposed'",
        "an initiative that was live stays on record",
    )


def _assessed(connection: Any) -> str:
    """Return the condition that the newest signed assessment holds.

    Before the migration that lets a signature be withdrawn, every signature stands.
    """
    with connection.cursor() as cursor:
        kept = _WITHDRAWAL in connection.introspection.table_names(cursor)
    return _ASSESSED.format(still=f" {_STILL}" if kept else "")


def _assessments(connection: Any) -> Iterator[Guard]:
    table = _ASSESSMENT
    yield Guard(
        table,
        "INSERT",
        f"{table}_begins_as_draft",
        "NEW.state <> 'draft'",
        "an assessment begins as a draft",
    )
    yield Guard(
        table,
        "UPDATE",
        f"{table}_is_signed",
        "OLD.state = 'signed'",
        "a signed assessment never changes",
    )
    yield Guard(
        table,
        "UPDATE",
        f"{table}_is_handed_in",
        f"OLD.state = 'ready' AND ({changed(connection, table, _SIGNING)})",
        "what was handed in for signature is fixed",
    )
    yield Guard(
        table,
        "UPDATE",
        f"{table}_is_signed_by_another",
        f"NEW.state = 'signed' AND (OLD.state = 'draft' OR {_BY_AN_AUTHOR})",
        "somebody who did not write an assessment signs it, after it was handed in",
    )
    yield Guard(table, "DELETE", f"{table}_stays", "1 = 1", "an assessment stays on record")


def _parts(connection: Any) -> Iterator[Guard]:
    draft = "SELECT state FROM initiatives_assessment WHERE id = {row}.assessment_id"
    done = changed(connection, _MITIGATION, ("done_on",))
    message = "parts of an assessment change only while it is a draft"
    for table in (_MITIGATION, _FIGURE):
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            refused = f"COALESCE(({draft.format(row=row)}), '') <> 'draft'"
            if (table, event) == (_MITIGATION, "UPDATE"):
                refused = f"{refused} AND ({done})"
            if event == "UPDATE":
                moved = f"OLD.assessment_id <> NEW.assessment_id OR ({refused})"
                refused = moved
            yield Guard(table, event, f"{table}_fixed_{event.lower()}", refused, message)
