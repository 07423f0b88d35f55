"""Put a set of invented records together: what it has in common, and its tables span by span."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from avow.analysis.synthetic.build import city
from avow.analysis.synthetic.incidents import draw
from avow.analysis.synthetic.places import City
from avow.analysis.synthetic.records import path, suspects, victims
from avow.analysis.synthetic.records.agreed import Agreed
from avow.analysis.synthetic.records.base import Source
from avow.analysis.synthetic.records.columns import table_of
from avow.analysis.synthetic.records.decided import decide
from avow.analysis.synthetic.records.drawn import Drawn
from avow.analysis.synthetic.records.draws import Draws
from avow.analysis.synthetic.records.effects import effects
from avow.analysis.synthetic.records.ground import Ground
from avow.analysis.synthetic.records.kinds import kinds
from avow.analysis.synthetic.records.places import Places
from avow.analysis.synthetic.records.recorded import record
from avow.analysis.synthetic.records.setting import Setting
from avow.analysis.synthetic.records.truths import RecordTruths, truths_for
from avow.analysis.tables import TABLES

CHUNK = 1 << 17  # offences held in memory at once, and rows of offences in one group of a file
CASES = ("offences", "victims", "suspects", "steps", "outcomes")


@dataclass(frozen=True)
class Invention:
    """Invented records that are not made yet."""

    setting: Setting
    source: Source
    places: Places

    @property
    def truths(self) -> RecordTruths:
        """Return what was put in."""
        return self.setting.truths

    def cases(self, chunk: int = CHUNK) -> Iterator[tuple[int, dict[str, pa.Table]]]:
        """Yield the tables ``CASES`` span by span, with the number of offences so far."""
        setting, total = self.setting, self.source.offences
        harmed_before = victims.pool(setting, self.source.by_borough)
        suspected_before = suspects.pool(setting, self.source.by_borough)
        for begin in range(0, total, chunk):
            base = self.source.rows((begin, min(begin + chunk, total)))
            recorded = record(setting, self.places, base)
            who = victims.harmed(setting, harmed_before, recorded)
            decided = decide(setting, recorded, who.group_of_case, who.disabled_of_case)
            columns = {
                "offences": recorded.columns,
                "victims": victims.columns(setting, recorded, decided, who),
                "suspects": suspects.columns(setting, suspected_before, recorded, decided),
                "steps": path.steps(setting, recorded, decided),
                "outcomes": path.ends(setting, recorded, decided),
            }
            yield base.span[1], {name: table_of(TABLES[name], columns[name]) for name in CASES}


def invent(
    offences: int, seed: int, start: date, end: date, areas: City | None = None
) -> Invention:
    """Return records of any size.

    Raises:
        ValueError: ``end`` lies before ``start``, or there are no offences to invent.
    """
    if offences < 1:
        raise ValueError(f"The number of offences must be 1 or more, not {offences}.")
    ground, draws = Ground(areas or city()), Draws(seed)
    source = Drawn(ground, draws, offences, start, end)
    truths = _truths(ground, source, seed, start, end)
    put_in = effects(truths, ground, kinds())
    source.mix(truths)
    source.change(put_in.total)
    setting = Setting(ground, kinds(), truths, draws)
    return Invention(setting, source, Places(kinds(), put_in, fewer=True))


def agree(seed: int, start: date, end: date, areas: City | None = None) -> Invention:
    """Return records of the offences that the invented publisher counts.

    Raises:
        ValueError: ``end`` lies before ``start``.
    """
    ground, draws = Ground(areas or city()), Draws(seed)
    source = Agreed(ground, draws, draw(ground.city, seed, start, end))
    truths = _truths(ground, source, seed, start, end)
    source.mix(truths)
    setting = Setting(ground, kinds(), truths, draws)
    put_in = effects(truths, ground, kinds())
    return Invention(setting, source, Places(kinds(), put_in, fewer=False))


def _truths(ground: Ground, source: Source, seed: int, start: date, end: date) -> RecordTruths:
    pilot = ground.pilot()
    own, beside = (
        float(source.by_borough[[ground.boroughs.index(name) for name in names]].sum())
        for names in pilot
    )
    return truths_for(
        ground.city,
        seed=seed,
        offences=source.offences,
        start=start,
        end=end,
        pilot=pilot,
        cases=(own, beside),
    )
