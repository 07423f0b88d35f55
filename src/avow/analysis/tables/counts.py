"""Recorded offences and victims, already counted by the publisher.

The publisher counts the same offences twice, once by place and once by class, and never crosses
the two; it does likewise with victims by place, age and ethnic group. Each count is a table of
its own here, so that nothing can add them up.
"""

import pyarrow as pa

from avow.analysis.tables.base import Column, Table
from avow.analysis.tables.shared import REPORTED

_MONTH_RECORDED = Column(pa.date32(), "First day of the month in which the police recorded it.")
_MONTH_COMMITTED = Column(
    pa.date32(),
    "First day of the month in which it was (first) committed; empty where it is not known.",
    nullable=True,
)
_FORCE = Column(pa.string(), "Name of the police force.")
_BCU = Column(
    pa.string(),
    "Command unit (BCU) that holds the case; empty where the source names none.",
    nullable=True,
)
_BOROUGH = Column(pa.string(), "Borough; empty where unknown or outside the force.", nullable=True)
_WARD = Column(
    pa.string(), "Ward, unique only within its borough; empty if unknown.", nullable=True
)
_OFFENCES = Column(pa.int64(), "Number of offences counted.", unit="offences")
_VICTIMS = Column(pa.int64(), "Number of victims counted.", unit="victims")

_LAG = "Published monthly, some weeks after the month's end; earlier months are revised."
_FLAGGED = "Includes offences that were flagged by hand as VAWG, which not every unit does alike."


class OffencesByPlace(Table):
    """Recorded offences counted by place, month recorded and month committed."""

    name = "offences_by_place"
    when = "month_recorded"
    lag = _LAG
    key = ("force", "bcu", "borough", "ward", "month_recorded", "month_committed")
    faults = (REPORTED, _FLAGGED, "Some offences have no ward, no borough or a placeholder date.")

    force = _FORCE
    bcu = _BCU
    borough = _BOROUGH
    ward = _WARD
    month_recorded = _MONTH_RECORDED
    month_committed = _MONTH_COMMITTED
    offences = _OFFENCES


class OffencesByClass(Table):
    """Recorded offences counted by offence class, month recorded and month committed."""

    name = "offences_by_class"
    when = "month_recorded"
    lag = _LAG
    key = (
        "force",
        "home_office_group",
        "home_office_class",
        "title",
        "publisher_class",
        "month_recorded",
        "month_committed",
    )
    faults = (
        REPORTED,
        _FLAGGED,
        "A large share is flagged by hand and lies outside the publisher's VAWG classes.",
        "The same offence stands under near-duplicate titles.",
    )

    force = _FORCE
    home_office_group = Column(pa.string(), "Home Office offence group, as published.")
    home_office_class = Column(pa.string(), "Home Office class, as published.")
    title = Column(pa.string(), "Offence title, as published.")
    publisher_class = Column(pa.string(), "The publisher's own VAWG class, as published.")
    offence_group = Column(
        pa.string(),
        "Group in Avow's versioned definition of VAWG offences (see definitions/offences).",
    )
    month_recorded = _MONTH_RECORDED
    month_committed = _MONTH_COMMITTED
    offences = _OFFENCES


class VictimsByPlace(Table):
    """Victims of recorded offences counted by place, month recorded and month committed."""

    name = "victims_by_place"
    when = "month_recorded"
    lag = _LAG
    key = OffencesByPlace.key
    faults = (REPORTED, "Victims are fewer than offences in some years and more in others.")

    force = _FORCE
    bcu = _BCU
    borough = _BOROUGH
    ward = _WARD
    month_recorded = _MONTH_RECORDED
    month_committed = _MONTH_COMMITTED
    victims = _VICTIMS


class VictimsByAge(Table):
    """Victims of recorded offences counted by age group, force-wide."""

    name = "victims_by_age"
    when = "month_recorded"
    lag = _LAG
    key = ("force", "age_group", "month_recorded", "month_committed")
    faults = (REPORTED,)

    force = _FORCE
    age_group = Column(pa.string(), "Age group; empty where unknown.", nullable=True)
    month_recorded = _MONTH_RECORDED
    month_committed = _MONTH_COMMITTED
    victims = _VICTIMS


class VictimsByEthnicGroup(Table):
    """Victims of recorded offences counted by officer-defined ethnic group, force-wide."""

    name = "victims_by_ethnic_group"
    when = "month_recorded"
    lag = _LAG
    key = ("force", "ethnic_group", "month_recorded", "month_committed")
    faults = (
        REPORTED,
        "Ethnic group is what an officer saw, not what the person said; it must not be compared "
        "with self-defined groups. About a fifth is unknown.",
    )

    force = _FORCE
    ethnic_group = Column(
        pa.string(),
        "Officer-defined ethnic appearance group; 'Unknown' where none was recorded.",
    )
    month_recorded = _MONTH_RECORDED
    month_committed = _MONTH_COMMITTED
    victims = _VICTIMS
