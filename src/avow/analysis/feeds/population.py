"""Residents by borough and year, as mid-year estimates."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from avow.analysis.feeds import cells, names
from avow.analysis.feeds.base import Feed, Mapped, Progress, Refused, broken_rows
from avow.analysis.feeds.contract import checked
from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import Input, Part, parts
from avow.analysis.feeds.report import Finding, TableSummary
from avow.analysis.tables.places import Population

NEEDED = ("borough", "year", "population")


def read(inputs: Sequence[Input], known: names.Geography, progress: Progress) -> Mapped:
    """Map population files to the contract.

    Raises:
        FeedError: a file has not the columns borough, year and population, or no usable row.
    """
    found: list[Part] = []
    for given in inputs:
        progress(f"Reading {given.path.name}")
        found.extend(parts(given, NEEDED))
    residents: dict[tuple[str, int], dict[str, Any]] = {}
    refused = [row for part in found for row in broken_rows(part)]
    for part in found:
        _check_columns(part)
        for number, values in zip(part.numbers.tolist(), part.rows.to_pylist(), strict=True):
            row, reason = _row(known, values)
            if row and (row["borough"], row["year"]) in residents:
                row, reason = None, "an earlier row gives the same borough and year"
            if row is None:
                refused.append(Refused(part.file, part.sheet, number, "population", reason, values))
            else:
                residents[row["borough"], row["year"]] = row
    if not residents:
        reasons = "; ".join(sorted({row.reason for row in refused})[:3])
        raise FeedError(
            f"No row of {', '.join(part.name for part in found)} can be used: "
            f"{reasons or 'there are no rows under the header'}. Nothing was loaded."
        )
    rows = [residents[key] for key in sorted(residents)]
    table = checked(Population, pa.Table.from_pylist(rows, Population.schema()))
    read_rows = sum(part.rows.num_rows + len(part.broken) for part in found)
    summary = TableSummary("population", read_rows, len(rows), 0, len(refused))
    by_file = {part.file: part.rows.num_rows + len(part.broken) for part in found}
    return Mapped({"population": table}, [summary], refused, [_years(rows)], by_file)


def _check_columns(part: Part) -> None:
    missing = [name for name in NEEDED if name not in part.rows.column_names]
    if missing:
        raise FeedError(
            f"{part.name} is no population file: the column {' and '.join(missing)} is missing. "
            f"Columns found: {', '.join(part.rows.column_names)}. "
            "It needs borough, year and population, one row a borough and year."
        )


def _row(known: names.Geography, values: dict[str, Any]) -> tuple[dict[str, Any] | None, str]:
    """Return a row of the contract, or why there is none."""
    if not values["borough"]:
        return None, "borough is empty"
    borough = known.borough(str(values["borough"]))
    force = known.force_of(borough)
    if force is None:
        return None, f"no force polices {borough!r}"
    year, residents = cells.count(values["year"]), cells.count(values["population"])
    if year is None or not 1900 <= year <= 2100:
        return None, "year is not a year"
    if residents is None or residents < 0:
        return None, "population is not a whole number of people"
    return {
        "force": force,
        "bcu": known.bcu_of(borough),
        "borough": borough,
        "year": year,
        "residents": residents,
    }, ""


def _years(rows: Sequence[dict[str, Any]]) -> Finding:
    years = sorted({row["year"] for row in rows})
    boroughs = {row["borough"] for row in rows}
    gaps = [
        [year, borough]
        for year in years
        for borough in sorted(boroughs - {r["borough"] for r in rows if r["year"] == year})
    ]
    missing = f" {len(gaps)} borough-years are missing." if gaps else ""
    return Finding(
        "years",
        "Years covered",
        f"Residents of {len(boroughs)} boroughs, {years[0]} to {years[-1]}.{missing}",
        ("population",),
        is_fault=bool(gaps),
        columns=("year", "borough without a figure") if gaps else (),
        rows=gaps,
    )


FEED = Feed(
    name="population",
    title="Residents by borough and year (mid-year estimates)",
    takes=("population (CSV, XLSX or Parquet with borough, year, population)",),
    tables=("population",),
    version="1",
    read=read,
    definitions=(("geography", names.DEFINITION),),
)
