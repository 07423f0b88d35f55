from avow.web.consultation.models.answer import Answer, AnswerRevision
from avow.web.consultation.models.apart import Apart
from avow.web.consultation.models.ask import Ask
from avow.web.consultation.models.contact import Contact, Message, Told
from avow.web.consultation.models.link import Link
from avow.web.consultation.models.original import Original
from avow.web.consultation.models.recommendation import Recommendation
from avow.web.consultation.models.reply import Reply
from avow.web.consultation.models.response_document import ResponseDocument
from avow.web.consultation.models.submission import Submission

__all__ = [
    "Answer",
    "AnswerRevision",
    "Apart",
    "Ask",
    "Contact",
    "Link",
    "Message",
    "Original",
    "Recommendation",
    "Reply",
    "ResponseDocument",
    "Submission",
    "Told",
]
