from avow.web.consultation.models.answer import Answer, AnswerRevision
from avow.web.consultation.models.ask import Ask
from avow.web.consultation.models.link import Link
from avow.web.consultation.models.original import Original
from avow.web.consultation.models.recommendation import Recommendation
from avow.web.consultation.models.submission import Submission

__all__ = ["Answer", "AnswerRevision", "Ask", "Link", "Original", "Recommendation", "Submission"]
