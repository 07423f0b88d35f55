from avow.web.themes.models.decision import Decision
from avow.web.themes.models.family import Family
from avow.web.themes.models.frame import Frame
from avow.web.themes.models.margin import Margin
from avow.web.themes.models.sample import Sample
from avow.web.themes.models.standing import Coding, Standing
from avow.web.themes.models.summary import Summary
from avow.web.themes.models.theme import Theme

__all__ = [
    "Coding",
    "Decision",
    "Family",
    "Frame",
    "Margin",
    "Sample",
    "Standing",
    "Summary",
    "Theme",
]
