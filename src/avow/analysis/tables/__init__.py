"""The contract: one documented class per fact table.

A feed turns a source into these tables; everything else reads only them.
"""

from avow.analysis.tables import cases, counts, force, places, published
from avow.analysis.tables.base import Column, Table
from avow.analysis.tables.places import AREA_KINDS

TABLES: dict[str, type[Table]] = {
    table.name: table
    for table in (
        cases.Offences,
        cases.Victims,
        cases.Suspects,
        cases.Steps,
        cases.Outcomes,
        force.Workforce,
        force.Training,
        force.Capacity,
        force.Services,
        force.Engagement,
        force.OtherSources,
        counts.OffencesByPlace,
        counts.OffencesByClass,
        counts.VictimsByPlace,
        counts.VictimsByAge,
        counts.VictimsByEthnicGroup,
        published.RecordedCrime,
        published.StopSearches,
        places.Areas,
        places.Boundaries,
        places.Population,
        force.PopulationByGroup,
    )
}

__all__ = ["AREA_KINDS", "TABLES", "Column", "Table"]
