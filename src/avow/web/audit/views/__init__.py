from avow.web.audit.views.events import events

__all__ = ["events"]
