"""Records written as some force would write them come back the same through its map."""

import datetime as dt
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis import feeds
from avow.analysis.engine import layout
from avow.analysis.feeds.mapping.pseudonyms import Pseudonyms
from avow.analysis.tables.shared import PLACE_KINDS
from tests.analysis.feeds.mapping.northshire import AT, GEOGRAPHY, KEY, load

pytestmark = pytest.mark.slow

DAYS = st.dates(dt.date(2000, 1, 1), AT.date())
FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d %b %Y", "%m/%d/%Y %H:%M")
CASES = st.lists(
    st.fixed_dictionaries(
        {
            "recorded_on": DAYS,
            "committed_on": DAYS | st.none(),
            "borough": st.sampled_from(["Seaham", "Whitby Bay"]) | st.none(),
            "domestic_abuse": st.booleans() | st.none(),
            "place_kind": st.sampled_from(PLACE_KINDS) | st.none(),
        }
    ),
    min_size=1,
    max_size=30,
)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def extract(cases, form: str, words: dict[str, str], delimiter: str, encoding: str) -> bytes:
    lines = [delimiter.join(["Réf", "When Rec'd", "When", "District", "DV?", "Sort of place"])]
    flags = {True: "Oui", False: "Non", None: ""}
    for n, case in enumerate(cases):
        cells = [
            f"Case {n}",
            case["recorded_on"].strftime(form),
            case["committed_on"].strftime(form) if case["committed_on"] else "not known",
            f"  {case['borough'].upper()} " if case["borough"] else "Elsewhere",
            flags[case["domestic_abuse"]],
            words[case["place_kind"]] if case["place_kind"] else "",
        ]
        lines.append(delimiter.join(map(quoted, cells)))
    return "\r\n".join(lines).encode(encoding)


def map_of(form: str, words: dict[str, str]) -> str:
    values = ", ".join(f'"{word}" = "{kind}"' for kind, word in words.items())
    return f"""
name = "round-trip"
title = "Round trip"
force = "Northshire Police"
owner = "Test"
next_review = 2030-01-01
geography = "geography.toml"
empty = ["not known"]
[offences]
files = "*.csv"
[offences.columns]
offence = "réf"
recorded_on = {{ from = "When Rec'd", dates = "{form}" }}
committed_on = {{ from = "When", dates = ["%Y", "{form}"] }}
borough = "District"
domestic_abuse = {{ from = "DV?", values = {{ Oui = true, Non = false }} }}
place_kind = {{ from = "Sort of place", values = {{ {values} }} }}
offence_group = {{ always = "stalking" }}
precursor = {{ always = false }}
"""


@settings(max_examples=12, deadline=None)
@given(
    CASES,
    st.sampled_from(FORMS),
    st.permutations(["A1", "b2", "C 3", "d-4", "E5", "f6", "G7", "h8"]),
    st.sampled_from(",;|\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
)
def test_what_a_force_writes_comes_back(cases, form, codes, delimiter, encoding):
    words = dict(zip(PLACE_KINDS, codes, strict=True))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "geography.toml").write_text(GEOGRAPHY, encoding="utf-8")
        (folder / "map.toml").write_text(map_of(form, words), encoding="utf-8")
        (folder / "x.csv").write_bytes(extract(cases, form, words, delimiter, encoding))
        known = feeds.read_map(folder / "map.toml")
        report = load(folder / "data", known, folder / "x.csv").report
        (file,) = layout.files(folder / "data", "offences")
        found = {row["offence"]: row for row in pq.read_table(file).to_pylist()}
    assert report.rows_quarantined == 0
    assert report.tables[0].reconciled
    references = pa.array([f"Case {n}" for n in range(len(cases))])
    numbers = Pseudonyms(KEY, known.force).numbers("offence", references).to_pylist()
    assert len(found) == len(cases)
    for number, case in zip(numbers, cases, strict=True):
        row = found[number]
        assert {name: row[name] for name in case} == case
        assert row["bcu"] == ("Coast" if case["borough"] else None)
