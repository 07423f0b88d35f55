"""Write invented records to disk, span by span, in the layout that the engine reads."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.synthetic.build import city
from avow.analysis.synthetic.incidents import draw
from avow.analysis.synthetic.places import City
from avow.analysis.synthetic.records import path, suspects, victims
from avow.analysis.synthetic.records.around import beside
from avow.analysis.synthetic.records.base import Agreed, Drawn, Source
from avow.analysis.synthetic.records.columns import coded_schema, table_of
from avow.analysis.synthetic.records.decided import decide
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
FILE = "invented.parquet"
CASES = ("offences", "victims", "suspects", "steps", "outcomes")

Told = Callable[[int], None]


def write(
    folder: Path,
    *,
    offences: int,
    seed: int,
    start: date,
    end: date,
    areas: City | None = None,
    chunk: int = CHUNK,
    told: Told = lambda _: None,
) -> RecordTruths:
    """Write every record-level table under ``folder`` as Parquet; return what was put in.

    The months of ``start`` and ``end`` are both whole. Files lie where ``engine.layout`` reads
    them, ``truths.json`` beside them. The rows follow from ``seed`` and the arguments alone:
    ``chunk``, the offences held in memory at once, changes none of them. ``told`` hears how many
    offences are written.

    Raises:
        ValueError: ``end`` lies before ``start``, or there are no offences to write.
    """
    if offences < 1:
        raise ValueError(f"The number of offences must be 1 or more, not {offences}.")
    ground, draws = Ground(areas or city()), Draws(seed)
    source = Drawn(ground, draws, offences, start, end)
    truths = _truths(ground, source, seed, start, end)
    source.mix(truths)
    put_in = effects(truths, ground, kinds())
    source.change(put_in.total)
    setting = Setting(ground, kinds(), truths, draws)
    _write(folder, setting, source, Places(kinds(), put_in, fewer=True), chunk, told)
    return truths


def write_agreeing(
    folder: Path, *, seed: int, start: date, end: date, areas: City | None = None
) -> RecordTruths:
    """Write records of the very offences that ``write_facts`` counts for the same arguments.

    Offences and victims by place and month, and offences by class and month, are those of the
    published counts; the pilot makes offences in the street fewer, not offences altogether.

    Raises:
        ValueError: ``end`` lies before ``start``.
    """
    ground, draws = Ground(areas or city()), Draws(seed)
    source = Agreed(ground, draws, draw(ground.city, seed, start, end))
    truths = _truths(ground, source, seed, start, end)
    source.mix(truths)
    setting = Setting(ground, kinds(), truths, draws)
    places = Places(kinds(), effects(truths, ground, kinds()), fewer=False)
    _write(folder, setting, source, places, CHUNK, lambda _: None)
    return truths


def _truths(ground: Ground, source: Source, seed: int, start: date, end: date) -> RecordTruths:
    own, beside = ground.pilot()
    street = [
        float(source.by_borough[[ground.boroughs.index(name) for name in names]].sum())
        for names in (own, beside)
    ]
    return truths_for(
        ground.city,
        seed=seed,
        offences=source.offences,
        start=start,
        end=end,
        pilot=(own, beside),
        street=(street[0], street[1]),
    )


def tables(
    setting: Setting, source: Source, places: Places, chunk: int
) -> Iterator[tuple[int, dict[str, pa.Table]]]:
    """Yield the tables of cases span by span, with the number of offences so far."""
    harmed_before = victims.pool(setting, source.by_borough)
    suspected_before = suspects.pool(setting, source.by_borough)
    for begin in range(0, source.offences, chunk):
        recorded = record(
            setting, places, source.rows((begin, min(begin + chunk, source.offences)))
        )
        who = victims.harmed(setting, harmed_before, recorded)
        decided = decide(setting, recorded, who.group_of_case, who.disabled_of_case)
        columns = {
            "offences": recorded.columns,
            "victims": victims.columns(setting, recorded, decided, who),
            "suspects": suspects.columns(setting, suspected_before, recorded, decided),
            "steps": path.steps(setting, recorded, decided),
            "outcomes": path.ends(setting, recorded, decided),
        }
        yield (
            recorded.base.span[1],
            {name: table_of(TABLES[name], columns[name]) for name in CASES},
        )


def _write(
    folder: Path, setting: Setting, source: Source, places: Places, chunk: int, told: Told
) -> None:
    parts: dict[str, Path] = {}
    try:
        with ExitStack() as stack:
            writers: dict[str, pq.ParquetWriter] = {}
            for until, made in tables(setting, source, places, chunk):
                for name, rows in made.items():
                    if name not in writers:
                        parts[name] = _part(folder, name)
                        writers[name] = stack.enter_context(_writer(parts[name], name))
                    writers[name].write_table(rows)
                told(until)
        for name, rows in beside(setting, source):
            parts[name] = _part(folder, name)
            with _writer(parts[name], name) as writer:
                writer.write_table(rows)
        setting.truths.save(folder)
        for part in parts.values():
            part.rename(part.with_suffix(""))
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _part(folder: Path, name: str) -> Path:
    home = folder / "facts" / name
    home.mkdir(parents=True, exist_ok=True)
    return home / f"{FILE}.part"


def _writer(path: Path, name: str) -> pq.ParquetWriter:
    """Return a writer whose files read back under the contract's own types."""
    schema = coded_schema(TABLES[name])
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    return pq.ParquetWriter(path, schema, use_dictionary=words, store_schema=False)
