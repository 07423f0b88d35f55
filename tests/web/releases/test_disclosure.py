"""No released file gives an exact small count away, whatever the figures are."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avow.analysis import measures
from avow.analysis.measures import SCHEMA, Result
from avow.web.releases.content import files_of
from avow.web.releases.models import Proposal
from avow.web.releases.protection import NotPassingError, content_of

SMALL = range(1, 5)
counts = st.integers(0, 12) | st.integers(0, 400)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def result(asked: str, cells: list[list[tuple[int, int]]]) -> Result:
    """Return a result by ward: one borough a list, one ward a pair of counts."""
    definition = measures.definition(asked)
    rows = [
        {
            "unit_kind": "ward",
            "unit": f"Ward {w} (Borough {b})",
            "force": "F",
            "bcu": "U",
            "borough": f"Borough {b}",
            "ward": f"Ward {w}",
            "period": date(2024, 1, 1),
            "period_label": "2024",
            "complete": True,
            "numerator": above,
            "denominator": above + rest if definition.denominator else None,
            "value": float(above),
            "low": float(above),
            "high": float(above),
            "note": "",
        }
        for b, wards in enumerate(cells)
        for w, (above, rest) in enumerate(wards)
    ]
    return Result(
        definition=definition,
        by="ward",
        period="year",
        table=pa.Table.from_pylist(rows, schema=SCHEMA),
        faults=("A fault.",),
        method="A method.",
        caution="",
    )


def made(asked: str, cells: list[list[tuple[int, int]]]) -> dict[str, bytes]:
    return files_of(proposal(asked), content_of(result(asked, cells)))


def proposal(asked: str = "recorded-offences") -> Proposal:
    return Proposal(title="T", summary="S", kind="table", measure=asked, by="ward", period="year")


def numbers(files: dict[str, bytes], column: str) -> list[list[float | None]]:
    """Return a column as each of the three data files holds it."""
    from_json = [row[column] for row in json.loads(files["data.json"])["rows"]]
    from_arrow = pq.read_table(io.BytesIO(files["data.parquet"]))[column].to_pylist()
    lines = csv.DictReader(io.StringIO(files["data.csv"].decode()))
    from_csv = [float(line[column]) if line[column] else None for line in lines]
    return [from_json, from_arrow, from_csv]


boroughs = st.lists(
    st.lists(st.tuples(counts, counts), min_size=1, max_size=6), min_size=1, max_size=3
)


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["recorded-offences", "recorded-late-share"])
@given(cells=boroughs)
@QUICK
def test_no_small_count_is_in_any_file(asked, cells):
    try:
        files = made(asked, cells)
    except NotPassingError:
        return
    columns = ["numerator", "denominator"] if asked == "recorded-late-share" else ["numerator"]
    for column in columns:
        for held in numbers(files, column):
            assert all(cell is None or cell == 0 or (cell >= 5 and cell % 5 == 0) for cell in held)


@pytest.mark.slow
@given(cells=boroughs)
@QUICK
def test_figures_come_from_the_counts_as_shown(cells):
    """A rate worked out from an exact count would give that count away."""
    try:
        files = made("recorded-late-share", cells)
    except NotPassingError:
        return
    for row in json.loads(files["data.json"])["rows"]:
        above, below, value = row["numerator"], row["denominator"], row["value"]
        if value is not None:
            assert value == pytest.approx(100 * above / below)
        if above is None or below is None:
            assert value is None
            assert row["low"] is None
            assert row["high"] is None


@pytest.mark.slow
@given(cells=boroughs)
@QUICK
def test_no_hidden_count_stands_alone_in_its_borough(cells):
    """Beside a published total of the borough a single hidden cell could be worked out."""
    try:
        files = made("recorded-offences", cells)
    except NotPassingError:
        return
    states: dict[str, list[str]] = {}
    for row in json.loads(files["data.json"])["rows"]:
        states.setdefault(row["borough"], []).append(row["numerator_status"])
    for held in states.values():
        # A borough of one ward has no total but that ward's own count, which is hidden as well.
        assert len(held) == 1 or held.count("suppressed") != 1


def test_what_is_hidden_is_empty_and_says_so():
    files = made("recorded-offences", [[(3, 0), (2, 0), (40, 0), (0, 0)]])
    rows = json.loads(files["data.json"])["rows"]
    assert [row["numerator"] for row in rows] == [None, None, 40, 0]
    assert [row["numerator_status"] for row in rows] == [
        "suppressed",
        "suppressed",
        "rounded",
        "published",
    ]


def test_a_small_count_among_zeros_is_hidden_with_one_of_them():
    rows = json.loads(made("recorded-offences", [[(3, 0), (0, 0)]])["data.json"])["rows"]
    assert {row["numerator_status"] for row in rows} == {"suppressed"}


def test_a_count_in_a_fault_goes_out_rounded():
    given = result("recorded-offences", [[(7, 0), (12, 0)]])
    told = replace(given, faults=("A fault.", "3 of 19 offences have no month committed."))

    assert content_of(told).definition["faults"] == [
        "A fault.",
        "Fewer than 5 of about 20 offences have no month committed.",
    ]


@pytest.mark.parametrize("name", ["=1+1", "+44", "-1", "@SUM(A1)", "\tx"])
def test_a_spreadsheet_runs_no_name_as_a_formula(name):
    given = result("recorded-offences", [[(7, 0), (12, 0)]])
    column = pa.array([name, "Mill-on-Sea"], pa.string())
    named = given.table.set_column(given.table.schema.get_field_index("ward"), "ward", column)

    files = files_of(proposal(), content_of(replace(given, table=named)))

    written = [row["ward"] for row in csv.DictReader(io.StringIO(files["data.csv"].decode()))]
    assert written == ["'" + name, "Mill-on-Sea"]
    assert [row["ward"] for row in json.loads(files["data.json"])["rows"]] == [name, "Mill-on-Sea"]
