from avow.web.publication.views.answers import (
    answers,
    answers_file,
    organisation,
    organisation_list,
)
from avow.web.publication.views.changes import changes
from avow.web.publication.views.compare import compare, version
from avow.web.publication.views.data import data, release, release_file
from avow.web.publication.views.home import home
from avow.web.publication.views.measures import map_page, measure, measures
from avow.web.publication.views.plan import commitment, plan
from avow.web.publication.views.responses import response, response_file
from avow.web.publication.views.results import results
from avow.web.publication.views.words import about, accessibility, robots, safe_browsing

__all__ = [
    "about",
    "accessibility",
    "answers",
    "answers_file",
    "changes",
    "commitment",
    "compare",
    "data",
    "home",
    "map_page",
    "measure",
    "measures",
    "organisation",
    "organisation_list",
    "plan",
    "release",
    "release_file",
    "response",
    "response_file",
    "results",
    "robots",
    "safe_browsing",
    "version",
]
