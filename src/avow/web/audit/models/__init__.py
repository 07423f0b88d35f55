from avow.web.audit.models.event import Event
from avow.web.audit.models.head import Head

__all__ = ["Event", "Head"]
