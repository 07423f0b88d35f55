from avow.web.measures.views.evidence import attach, commitment, evidence, remove
from avow.web.measures.views.running import compare, download, index, measure
from avow.web.measures.views.storing import store, work
from avow.web.measures.views.units import unit, units

__all__ = [
    "attach",
    "commitment",
    "compare",
    "download",
    "evidence",
    "index",
    "measure",
    "remove",
    "store",
    "unit",
    "units",
    "work",
]
