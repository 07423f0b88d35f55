from avow.web.audit.actions.record import record

__all__ = ["record"]
