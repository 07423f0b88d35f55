"""Columns that more than one record-level table carries, each said once.

A case is known by ``offence``: the force's reference put through a keyed hash, so that it joins
tables and means nothing outside. People likewise. ``CARRIED`` columns are those of the offence,
repeated on every row about it, so that a measure reads one table; a feed fills them from the
offences where an extract leaves them out.
"""

import pyarrow as pa

from avow.analysis.tables.base import Column

PLACE_KINDS = (
    "home",
    "street",
    "transport",
    "night-time venue",
    "school or college",
    "workplace",
    "online",
    "other",
)
SEXES = ("female", "male", "another")
AGE_BANDS = ("0-9", "10-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65 and over")
# Broad groups of the harmonised question: what the person said.
SELF_DEFINED = ("Asian", "Black", "Mixed", "White", "Other")
# What an officer saw. Another variable, with other names, so that nobody can merge the two.
OFFICER_DEFINED = (
    "White - North European",
    "White - South European",
    "Black",
    "Asian",
    "Chinese, Japanese or South East Asian",
    "Arab or North African",
)

FORCE = Column(pa.string(), "Name of the police force.")
BCU = Column(
    pa.string(),
    "Command unit (BCU) that holds it; empty where the source names none.",
    nullable=True,
)
BOROUGH = Column(pa.string(), "Borough; empty where unknown or outside the force.", nullable=True)
WARD = Column(pa.string(), "Ward, unique only within its borough; empty if unknown.", nullable=True)
OFFENCE = Column(pa.int64(), "The offence: a number from a keyed hash of the force's reference.")
RECORDED_ON = Column(pa.date32(), "Day on which the police recorded the offence.")
OFFENCE_GROUP = Column(
    pa.string(), "Group in Avow's versioned definition of VAWG offences (definitions/offences)."
)
DOMESTIC_ABUSE = Column(
    pa.bool_(), "Whether it is flagged as domestic abuse; empty where nobody said.", nullable=True
)
PLACE_KIND = Column(
    pa.string(), "Kind of place; empty if unknown.", allowed=PLACE_KINDS, nullable=True
)
AGE_BAND = Column(pa.string(), "Age band; empty if unknown.", allowed=AGE_BANDS, nullable=True)
SEX = Column(pa.string(), "Sex; empty if unknown.", allowed=SEXES, nullable=True)
ETHNICITY_SELF = Column(
    pa.string(),
    "Ethnic group as the person defined it; empty where nobody asked or it was not said.",
    allowed=SELF_DEFINED,
    nullable=True,
)
ETHNICITY_OFFICER = Column(
    pa.string(),
    "Ethnic appearance as an officer saw it; empty where none was noted.",
    allowed=OFFICER_DEFINED,
    nullable=True,
)
DISABLED = Column(
    pa.bool_(), "Whether the person said they are disabled; empty where unknown.", nullable=True
)
DAYS_SINCE_LAST = Column(
    pa.int32(),
    "Days since the same person was last recorded in this table; empty the first time.",
    unit="days",
    nullable=True,
    told_by_empty=True,
)

REPORTED = (
    "Recorded crime counts what was reported to and recorded by the police. It also measures trust "
    "in the police: a higher figure can mean more harm, or more people willing to report."
)
ETHNICITY_FAULT = (
    "Ethnic group is missing for many people, and not at random: rates by group come with the "
    "least and most they could be. What the person said and what an officer saw never mix."
)
CARRIED = (
    "bcu",
    "borough",
    "ward",
    "recorded_on",
    "offence_group",
    "domestic_abuse",
    "place_kind",
)
