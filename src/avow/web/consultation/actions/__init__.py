from avow.web.consultation.actions.add_recommendation import add_recommendation
from avow.web.consultation.actions.contact import (
    keep_address,
    mark_unreachable,
    send_again,
    stop_telling,
)
from avow.web.consultation.actions.correct_quote import correct_quote
from avow.web.consultation.actions.decide import adopt, reject, undo_decision
from avow.web.consultation.actions.describe_submission import describe_submission
from avow.web.consultation.actions.import_submission import import_submission
from avow.web.consultation.actions.list_asks import list_asks
from avow.web.consultation.actions.open_original import open_original
from avow.web.consultation.actions.publish_answer import (
    publish_answer,
    publish_answers,
    withdraw_answer,
)
from avow.web.consultation.actions.put_together import keep_apart, put_together, take_out
from avow.web.consultation.actions.read_ask import read_ask
from avow.web.consultation.actions.read_submission import read_submission
from avow.web.consultation.actions.reply import (
    invite_reply,
    publish_reply,
    refuse_reply,
    write_reply,
)
from avow.web.consultation.actions.respond import make_response, publish_response
from avow.web.consultation.actions.set_links import mark_gap, set_links
from avow.web.consultation.actions.sign_off import hand_in, send_back, sign_off
from avow.web.consultation.actions.write_answer import write_answer

__all__ = [
    "add_recommendation",
    "adopt",
    "correct_quote",
    "describe_submission",
    "hand_in",
    "import_submission",
    "invite_reply",
    "keep_address",
    "keep_apart",
    "list_asks",
    "make_response",
    "mark_gap",
    "mark_unreachable",
    "open_original",
    "publish_answer",
    "publish_answers",
    "publish_reply",
    "publish_response",
    "put_together",
    "read_ask",
    "read_submission",
    "refuse_reply",
    "reject",
    "send_again",
    "send_back",
    "set_links",
    "sign_off",
    "stop_telling",
    "take_out",
    "undo_decision",
    "withdraw_answer",
    "write_answer",
    "write_reply",
]
