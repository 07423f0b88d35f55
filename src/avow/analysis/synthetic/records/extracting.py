"""Write invented records as a force's own system would export them, with the map that loads them.

The files have other headers than the contract, codes for words, days as dates in the British form
and marks for what is missing. They are written by the column map, the other way round.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from avow.analysis.synthetic.build import definition
from avow.analysis.synthetic.places import City
from avow.analysis.synthetic.records.around import beside
from avow.analysis.synthetic.records.inventing import invent
from avow.analysis.synthetic.records.truths import RecordTruths
from avow.analysis.tables.shared import AGE_BANDS

MAP = "extract-map.toml"
_DAY = "%d/%m/%Y"
_MISSING = "N/K"
# An age for each band, and what a reference begins with.
_AGES: dict[Any, str] = dict(
    zip(AGE_BANDS, ("6", "14", "21", "30", "41", "50", "58", "71"), strict=True)
)
_REFERENCES = {"offence": "CR", "victim": "PN", "suspect": "PN", "post": "PO"}

Rule = Mapping[str, Any]


def extract(
    folder: Path,
    *,
    offences: int,
    seed: int,
    start: date,
    end: date,
    areas: City | None = None,
) -> RecordTruths:
    """Write the files of an extract into ``folder``, with their map; return what was put in.

    The rows are those that ``write`` gives for the same arguments, but people and cases go by the
    force's own references. Beside the CSV files lie ``extract-map.toml`` and ``geography.toml``;
    `avow feed load --map` loads them.

    Raises:
        ValueError: ``end`` lies before ``start``, or there are no offences to write.
    """
    made = invent(offences, seed, start, end, areas)
    folder.mkdir(parents=True, exist_ok=True)
    geography = definition(made.setting.ground.city)
    (folder / "geography.toml").write_text(geography, encoding="utf-8")
    text = (files("avow.analysis.synthetic") / "texts" / MAP).read_text(encoding="utf-8")
    (folder / MAP).write_text(text, encoding="utf-8")
    known = tomllib.loads(text)
    alongside = ({name: table} for name, table in beside(made.setting, made.source))
    with ExitStack() as stack:
        writers: dict[str, pa_csv.CSVWriter] = {}
        for tables in chain((tables for _, tables in made.cases()), alongside):
            for name, rows in _files(known, tables):
                if name not in writers:
                    out = pa_csv.CSVWriter(folder / name, rows.schema)
                    writers[name] = stack.enter_context(out)
                writers[name].write_table(rows)
    made.truths.save(folder)
    return made.truths


def _files(
    known: Mapping[str, Any], tables: Mapping[str, pa.Table]
) -> Iterator[tuple[str, pa.Table]]:
    """Yield the rows of each file: a file may hold several tables, told apart by a column."""
    for table, rows in tables.items():
        if table not in known:
            continue
        origin = known[table]
        name = origin["files"].replace("*", "")
        header = _header(known, origin["files"])
        columns = dict(
            _written(column, rule if isinstance(rule, dict) else {"from": rule}, rows)
            for column, rule in origin["columns"].items()
        )
        columns |= {
            column: pa.repeat(words[0], rows.num_rows)
            for column, words in origin.get("only", {}).items()
        }
        blank = pa.repeat("", rows.num_rows)
        yield name, pa.table({column: columns.get(column, blank) for column in header})


def _header(known: Mapping[str, Any], pattern: str) -> list[str]:
    found: dict[str, None] = {}
    for origin in known.values():
        if isinstance(origin, dict) and origin["files"] == pattern:
            found |= dict.fromkeys(origin.get("only", {}))
            for rule in origin["columns"].values():
                found[rule["from"] if isinstance(rule, dict) else rule] = None
    return list(found)


def _written(column: str, rule: Rule, rows: pa.Table) -> tuple[str, pa.Array]:
    """Return the extract's name for a column, and its cells as text."""
    cells = rows[column].combine_chunks()
    if "days_after" in rule:
        cells = _later(rows[rule["days_after"]].combine_chunks(), cells)
    if column in _REFERENCES:
        text = pc.binary_join_element_wise(_REFERENCES[column], cells.cast(pa.string()), "")
    elif pa.types.is_date(cells.type):
        text = pc.fill_null(pc.strftime(cells, format=_DAY), "")
    elif pa.types.is_integer(cells.type):
        text = cells.cast(pa.string())
    else:
        text = pc.fill_null(_worded(cells, rule), _MISSING)
    return rule["from"], text


def _worded(cells: pa.Array, rule: Rule) -> pa.Array:
    """Return names and flags in the extract's own words."""
    words: dict[Any, str] = {to: word for word, to in rule.get("values", {}).items()}
    if rule.get("age"):
        words = _AGES
    if pa.types.is_boolean(cells.type):
        return pc.if_else(cells, words[True], words[False])
    names = cells.dictionary.to_pylist()
    own = pa.array([words.get(name, name) for name in names], pa.string())
    return own.take(cells.indices)


def _later(day: pa.Array, days: pa.Array) -> pa.Array:
    moved = np.asarray(day.view(pa.int32())) + np.asarray(pc.fill_null(days, 0))
    empty = np.asarray(pc.is_null(days).to_numpy(zero_copy_only=False))
    return pa.array(moved.astype(np.int32), mask=empty).view(pa.date32())
