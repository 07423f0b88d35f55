"""The force itself and what stands beside it: posts, training, capacity, services, engagement."""

import pyarrow as pa

from avow.analysis.tables import shared
from avow.analysis.tables.base import Column, Table

ROLES = (
    "response officer",
    "neighbourhood officer",
    "detective",
    "public protection detective",
    "call handler",
    "supervisor",
    "police staff",
)
COURSES = (
    "vawg-first-response",
    "domestic-abuse",
    "rape-investigation",
    "stalking",
    "civil-orders",
    "sexism-and-misogyny",
    "trauma-informed",
)
ADVISERS = ("SOIT", "IDVA", "ISVA")
SERVICES = (
    "perpetrator programme",
    "community service",
    "refuge",
    "adviser service",
    "helpline",
)
OCCASIONS = ("round-table", "walk", "victims", "school", "survey", "meeting")


class Workforce(Table):
    """One post on the first day of one month."""

    name = "workforce"
    key = ("force", "post", "as_at")
    when = "as_at"
    lag = "A snapshot within two weeks of the month's first day."
    faults = (
        "Counts posts as the personnel system has them; people lent to another unit stay in "
        "their own.",
    )

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    as_at = Column(pa.date32(), "First day of the month the row describes.")
    post = Column(pa.int64(), "The post: a number from a keyed hash, the same in every month.")
    unit = Column(pa.string(), "Unit or team, as the force names it.")
    role = Column(pa.string(), "Role.", allowed=ROLES)
    filled = Column(pa.bool_(), "Whether somebody holds the post.")
    sex = shared.SEX
    ethnicity_self = shared.ETHNICITY_SELF
    vetted_until = Column(
        pa.date32(),
        "Day on which the holder's vetting ends; empty if none is known.",
        nullable=True,
    )


class Training(Table):
    """One course completed by the holder of one post."""

    name = "training"
    key = ("force", "post", "course", "completed_on")
    when = "completed_on"
    lag = "Entered within a month of the course."
    faults = ("Being on a course is not the same as doing better afterwards.",)

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    post = Workforce.post
    role = Workforce.role
    course = Column(pa.string(), "The course.", allowed=COURSES)
    completed_on = Column(pa.date32(), "Day on which it was completed.")
    valid_until = Column(
        pa.date32(),
        "Day from which it must be taken again; empty if never.",
        nullable=True,
        told_by_empty=True,
    )


class Capacity(Table):
    """Specialist officers (SOITs) or advisers (IDVAs, ISVAs) of a borough in one month."""

    name = "capacity"
    key = ("force", "borough", "role", "month")
    when = "month"
    lag = "Monthly returns, four to six weeks later."
    faults = ("Open cases are counted on the last day of the month.",)

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    month = Column(pa.date32(), "First day of the month.")
    role = Column(pa.string(), "Who they are.", allowed=ADVISERS)
    posts = Column(pa.int64(), "Posts, in hundredths of full time.", unit="hundredths of a post")
    filled = Column(
        pa.int64(),
        "Posts that are filled, in hundredths of full time.",
        unit="hundredths of a post",
    )
    open_cases = Column(pa.int64(), "Cases open at the month's end.", unit="cases")
    new_cases = Column(pa.int64(), "Cases begun in the month.", unit="cases")


class Services(Table):
    """One kind of service in one borough in one month; a borough without one has a row of none."""

    name = "services"
    key = ("force", "borough", "kind", "service", "month")
    when = "month"
    lag = "Monthly or quarterly returns from the services, six to eight weeks later."
    faults = (
        "Services answer in their own time and count in their own way; a missing return is not "
        "a zero.",
        "A small service is not a lesser one: specialist services by and for their communities "
        "are few and full.",
    )

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    month = Capacity.month
    kind = Column(pa.string(), "Kind of service.", allowed=SERVICES)
    service = Column(pa.string(), "Name of the service; 'none' where the borough has none.")
    available = Column(pa.bool_(), "Whether the borough has the service at all.")
    places = Column(pa.int64(), "People it can take at once.", unit="people")
    referrals = Column(pa.int64(), "People referred in the month.", unit="people")
    re_referrals = Column(
        pa.int64(), "Of those, people referred before within a year.", unit="people"
    )
    started = Column(pa.int64(), "People who began in the month.", unit="people")
    completed = Column(pa.int64(), "People who completed in the month.", unit="people")
    waiting = Column(pa.int64(), "People waiting at the month's end.", unit="people")
    weeks = Column(
        pa.int32(),
        "Length of the programme; empty where it has none.",
        unit="weeks",
        nullable=True,
        told_by_empty=True,
    )


class Engagement(Table):
    """One occasion on which the force went to listen."""

    name = "engagement"
    key = ("force", "occasion")
    when = "held_on"
    lag = "Entered within two weeks."
    faults = ("Counts who came, not who was heard; people who come often are counted each time.",)

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    ward = shared.WARD
    occasion = Column(pa.int64(), "The occasion.")
    held_on = Column(pa.date32(), "Day on which it was held.")
    kind = Column(pa.string(), "Kind of occasion.", allowed=OCCASIONS)
    community = Column(
        pa.string(),
        "Whom it was for (definitions/communities); empty if everybody.",
        nullable=True,
        told_by_empty=True,
    )
    people = Column(pa.int64(), "People who came.", unit="people")


class OtherSources(Table):
    """A figure on harm or trust in a borough that does not come from police records."""

    name = "other_sources"
    key = ("force", "borough", "month", "source", "figure")
    when = "month"
    lag = "As the source publishes: months to a year."
    faults = (
        "Each source sees another part: surveys those who answer, helplines those who call, "
        "hospitals those who come.",
    )

    force = shared.FORCE
    bcu = shared.BCU
    borough = shared.BOROUGH
    month = Capacity.month
    source = Column(pa.string(), "Who counted: a survey, helpline, ambulance service, hospital.")
    figure = Column(pa.string(), "What the figure is, in words.")
    counted = Column(pa.int64(), "Number counted.", unit="as the figure says")
    out_of = Column(
        pa.int64(),
        "Out of how many; empty for a plain count.",
        unit="as the figure says",
        nullable=True,
        told_by_empty=True,
    )


class PopulationByGroup(Table):
    """Residents of a borough by sex, age band and self-defined ethnic group in one year."""

    name = "population_by_group"
    key = ("force", "borough", "year", "sex", "age_band", "ethnicity_self")
    when = "year"
    lag = "Censuses every ten years, estimates a year or two later."
    faults = (
        "Residents are an imperfect denominator: people work, travel and go out in boroughs "
        "where they do not live.",
        "Estimates by ethnic group grow worse with the years since the census.",
    )

    force = shared.FORCE
    bcu = shared.BCU
    borough = Column(pa.string(), "Borough.")
    year = Column(pa.int32(), "Year of the estimate.")
    sex = Column(pa.string(), "Sex.", allowed=shared.SEXES)
    age_band = Column(pa.string(), "Age band.", allowed=shared.AGE_BANDS)
    ethnicity_self = Column(pa.string(), "Self-defined ethnic group.", allowed=shared.SELF_DEFINED)
    residents = Column(pa.int64(), "Usual residents.", unit="people")
