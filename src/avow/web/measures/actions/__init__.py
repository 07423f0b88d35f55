from avow.web.measures.actions.attach_evidence import attach_evidence
from avow.web.measures.actions.remove_evidence import remove_evidence
from avow.web.measures.actions.store_runs import store_runs

__all__ = ["attach_evidence", "remove_evidence", "store_runs"]
