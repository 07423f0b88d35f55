from avow.web.plan.models.action import Action
from avow.web.plan.models.assignment import Assignment
from avow.web.plan.models.commitment import Commitment
from avow.web.plan.models.milestone import Milestone
from avow.web.plan.models.pillar import Pillar
from avow.web.plan.models.plan import Plan
from avow.web.plan.models.progress import Progress
from avow.web.plan.models.proof import Proof
from avow.web.plan.models.reminder import Reminder
from avow.web.plan.models.step import LineageStep
from avow.web.plan.models.unit_progress import UnitProgress
from avow.web.plan.models.version import Version

__all__ = [
    "Action",
    "Assignment",
    "Commitment",
    "LineageStep",
    "Milestone",
    "Pillar",
    "Plan",
    "Progress",
    "Proof",
    "Reminder",
    "UnitProgress",
    "Version",
]
