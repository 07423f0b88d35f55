"""The database itself holds that a written reply and a published response stay what they are."""

from avow.web.core.guards import Guard

_REPLY, _RESPONSE = "consultation_reply", "consultation_responsedocument"
GUARDS = (
    Guard(
        _REPLY,
        "UPDATE",
        "consultation_reply_stays",
        "OLD.state IN ('published', 'refused') OR (OLD.state <> 'invited' AND "
        "(OLD.text <> NEW.text OR OLD.organisation <> NEW.organisation "
        "OR OLD.wording_id <> NEW.wording_id OR OLD.ask_id <> NEW.ask_id))",
        "a written reply does not change",
    ),
    Guard(
        _REPLY,
        "DELETE",
        "consultation_reply_is_kept",
        "OLD.state <> 'invited'",
        "a written reply is kept",
    ),
    Guard(
        _RESPONSE,
        "UPDATE",
        "consultation_response_stays",
        "OLD.published_at IS NOT NULL",
        "a published response does not change",
    ),
    Guard(
        _RESPONSE,
        "DELETE",
        "consultation_response_is_kept",
        "OLD.published_at IS NOT NULL",
        "a published response is kept",
    ),
)
