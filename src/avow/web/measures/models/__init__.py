from avow.web.measures.models.evidence import Evidence

__all__ = ["Evidence"]
