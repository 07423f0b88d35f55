from avow.web.engagement.models.group import Group
from avow.web.engagement.models.occasion import Occasion
from avow.web.engagement.models.point import Point

__all__ = ["Group", "Occasion", "Point"]
