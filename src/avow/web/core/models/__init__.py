from avow.web.core.models.work import Work

__all__ = ["Work"]
