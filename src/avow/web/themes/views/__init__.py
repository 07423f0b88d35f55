from avow.web.themes.views.agreement import agreement, draw
from avow.web.themes.views.answers import answers, campaign, campaigns
from avow.web.themes.views.coding import code, second, take_back
from avow.web.themes.views.crosstabs import crosstab, crosstab_file
from avow.web.themes.views.overview import index, learn, propose, question, work
from avow.web.themes.views.publishing import publish, withdraw
from avow.web.themes.views.themes import add, decide, describe, merge, split, theme
from avow.web.themes.views.who import population, who

__all__ = [
    "add",
    "agreement",
    "answers",
    "campaign",
    "campaigns",
    "code",
    "crosstab",
    "crosstab_file",
    "decide",
    "describe",
    "draw",
    "index",
    "learn",
    "merge",
    "population",
    "propose",
    "publish",
    "question",
    "second",
    "split",
    "take_back",
    "theme",
    "who",
    "withdraw",
    "work",
]
