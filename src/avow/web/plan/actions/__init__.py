from avow.web.plan.actions.add_commitment import add_commitment
from avow.web.plan.actions.add_pillar import add_pillar
from avow.web.plan.actions.assign_action import Terms, assign_action
from avow.web.plan.actions.attach_proof import Document, attach_document, cite
from avow.web.plan.actions.discard_draft import discard_draft
from avow.web.plan.actions.edit_commitment import Step, edit_commitment
from avow.web.plan.actions.edit_pillar import edit_pillar
from avow.web.plan.actions.import_plan import import_plan
from avow.web.plan.actions.move_commitment import move_commitment
from avow.web.plan.actions.publish_version import publish_version
from avow.web.plan.actions.remind import remind
from avow.web.plan.actions.remove_commitment import remove_commitment
from avow.web.plan.actions.remove_pillar import remove_pillar
from avow.web.plan.actions.remove_proof import remove_proof
from avow.web.plan.actions.report_progress import Details, report_progress
from avow.web.plan.actions.report_units import UnitReport, report_units
from avow.web.plan.actions.say_unchanged import say_unchanged
from avow.web.plan.actions.set_milestone import Marker, remove_milestone, set_milestone
from avow.web.plan.actions.set_origins import set_origins
from avow.web.plan.actions.start_draft import start_draft
from avow.web.plan.actions.take_back_report import take_back_report

__all__ = [
    "Details",
    "Document",
    "Marker",
    "Step",
    "Terms",
    "UnitReport",
    "add_commitment",
    "add_pillar",
    "assign_action",
    "attach_document",
    "cite",
    "discard_draft",
    "edit_commitment",
    "edit_pillar",
    "import_plan",
    "move_commitment",
    "publish_version",
    "remind",
    "remove_commitment",
    "remove_milestone",
    "remove_pillar",
    "remove_proof",
    "report_progress",
    "report_units",
    "say_unchanged",
    "set_milestone",
    "set_origins",
    "start_draft",
    "take_back_report",
]
