from avow.web.consultation.views.answer import answer, publish, publish_all, withdraw
from avow.web.consultation.views.edit import add, links, quote
from avow.web.consultation.views.lists import index, recommendations
from avow.web.consultation.views.review import decide, review
from avow.web.consultation.views.submission import describe, import_

__all__ = [
    "add",
    "answer",
    "decide",
    "describe",
    "import_",
    "index",
    "links",
    "publish",
    "publish_all",
    "quote",
    "recommendations",
    "review",
    "withdraw",
]
