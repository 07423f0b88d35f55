from avow.web.plan.actions.add_commitment import add_commitment
from avow.web.plan.actions.add_pillar import add_pillar
from avow.web.plan.actions.discard_draft import discard_draft
from avow.web.plan.actions.edit_commitment import Step, edit_commitment
from avow.web.plan.actions.edit_pillar import edit_pillar
from avow.web.plan.actions.import_plan import import_plan
from avow.web.plan.actions.move_commitment import move_commitment
from avow.web.plan.actions.publish_version import publish_version
from avow.web.plan.actions.remove_commitment import remove_commitment
from avow.web.plan.actions.remove_pillar import remove_pillar
from avow.web.plan.actions.report_progress import report_progress
from avow.web.plan.actions.set_origins import set_origins
from avow.web.plan.actions.start_draft import start_draft

__all__ = [
    "Step",
    "add_commitment",
    "add_pillar",
    "discard_draft",
    "edit_commitment",
    "edit_pillar",
    "import_plan",
    "move_commitment",
    "publish_version",
    "remove_commitment",
    "remove_pillar",
    "report_progress",
    "set_origins",
    "start_draft",
]
