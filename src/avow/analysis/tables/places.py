"""Areas, their boundaries and the people who live in them."""

import pyarrow as pa

from avow.analysis.tables.base import Column, Table

AREA_KINDS = ("force", "bcu", "borough", "ward")


class Areas(Table):
    """An area: a ward, a borough, a command unit (BCU) or a whole force."""

    name = "areas"
    key = ("kind", "force", "bcu", "borough", "ward")

    kind = Column(pa.string(), "What kind of area this is.", allowed=AREA_KINDS)
    code = Column(pa.string(), "Official (GSS) code; empty where none exists.", nullable=True)
    force = Column(pa.string(), "Force the area lies in.")
    bcu = Column(pa.string(), "Command unit; empty for a force or outside one.", nullable=True)
    borough = Column(pa.string(), "Borough; empty for a command unit or force.", nullable=True)
    ward = Column(pa.string(), "Ward; empty for anything larger.", nullable=True)


class Boundaries(Table):
    """The boundary of an area, as a polygon or several."""

    name = "boundaries"
    key = Areas.key
    faults = ("Boundaries are simplified one by one: hairline gaps show between neighbours.",)

    kind = Areas.kind
    code = Areas.code
    force = Areas.force
    bcu = Areas.bcu
    borough = Areas.borough
    ward = Areas.ward
    geometry = Column(pa.binary(), "Well-known binary, longitude and latitude (WGS 84).")


class Population(Table):
    """Residents of an area in the middle of a year."""

    name = "population"
    key = ("force", "borough", "year")
    when = "year"
    lag = "Estimated for the middle of a year, about a year later."
    faults = (
        "Residents are an imperfect denominator: people work, travel and go out in boroughs "
        "where they do not live.",
    )

    force = Areas.force
    bcu = Areas.bcu
    borough = Column(pa.string(), "Borough.")
    year = Column(pa.int32(), "Year of the mid-year estimate.")
    residents = Column(pa.int64(), "Usual residents.", unit="people")
