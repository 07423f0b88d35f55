from avow.web.releases.models.proposal import Proposal
from avow.web.releases.models.release import Release
from avow.web.releases.models.review import Review
from avow.web.releases.models.revision import Revision

__all__ = ["Proposal", "Release", "Review", "Revision"]
