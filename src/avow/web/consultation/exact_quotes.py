"""The database itself holds that every quote is the text at its place.

A recommendation's quote must be ``text[start:end]`` of its submission, and the text of a submission
never changes.
"""

from avow.web.core.guards import Guard, Guarding, hold, let_go

_WRONG_QUOTE = (
    'NEW.quote <> (SELECT substr(s.text, CAST(NEW.start AS integer) + 1, NEW."end" - NEW.start) '
    "FROM consultation_submission s WHERE s.id = NEW.submission_id)"
)
_RECOMMENDATION = "consultation_recommendation"
_NOT_THE_TEXT = "the quote is not the text at its place"
_GUARDS = (
    Guard(_RECOMMENDATION, "INSERT", "consultation_exact_quote_new", _WRONG_QUOTE, _NOT_THE_TEXT),
    Guard(_RECOMMENDATION, "UPDATE", "consultation_exact_quote_kept", _WRONG_QUOTE, _NOT_THE_TEXT),
    Guard(
        "consultation_submission",
        "UPDATE",
        "consultation_text_stays",
        "OLD.text <> NEW.text OR OLD.sha256 <> NEW.sha256",
        "the text of a submission does not change",
    ),
)


def hold_exact_quotes() -> Guarding:
    """Return the migration operation that holds it."""
    return hold(_GUARDS)


def let_go_of_exact_quotes() -> Guarding:
    """Return the operation before one of the two tables is altered; hold must follow."""
    return let_go(_GUARDS)
