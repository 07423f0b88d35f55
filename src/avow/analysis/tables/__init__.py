"""The contract: one documented class per fact table.

A feed turns a source into these tables; everything else reads only them.
"""

from avow.analysis.tables.base import Column, Table
from avow.analysis.tables.counts import (
    OffencesByClass,
    OffencesByPlace,
    VictimsByAge,
    VictimsByEthnicGroup,
    VictimsByPlace,
)
from avow.analysis.tables.places import AREA_KINDS, Areas, Boundaries, Population

TABLES: dict[str, type[Table]] = {
    table.name: table
    for table in (
        OffencesByPlace,
        OffencesByClass,
        VictimsByPlace,
        VictimsByAge,
        VictimsByEthnicGroup,
        Areas,
        Boundaries,
        Population,
    )
}

__all__ = [
    "AREA_KINDS",
    "TABLES",
    "Areas",
    "Boundaries",
    "Column",
    "OffencesByClass",
    "OffencesByPlace",
    "Population",
    "Table",
    "VictimsByAge",
    "VictimsByEthnicGroup",
    "VictimsByPlace",
]
