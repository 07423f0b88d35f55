from avow.web.plan.views.arrange import (
    commitment_add,
    commitment_move,
    commitment_remove,
    pillar,
    pillar_add,
    pillar_remove,
)
from avow.web.plan.views.commitment import commitment
from avow.web.plan.views.drafts import discard, import_, publish, start
from avow.web.plan.views.pages import download, index, version
from avow.web.plan.views.progress import progress

__all__ = [
    "commitment",
    "commitment_add",
    "commitment_move",
    "commitment_remove",
    "discard",
    "download",
    "import_",
    "index",
    "pillar",
    "pillar_add",
    "pillar_remove",
    "progress",
    "publish",
    "start",
    "version",
]
