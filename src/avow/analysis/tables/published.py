"""Record and count tables of other open data: all recorded crime, and stop and search."""

import pyarrow as pa

from avow.analysis.tables import shared
from avow.analysis.tables.base import Column, Table


class RecordedCrime(Table):
    """Offences of every kind counted by place, category and month, as the force publishes them."""

    name = "recorded_crime"
    key = ("level", "force", "borough", "ward", "lsoa", "category", "subcategory", "month")
    when = "month"
    lag = "Published monthly, some weeks after the month's end."
    faults = (
        shared.REPORTED,
        "Categories were renamed and grouped anew between vintages of the files: a step in a "
        "category's figures can be its definition's.",
        "Counts by small area leave out sexual offences.",
        "The same offences stand at three levels (borough, ward, small area): never add levels.",
    )

    level = Column(pa.string(), "Which file the row is from.", allowed=("borough", "ward", "lsoa"))
    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    ward = shared.WARD
    lsoa = Column(pa.string(), "Code of the small area; empty at other levels.", nullable=True)
    category = Column(pa.string(), "Major category under the present names.")
    subcategory = Column(pa.string(), "Minor category under the present names.")
    month = Column(pa.date32(), "First day of the month.")
    offences = Column(pa.int64(), "Number of offences counted.", unit="offences")


class StopSearches(Table):
    """One stop and search, as data.police.uk publishes it."""

    name = "stop_searches"
    key = ("force", "search")
    when = "searched_on"
    lag = "Published about two months later."
    faults = (
        "A tenth to a quarter have no place, and so no borough.",
        shared.ETHNICITY_FAULT,
        "A search is not a finding: most end without anything found.",
    )

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    ward = shared.WARD
    search = Column(pa.int64(), "The search: its place in the files, since the source gives none.")
    searched_on = Column(pa.date32(), "Day of the search.")
    kind = Column(pa.string(), "Person, vehicle, or both, as published.")
    sex = shared.SEX
    age_band = Column(pa.string(), "Age band as published; empty if unknown.", nullable=True)
    ethnicity_self = shared.ETHNICITY_SELF
    ethnicity_officer = Column(
        pa.string(),
        "Ethnic appearance as an officer saw it, as published; empty if none.",
        nullable=True,
    )
    object_sought = Column(
        pa.string(), "What was searched for, as published; empty if not said.", nullable=True
    )
    outcome = Column(pa.string(), "What followed, as published; empty if not said.", nullable=True)
    linked = Column(
        pa.bool_(),
        "Whether what followed is linked to what was searched for; empty if not said.",
        nullable=True,
    )
