from avow.web.plan.views.arrange import (
    commitment_add,
    commitment_move,
    commitment_remove,
    pillar,
    pillar_add,
    pillar_remove,
)
from avow.web.plan.views.commitment import commitment
from avow.web.plan.views.compare import compare
from avow.web.plan.views.drafts import discard, import_, publish, start
from avow.web.plan.views.origins import action_origins, commitment_origins
from avow.web.plan.views.pages import download, index, version
from avow.web.plan.views.progress import progress

__all__ = [
    "action_origins",
    "commitment",
    "commitment_add",
    "commitment_move",
    "commitment_origins",
    "commitment_remove",
    "compare",
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
