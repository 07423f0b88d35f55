"""Stop and search as data.police.uk publishes it: one CSV file a month, or a zip file of them.

What a person said of their ethnic group and what an officer saw are two columns and never mix.
Coordinates are used to find borough and ward, where boundaries are loaded, and are not kept.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.feeds import names, stop_search_findings
from avow.analysis.feeds.base import Feed, Mapped, Progress, Refused, broken_rows
from avow.analysis.feeds.cells import Bools
from avow.analysis.feeds.contract import checked
from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import Input, Part, parts
from avow.analysis.feeds.location import Places
from avow.analysis.feeds.report import TableSummary
from avow.analysis.tables.published import StopSearches
from avow.definitions import read as definition

TABLE = "stop_searches"
DEFINITION = "police-uk-stop-search"
_NAMED = re.compile(r"(\d{4})-(\d{2})-(.+)-stop-and-search\.csv$")
_NEEDED = ("type", "date", "latitude", "longitude", "gender", "age_range")
_SELF, _OFFICER = "self_defined_ethnicity", "officer_defined_ethnicity"
_OBJECT, _OUTCOME = "object_of_search", "outcome"
_LINKED = "outcome_linked_to_object_of_search"
_ALL = (*_NEEDED, _SELF, _OFFICER, _OBJECT, _OUTCOME, _LINKED)
_A_FILE = 10_000_000  # more rows than a month of any force: numbers of searches stay apart


@dataclass(frozen=True)
class Month:
    """The file of one month: ``label`` is year and month, or empty where the name has none."""

    part: Part
    force: str
    label: str
    first: int


def read(
    inputs: Sequence[Input],
    known: names.Geography,
    progress: Progress,
    beside: Mapping[str, Sequence[Path]],
) -> Mapped:
    """Map stop and search files to the contract; ``beside`` names the files of boundaries.

    Raises:
        FeedError: a file has not the publisher's columns, or is of a force that the geography does
            not have, or no row can be used.
    """
    months = _months(inputs, known, progress)
    progress("Finding boroughs and wards")
    places = Places(beside.get("boundaries", ()))
    rows = pa.concat_tables([_rows(month, places) for month in months])
    progress("Checking every row")
    reasons = _reasons(rows)
    refused = [*_refused(rows, reasons, months), *(b for m in months for b in broken_rows(m.part))]
    sound = rows.filter(pc.is_null(reasons))
    if not sound.num_rows:
        raise FeedError(
            f"No row of {', '.join(m.part.name for m in months)} can be used. Nothing was loaded."
        )
    once = _once(sound)
    table = checked(StopSearches, once.select(list(StopSearches.columns())).sort_by("search"))
    merged = sound.num_rows - once.num_rows
    bad = sum(row.table == TABLE for row in refused)
    summary = _summary(rows.num_rows, table, merged, bad)
    given = {one.path.name: _rows_of(one, months) for one in inputs}
    found = stop_search_findings.findings(once, merged, [m.label for m in months], places.names)
    return Mapped({TABLE: table}, [summary], refused, found, given)


def _summary(read: int, table: pa.Table, merged: int, bad: int) -> TableSummary:
    filled = max(table.num_rows, 1)
    complete = {
        name: round(1 - table[name].null_count / filled, 6)
        for name, column in StopSearches.columns().items()
        if column.nullable
    }
    return TableSummary(TABLE, read, table.num_rows, merged, bad, complete=complete)


def _rows_of(given: Input, months: Sequence[Month]) -> int:
    own = [month.part for month in months if month.part.file == given.path.name]
    return sum(part.rows.num_rows + len(part.broken) for part in own)


def _months(inputs: Sequence[Input], known: names.Geography, progress: Progress) -> list[Month]:
    found: list[tuple[str, Part]] = []
    for given in inputs:
        progress(f"Reading {given.path.name}")
        if given.content[:4] != b"PK\x03\x04":
            found += [(given.path.name, part) for part in parts(given, _NEEDED)]
            continue
        for name, content in _unzipped(given):
            (part,) = parts(Input(Path(name), content), _NEEDED)
            part = Part(given.path.name, part.file, part.rows, part.numbers, part.broken)
            found.append((name, part))
    if not found:
        raise FeedError(
            f"{', '.join(one.path.name for one in inputs)} holds no file called "
            "...-stop-and-search.csv: give the archive as it was downloaded."
        )
    found.sort(key=lambda one: one[0])
    return [_month(name, part, order, known) for order, (name, part) in enumerate(found)]


def _unzipped(given: Input) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(given.content)) as archive:
            wanted = [n for n in archive.namelist() if n.endswith("-stop-and-search.csv")]
            return [(Path(name).name, archive.read(name)) for name in wanted]
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise FeedError(f"{given.path} is a damaged zip file: download it again.") from error


def _month(name: str, part: Part, order: int, known: names.Geography) -> Month:
    missing = [column for column in _ALL if column not in part.rows.column_names]
    if missing:
        raise FeedError(
            f"{part.name} is no stop and search file of data.police.uk: the column "
            f"{' and '.join(missing)} is missing. Columns found: "
            f"{', '.join(part.rows.column_names)}."
        )
    named = _NAMED.search(name)
    if not named:
        return Month(part, known.force, "", order * _A_FILE)
    year, month, slug = named.groups()
    return Month(part, _force(slug, known), f"{year}-{month}", int(year + month) * _A_FILE)


def _force(slug: str, known: names.Geography) -> str:
    words = slug.replace("-", " ")
    for force in (known.force, *known.other_forces.values()):
        if force.casefold().startswith(words):
            return force
    raise FeedError(
        f"The files are of {words!r}, the geography is of {known.force!r}: give among the files "
        "the geography of the force (a TOML file in the form of definitions/geography)."
    )


def _rows(month: Month, places: Places) -> pa.Table:
    """Return the rows of a month in the contract's columns, and what is needed to judge them."""
    given = month.part.rows
    columns = {name: _text(given[name]) for name in _ALL}
    at = places.of(_degrees(columns["longitude"]), _degrees(columns["latitude"]))
    place = [*places.names, (None, None, None, None)]
    own = [p if p[0] == month.force else (None, None, None, None) for p in place]
    told = pa.array(np.where(at < 0, len(places.names), at))
    words = definition("categories", DEFINITION)
    number = len(columns["date"])
    where = {
        name: pa.array([one[index] for one in own], pa.string()).take(told)
        for index, name in ((1, "bcu"), (2, "borough"), (3, "ward"))
    }
    raw = [columns[name] for name in given.column_names if name in _ALL]
    return pa.table(
        where
        | {
            "force": pa.repeat(month.force, number),
            "search": pa.array(month.first + np.arange(1, number + 1)),
            "searched_on": _day(columns["date"]),
            "kind": columns["type"],
            "sex": _mapped(columns["gender"], words["sex"]),
            "age_band": columns["age_range"],
            "ethnicity_self": _self_defined(columns[_SELF], words),
            "ethnicity_officer": columns[_OFFICER],
            "object_sought": columns[_OBJECT],
            "outcome": columns[_OUTCOME],
            "linked": _mapped(pc.utf8_lower(columns[_LINKED]), {"true": True, "false": False}),
            "_month": pa.repeat(month.label, number),
            "_located": pc.is_valid(columns["latitude"]),
            "_given": pc.binary_join_element_wise(
                *[pc.fill_null(one, "") for one in raw], "\x1f", null_handling="replace"
            ),
        }
    )


def _text(column: pa.ChunkedArray) -> pa.Array:
    text = pc.utf8_trim_whitespace(column.cast(pa.string())).combine_chunks()
    return pc.if_else(pc.equal(pc.utf8_length(text), 0), None, text)


def _degrees(column: pa.Array) -> Any:
    sound = pc.match_substring_regex(column, r"^-?\d{1,3}(\.\d+)?$")
    return pc.if_else(sound, column, None).cast(pa.float64()).to_numpy(zero_copy_only=False)


def _day(column: pa.Array) -> pa.Array:
    """Return the day of a search in the time of the United Kingdom; the files give times in UTC."""
    whole = pc.replace_substring_regex(column, r"(Z|\+00:00)$", "+0000")
    whole = pc.replace_substring_regex(whole, r"(\d\d)\.\d+\+", r"\1+")
    times = pc.strptime(whole, format="%Y-%m-%dT%H:%M:%S%z", unit="s", error_is_null=True)
    local = pc.local_timestamp(times.cast(pa.timestamp("s", "Europe/London")))
    return local.cast(pa.date32(), safe=False)


def _mapped(column: pa.Array, words: Mapping[str, Any]) -> pa.Array:
    keys = pa.array(list(words), pa.string())
    values = pa.array(list(words.values()))
    return values.take(pc.index_in(column, keys))


def _self_defined(column: pa.Array, words: Mapping[str, Any]) -> pa.Array:
    encoded = pc.dictionary_encode(column)
    groups = [
        next((g for start, g in words["self_defined"].items() if text.startswith(start)), None)
        if text not in words["not_said"]
        else None
        for text in encoded.dictionary.to_pylist()
    ]
    return pa.array(groups, pa.string()).take(encoded.indices)


def _reasons(rows: pa.Table) -> pa.Array:
    """Return why each row cannot be loaded, empty where it can."""
    reasons = pa.nulls(rows.num_rows, pa.string())
    for failed, words in (
        (pc.is_null(rows["searched_on"]), "date is empty or no date and time"),
        (pc.is_null(rows["kind"]), "type is empty"),
    ):
        reasons = pc.coalesce(reasons, pc.if_else(failed, words, None))
    return reasons


def _refused(rows: pa.Table, reasons: pa.Array, months: Sequence[Month]) -> list[Refused]:
    at = np.flatnonzero(np.asarray(pc.is_valid(reasons)))
    by_first = sorted(months, key=lambda month: month.first)
    found = []
    for row in at.tolist():
        number = rows["search"][row].as_py()
        month = next(m for m in reversed(by_first) if m.first < number)
        position = number - month.first - 1
        given = month.part.rows.slice(position, 1).to_pylist()[0]
        values = {k: v for k, v in given.items() if k not in ("latitude", "longitude")}
        line = int(month.part.numbers[position])
        reason = reasons[row].as_py()
        found.append(Refused(month.part.file, month.part.sheet, line, TABLE, reason, values))
    return found


def _once(sound: pa.Table) -> pa.Table:
    """Return each row once: of rows alike in every published column, the first."""
    grouped = sound.select(["force", "_given", "search"]).group_by(["force", "_given"])
    first = grouped.aggregate([("search", "min")])["search_min"]
    keep: Bools = np.isin(sound["search"].to_numpy(), first.to_numpy())
    return sound.filter(pa.array(keep))


FEED = Feed(
    name="police-uk-stop-search",
    title="data.police.uk: stop and search, one row a search",
    takes=("archives (zip) or monthly files (CSV) called ...-stop-and-search",),
    tables=(TABLE,),
    version="1",
    read=read,
    definitions=(("categories", DEFINITION), ("geography", names.DEFINITION)),
    beside=("boundaries",),
)
