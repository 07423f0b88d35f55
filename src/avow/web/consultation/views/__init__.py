from avow.web.consultation.views.answer import answer, hand_in, withdraw
from avow.web.consultation.views.edit import add, links, quote
from avow.web.consultation.views.lists import (
    alike,
    index,
    recommendations,
    recommendations_file,
    take_out,
)
from avow.web.consultation.views.original import original, original_file
from avow.web.consultation.views.outbox import address, message, outbox
from avow.web.consultation.views.replies import decide_reply, invite, replies
from avow.web.consultation.views.response import publish_response, response_file, responses
from avow.web.consultation.views.review import decide, review
from avow.web.consultation.views.sign import publish, publish_all, sign_off
from avow.web.consultation.views.submission import describe, import_

__all__ = [
    "add",
    "address",
    "alike",
    "answer",
    "decide",
    "decide_reply",
    "describe",
    "hand_in",
    "import_",
    "index",
    "invite",
    "links",
    "message",
    "original",
    "original_file",
    "outbox",
    "publish",
    "publish_all",
    "publish_response",
    "quote",
    "recommendations",
    "recommendations_file",
    "replies",
    "response_file",
    "responses",
    "review",
    "sign_off",
    "take_out",
    "withdraw",
]
