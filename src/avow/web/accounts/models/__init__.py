from avow.web.accounts.models.grant import Grant
from avow.web.accounts.models.person import Person

__all__ = ["Grant", "Person"]
