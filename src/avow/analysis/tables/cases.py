"""The path of a case, record by record: offence, the people in it, steps and outcomes."""

import pyarrow as pa

from avow.analysis.tables import shared
from avow.analysis.tables.base import Column, Table

CHANNELS = ("999", "101", "online", "station", "officer", "partner agency")
RELATIONSHIPS = ("partner or former partner", "family", "known", "stranger")
STEPS = (
    "early-advice",
    "forensics-submitted",
    "forensics-returned",
    "suspect-arrested",
    "file-to-prosecutor",
    "prosecutor-decision",
    "charge",
)
# Home Office outcome groups; the types of each stand in definitions/outcomes.
OUTCOME_GROUPS = (
    "not-yet-assigned",
    "charged-summonsed",
    "out-of-court-formal",
    "out-of-court-informal",
    "taken-into-consideration",
    "prosecution-prevented",
    "evidential-victim-supports",
    "evidential-victim-does-not-support",
    "investigation-complete-no-suspect",
    "transferred",
    "further-investigation-not-in-public-interest",
    "diversionary-activity",
    "fraud-bureau",
)


class Offences(Table):
    """One recorded offence."""

    name = "offences"
    key = ("force", "offence")
    when = "recorded_on"
    lag = "Recorded within a day or two; classified anew for weeks afterwards."
    faults = (
        shared.REPORTED,
        "An offence can be cancelled or classified anew after it was counted.",
        "The domestic abuse flag is set by hand, and not every unit does so alike.",
    )

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    ward = shared.WARD
    lsoa = Column(
        pa.string(), "Code of the lower layer super output area; empty if unknown.", nullable=True
    )
    offence = shared.OFFENCE
    recorded_on = shared.RECORDED_ON
    committed_on = Column(
        pa.date32(), "Day on which it was (first) committed; empty if unknown.", nullable=True
    )
    offence_code = Column(
        pa.string(), "Home Office class, such as 19C; empty if the source has none.", nullable=True
    )
    offence_group = shared.OFFENCE_GROUP
    precursor = Column(
        pa.bool_(),
        "Whether the definition counts it as a precursor: not VAWG itself, but a sign of risk.",
    )
    domestic_abuse = shared.DOMESTIC_ABUSE
    place_kind = shared.PLACE_KIND
    channel = Column(
        pa.string(), "How it reached the police; empty if unknown.", allowed=CHANNELS, nullable=True
    )


class Victims(Table):
    """One person harmed by one offence."""

    name = "victims"
    key = ("force", "offence", "victim")
    when = "recorded_on"
    lag = "With the offence; what the person says of herself is often added later, or never."
    faults = (shared.REPORTED, shared.ETHNICITY_FAULT)

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    ward = shared.WARD
    offence = shared.OFFENCE
    victim = Column(pa.int64(), "The person: a number from a keyed hash, the same in every case.")
    recorded_on = shared.RECORDED_ON
    offence_group = shared.OFFENCE_GROUP
    domestic_abuse = shared.DOMESTIC_ABUSE
    place_kind = shared.PLACE_KIND
    age_band = shared.AGE_BAND
    sex = shared.SEX
    ethnicity_self = shared.ETHNICITY_SELF
    ethnicity_officer = shared.ETHNICITY_OFFICER
    disabled = shared.DISABLED
    relationship = Column(
        pa.string(),
        "What the suspect is to the victim; empty if unknown.",
        allowed=RELATIONSHIPS,
        nullable=True,
    )
    days_since_last = shared.DAYS_SINCE_LAST
    referral_days = Column(
        pa.int32(),
        "Days from recording to a referral to an adviser (IDVA, ISVA); empty if none was made.",
        unit="days",
        nullable=True,
        told_by_empty=True,
    )
    first_contact_days = Column(
        pa.int32(),
        "Days from recording to the first contact by the officer in the case; empty if none.",
        unit="days",
        nullable=True,
        told_by_empty=True,
    )


class Suspects(Table):
    """One person suspected of one offence."""

    name = "suspects"
    key = ("force", "offence", "suspect")
    when = "recorded_on"
    lag = "Added when somebody is named, often weeks after the offence was recorded."
    faults = (
        shared.REPORTED,
        shared.ETHNICITY_FAULT,
        "Only suspects who were named are here: where none was, the case has no row.",
    )

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    ward = shared.WARD
    offence = shared.OFFENCE
    suspect = Column(pa.int64(), "The person: a number from a keyed hash, the same in every case.")
    recorded_on = shared.RECORDED_ON
    offence_group = shared.OFFENCE_GROUP
    domestic_abuse = shared.DOMESTIC_ABUSE
    place_kind = shared.PLACE_KIND
    age_band = shared.AGE_BAND
    sex = shared.SEX
    ethnicity_self = shared.ETHNICITY_SELF
    ethnicity_officer = shared.ETHNICITY_OFFICER
    police_employee = Column(
        pa.bool_(),
        "Whether the person serves or served with the police; empty if unknown.",
        nullable=True,
    )
    arrest_days = Column(
        pa.int32(),
        "Days from recording to arrest; empty if not arrested.",
        unit="days",
        nullable=True,
        told_by_empty=True,
    )
    days_since_last = shared.DAYS_SINCE_LAST


class Steps(Table):
    """The first time a case reached one step of its investigation."""

    name = "steps"
    key = ("force", "offence", "step")
    when = "recorded_on"
    until = "reached_on"
    lag = "Within a week of the step; prosecutors' decisions arrive monthly."
    faults = (
        "A case recorded lately has had less time to get anywhere: compare only periods that have "
        "had the same time.",
        "Steps are entered by hand; a missing step can mean that nobody entered it.",
    )

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    ward = shared.WARD
    offence = shared.OFFENCE
    recorded_on = shared.RECORDED_ON
    offence_group = shared.OFFENCE_GROUP
    domestic_abuse = shared.DOMESTIC_ABUSE
    place_kind = shared.PLACE_KIND
    step = Column(pa.string(), "The step that was reached.", allowed=STEPS)
    reached_on = Column(pa.date32(), "Day on which it was reached.")
    days = Column(pa.int32(), "Days from recording to the step.", unit="days")


class Outcomes(Table):
    """The outcome that stands for one offence; one without an outcome yet has type 0."""

    name = "outcomes"
    key = ("force", "offence")
    when = "recorded_on"
    until = "outcome_on"
    lag = "Within a month of the decision; recent months fill up for a year and more."
    faults = (
        "Counted by when the offence was recorded: recent periods under-count outcomes. Never "
        "mix this with counts by when the outcome was given.",
        "An outcome can be changed; the one that stood at the load is counted.",
    )

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    ward = shared.WARD
    offence = shared.OFFENCE
    recorded_on = shared.RECORDED_ON
    offence_group = shared.OFFENCE_GROUP
    domestic_abuse = shared.DOMESTIC_ABUSE
    place_kind = shared.PLACE_KIND
    outcome_type = Column(
        pa.int32(), "Home Office outcome type, 0 (not yet assigned) to 22 (definitions/outcomes)."
    )
    outcome_group = Column(pa.string(), "Home Office group of the type.", allowed=OUTCOME_GROUPS)
    outcome_on = Column(
        pa.date32(),
        "Day on which it was given; empty for type 0.",
        nullable=True,
        told_by_empty=True,
    )
    days = Column(
        pa.int32(),
        "Days from recording to the outcome; empty for type 0.",
        unit="days",
        nullable=True,
        told_by_empty=True,
    )
