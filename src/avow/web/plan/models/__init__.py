from avow.web.plan.models.action import Action
from avow.web.plan.models.commitment import Commitment
from avow.web.plan.models.pillar import Pillar
from avow.web.plan.models.plan import Plan
from avow.web.plan.models.progress import Progress
from avow.web.plan.models.step import LineageStep
from avow.web.plan.models.version import Version

__all__ = ["Action", "Commitment", "LineageStep", "Pillar", "Plan", "Progress", "Version"]
