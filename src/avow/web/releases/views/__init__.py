from avow.web.releases.views.gate import release, review, submit, withdraw
from avow.web.releases.views.proposing import propose, revise
from avow.web.releases.views.reading import file, index, proposal

__all__ = [
    "file",
    "index",
    "proposal",
    "propose",
    "release",
    "review",
    "revise",
    "submit",
    "withdraw",
]
