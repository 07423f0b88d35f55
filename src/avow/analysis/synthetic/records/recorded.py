"""The offences table, and the columns that every other table of a case carries."""

from dataclasses import dataclass

import numpy as np

from avow.analysis.synthetic.records.base import NONE, Base
from avow.analysis.synthetic.records.columns import Coded, Column, Maybe
from avow.analysis.synthetic.records.draws import (
    Bools,
    Chances,
    Floats,
    Ints,
    part,
    pseudonyms,
    true,
)
from avow.analysis.synthetic.records.places import Places
from avow.analysis.synthetic.records.setting import Setting
from avow.analysis.tables import cases, shared

OFFENCE = 1  # what a pseudonym stands for
SMALL_AREAS = 4  # to a ward
_ONLINE = cases.CHANNELS.index("online")
_NOT_ONLINE = [at for at in range(len(cases.CHANNELS)) if at != _ONLINE]
# 999, 101, station, officer, partner agency: offences with violence, and others
_CHANNELS = Chances([(44, 24, 8, 12, 12), (22, 46, 13, 7, 12)])
_URGENT = ("violence-with-injury", "strangulation", "homicide", "public-fear-alarm-or-distress")


@dataclass(frozen=True)
class Recorded:
    """Offences of a span: ``group`` and ``place`` by number, ``abuse`` whether it is domestic
    abuse (flagged or not), ``carried`` the columns that other tables repeat.
    """

    base: Base
    group: Ints
    place: Ints
    abuse: Bools
    carried: dict[str, Column]
    columns: dict[str, Column]


def record(setting: Setting, places: Places, base: Base) -> Recorded:
    """Return the offences of a base with all their columns."""
    known, draws = setting.known, setting.draws
    group = known.group_of_title[base.title]
    abusive, flagged, channel, small = draws.shorts("offence", base.span)
    placing, precursor, coded, reached = draws.shorts("record", base.span)
    abuse = true(abusive, known.cases["domestic_abuse"][group])
    place = places.kinds_of(base, group, abuse, draws)
    carried = _carried(setting, base, group)
    # the flag is forgotten more often where it belongs
    carried["domestic_abuse"] = Maybe(abuse, ~true(flagged, np.where(abuse, 0.05, 0.02)))
    carried["place_kind"] = Coded(place, shared.PLACE_KINDS).where(~true(placing, 0.04))
    columns = carried | {
        "lsoa": Coded(base.ward * SMALL_AREAS + small % SMALL_AREAS, _small_areas(setting)),
        "committed_on": Maybe(base.committed, base.committed != NONE),
        "offence_code": _codes(setting, base.title).where(~true(coded, 0.01)),
        "precursor": (known.vawg[group] == 0) & true(precursor, 0.3),
        "channel": Coded(_channel(setting, base, group, part(channel)), cases.CHANNELS).where(
            ~true(reached, 0.02)
        ),
    }
    return Recorded(base, group, place, abuse, carried, columns)


def _carried(setting: Setting, base: Base, group: Ints) -> dict[str, Column]:
    ground = setting.ground
    number = np.arange(*base.span)
    return {
        "force": Coded(np.zeros(len(number), np.int8), [ground.city.force]),
        "bcu": Coded(base.unit.astype(np.int8), ground.city.bcus),
        "borough": Coded(base.borough.astype(np.int8), ground.boroughs),
        "ward": Coded(ground.name_of_ward[base.ward].astype(np.int16), ground.ward_names),
        "offence": pseudonyms(number, setting.draws.seed, OFFENCE),
        "recorded_on": base.day,
        "offence_group": Coded(group.astype(np.int8), setting.known.groups),
    }


def _small_areas(setting: Setting) -> list[str]:
    return [f"X01{at + 1:06d}" for at in range(setting.ground.wards * SMALL_AREAS)]


def _codes(setting: Setting, title: Ints) -> Coded:
    names = sorted({code for code in setting.known.codes if code})
    place = [names.index(code) if code else len(names) for code in setting.known.codes]
    return Coded(np.array(place)[title], names)


def _channel(setting: Setting, base: Base, group: Ints, draw: Floats) -> Ints:
    online = setting.online[base.month - setting.first_month]
    urgent = np.array([name not in _URGENT for name in setting.known.groups], dtype=np.int64)
    rest = _CHANNELS.pick(urgent[group], np.clip((draw - online) / (1 - online), 0, 1 - 1e-9))
    return np.where(draw < online, _ONLINE, np.array(_NOT_ONLINE)[rest])
