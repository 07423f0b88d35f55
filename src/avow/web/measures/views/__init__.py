from avow.web.measures.views.evidence import attach, commitment, evidence, remove
from avow.web.measures.views.running import compare, index, measure

__all__ = ["attach", "commitment", "compare", "evidence", "index", "measure", "remove"]
