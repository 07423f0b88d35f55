from avow.web.profiles.views.commanding import commanders, end
from avow.web.profiles.views.drafting import (
    checks,
    discard,
    draft,
    fix,
    history,
    restore,
    section,
    start,
    work,
)
from avow.web.profiles.views.reading import compare, edition, file, index, unit
from avow.web.profiles.views.replying import answerable, read_reply, replies, reply, wordings

__all__ = [
    "answerable",
    "checks",
    "commanders",
    "compare",
    "discard",
    "draft",
    "edition",
    "end",
    "file",
    "fix",
    "history",
    "index",
    "read_reply",
    "replies",
    "reply",
    "restore",
    "section",
    "start",
    "unit",
    "wordings",
    "work",
]
