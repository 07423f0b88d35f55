"""What kinds of offence there are, and how cases of each kind tend to go."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from avow.analysis.feeds.classes import Offence, group_of, groups
from avow.analysis.synthetic.incidents import offences
from avow.analysis.synthetic.records.draws import Bools, Chances, Floats, Ints
from avow.analysis.tables.shared import PLACE_KINDS

# Home Office classes, by the publisher's name for them.
_CODES = {
    "Rape of a female aged 16 and over": "19C",
    "Rape of a female child under 16": "19D",
    "Rape of a female child under 13": "19E",
    "Sexual assault on a female aged 13 and over": "20A",
    "Sexual assault on a female child under 13": "20B",
    "Sexual activity involving a child under 16": "22B",
    "Exposure and Voyeurism": "88E",
    "Stalking": "8Q",
    "Harassment offences": "8L",
    "Malicious Communications": "8R",
    "Controlling or Coercive Behaviour": "8U",
    "Assault with injury": "8N",
    "Assault with intent to cause serious harm": "5D",
    "Public Fear, Alarm or Distress": "9A",
    "Racially or Religiously Aggravated Public Fear, Alarm or Distress": "9B",
    "Modern Slavery": "106",
    "Homicide": "1",
}
# Where domestic abuse happens, whatever the offence.
_DOMESTIC = (66, 12, 2, 3, 1, 2, 9, 5)
# An offence that nobody places at home, outdoors or anywhere but online stays online.
_ONLINE = PLACE_KINDS.index("online")


@dataclass(frozen=True)
class Kinds:
    """Titles and groups of offences as arrays; ``cases`` are the shares of ``cases.toml``."""

    groups: list[str]
    group_of_title: Ints
    codes: list[str | None]
    share: Floats
    late: Floats
    grows: Floats
    child: Ints
    places: Chances
    vawg: Floats
    cases: dict[str, Floats]

    @property
    def titles(self) -> int:
        """Return how many titles there are."""
        return len(self.share)


@cache
def kinds() -> Kinds:
    """Return the kinds of offence of the invented city."""
    known = offences()
    found = [
        group_of(Offence(o["group"], o["expansion"], o["class"], o["title"])).id for o in known
    ]
    names = sorted(set(found))
    text = (files("avow.analysis.synthetic") / "texts" / "cases.toml").read_text(encoding="utf-8")
    cases = tomllib.loads(text)
    held = {group.id: group.vawg for group in groups()}
    return Kinds(
        groups=names,
        group_of_title=np.array([names.index(name) for name in found]),
        codes=[_CODES.get(o["expansion"]) for o in known],
        share=np.array([o["share"] for o in known], dtype=float),
        late=np.array([o["late"] for o in known], dtype=float),
        grows=np.array(["trangulation" in o["title"] for o in known], dtype=float),
        child=np.array([_child(o) for o in known]),
        places=Chances(_places(cases, names)),
        vawg=np.array([held[name] for name in names], dtype=float),
        cases={
            key: np.array([cases[name][key] for name in names], dtype=float)
            for key in cases[names[0]]
            if key != "places"
        },
    )


def _places(cases: dict[str, Any], names: list[str]) -> list[tuple[float, ...]]:
    """Return a row of places for each group, then a row for each where it is domestic abuse."""
    own = [tuple(cases[name]["places"]) for name in names]
    online = [row[_ONLINE] > 50 for row in own]
    return own + [row if mostly else _DOMESTIC for row, mostly in zip(own, online, strict=True)]


def _child(offence: dict[str, Any]) -> int:
    """Return 2 where the victim is under 13, 1 where she is under 16, else 0."""
    words = f"{offence['title']} {offence['class']} {offence['expansion']}"
    if "child under 13" in words:
        return 2
    return 1 if "under 16" in words or "with a child" in words else 0


def reported_late(known: Kinds) -> Floats:
    """Return the shares of titles among offences that are recorded years later."""
    share = known.share * known.late
    return np.asarray(share / share.sum())


def charged_often(known: Kinds) -> Bools:
    """Return which titles belong to a group that is charged often."""
    return np.asarray(known.cases["charge"][known.group_of_title] >= 0.12)
