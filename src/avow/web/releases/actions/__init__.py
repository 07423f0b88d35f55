from avow.web.releases.actions.propose import propose
from avow.web.releases.actions.read_exact import read_exact
from avow.web.releases.actions.refuse_file import refuse_file
from avow.web.releases.actions.release import release
from avow.web.releases.actions.review import review
from avow.web.releases.actions.revise import revise
from avow.web.releases.actions.submit import submit
from avow.web.releases.actions.withdraw import withdraw

__all__ = [
    "propose",
    "read_exact",
    "refuse_file",
    "release",
    "review",
    "revise",
    "submit",
    "withdraw",
]
