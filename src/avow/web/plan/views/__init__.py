from avow.web.plan.views.action_parts import (
    assign,
    by_unit,
    milestone,
    milestone_add,
    proof_add,
    proof_remove,
)
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
from avow.web.plan.views.progress import progress, unchanged, undo
from avow.web.plan.views.updates import reminders, update
from avow.web.plan.views.workspace import commitment_workspace, commitments, commitments_file

__all__ = [
    "action_origins",
    "assign",
    "by_unit",
    "commitment",
    "commitment_add",
    "commitment_move",
    "commitment_origins",
    "commitment_remove",
    "commitment_workspace",
    "commitments",
    "commitments_file",
    "compare",
    "discard",
    "download",
    "import_",
    "index",
    "milestone",
    "milestone_add",
    "pillar",
    "pillar_add",
    "pillar_remove",
    "progress",
    "proof_add",
    "proof_remove",
    "publish",
    "reminders",
    "start",
    "unchanged",
    "undo",
    "update",
    "version",
]
