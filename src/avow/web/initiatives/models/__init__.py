from avow.web.initiatives.models.assessment import Assessment
from avow.web.initiatives.models.author import Author
from avow.web.initiatives.models.figure import Figure
from avow.web.initiatives.models.initiative import Initiative
from avow.web.initiatives.models.mitigation import Mitigation
from avow.web.initiatives.models.withdrawal import Withdrawal

__all__ = ["Assessment", "Author", "Figure", "Initiative", "Mitigation", "Withdrawal"]
